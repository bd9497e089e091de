"""What a command says when it cannot work with what it was given."""


class Unusable(Exception):  # noqa: N818 - reads as what it is
    """Arguments or input that cannot be used: one line on stderr, exit code 2."""
