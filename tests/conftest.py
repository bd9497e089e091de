"""What every test shares; plugins/one_cluster.py says where a session keeps its data and its database."""

import one_cluster
import pytest


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """Start the database when the first test asks for it."""
    one_cluster.start_database()
