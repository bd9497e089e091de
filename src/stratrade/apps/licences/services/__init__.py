"""Use cases of licences: issue, change of standing, the quantity ledger."""
