"""Top floor: settings, URLs and the wiring from events to reactions."""
