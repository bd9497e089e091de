"""One module a benchmark; each has `run() -> dict` with at least "figures"."""
