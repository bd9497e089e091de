"""Addresses that are themselves a secret, kept out of every log."""

import logging
import re

_SECRET = re.compile(r"(/calendar/)[^/\s?\"']+(\.ics)|(/account/password/new/)[^/\s?\"']*-[^/\s?\"']+")


def masked(text: str) -> str:
    """The text with what opens somebody's calendar or password taken out.

    >>> masked("Not Found: /calendar/abc123.ics")
    'Not Found: /calendar/….ics'
    """
    return _SECRET.sub(lambda found: f"{found[1] or found[3]}…{found[2] or ''}", text)


class Masked(logging.Filter):
    """Takes secret addresses out of a record, whoever wrote it."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always keep the record."""
        said = record.getMessage()
        plain = masked(said)
        if plain != said:
            record.msg, record.args = plain, ()
        return True
