"""What the database role of the running product may do; on the trail it only adds and reads."""

from collections.abc import Sequence

_ADD_ONLY = ("audit_event", "audit_applied")
_ADVANCE = "audit_head"


def statements(role: str) -> Sequence[str]:
    """SQL that gives a role of the running product its rights; run by the owner after every migration.

    Args:
        role: name of the role, which owns nothing.

    Raises:
        ValueError: the name needs quoting that is not worth the risk.
    """
    if not role.isidentifier():
        raise ValueError(role)
    return (
        f"GRANT USAGE ON SCHEMA public TO {role}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
        f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {role}",
        *(f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {role}" for table in _ADD_ONLY),
        f"REVOKE UPDATE, DELETE, TRUNCATE ON {_ADVANCE} FROM {role}",
        f"GRANT UPDATE (count, hash) ON {_ADVANCE} TO {role}",
        f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {role}",
    )
