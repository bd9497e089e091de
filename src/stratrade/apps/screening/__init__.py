"""Watch lists in force, who is on them, alerts and what was decided about each."""
