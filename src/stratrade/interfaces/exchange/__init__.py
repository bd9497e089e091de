"""Message formats to canonical records and back."""
