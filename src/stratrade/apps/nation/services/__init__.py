"""Use cases of the national authorities: declarations, data calls, figures, facilities, feeds, reminders."""
