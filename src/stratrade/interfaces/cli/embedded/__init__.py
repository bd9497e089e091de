"""PostgreSQL for one machine, run from the binaries that a wheel carries."""
