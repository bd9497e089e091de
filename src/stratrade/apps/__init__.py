"""State, permission, transaction and audit."""
