"""What names, addresses, telephone and other numbers are compared by."""

from stratrade.kernel import text

_DIGITS = 7  # of a telephone number that tell two apart, without country and trunk codes


def name_key(name: str) -> str:
    """One key for a name however it is spaced or cased.

    >>> name_key("  Sample   CO., Ltd") == name_key("sample co., ltd")
    True
    """
    return text.search_key(name)[:300]


def address_key(address: str) -> str:
    """One key for an address however it is punctuated; empty for one that names no house or street."""
    words = text.words(text.search_key(address))
    return " ".join(words)[:300] if len(words) > 1 else ""


def phone_key(phone: str) -> str:
    """The digits of a telephone number from behind, without codes that are dialled or left out.

    >>> phone_key("+855 23 000 1234") == phone_key("023 0001234")
    True
    """
    digits = "".join(c for c in phone if c in "0123456789")
    return digits[-_DIGITS:] if len(digits) >= _DIGITS else ""


def bare(number: str) -> str:
    """A number without what people put between its characters.

    >>> bare("k-001 902")
    'K001902'
    """
    return "".join(c for c in number.upper() if c.isalnum())
