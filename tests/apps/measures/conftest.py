"""A small State with two companies, for tests of notices."""

import catch_all_steps
import pytest


@pytest.fixture
def state(transactional_db):
    """Two companies with somebody for each, and officials."""
    return catch_all_steps.small_state()
