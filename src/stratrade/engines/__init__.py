"""Pure engines: functions of values, no framework, no clock, no file."""
