"""What `stratrade check` looks at: each module has `faults() -> list[str]`."""
