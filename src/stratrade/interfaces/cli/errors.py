"""What a command says when it cannot work with what it was given."""


class Unusable(Exception):
    """Arguments or input that cannot be used: one line on stderr, exit code 2."""
