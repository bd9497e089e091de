"""Text as people write it in one form: Unicode NFC, Khmer digits, invisible characters, search keys."""

import re
import unicodedata

_KHMER_DIGITS = {0x17E0 + n: str(n) for n in range(10)}
_INVISIBLE = dict.fromkeys(
    [
        0x00AD,
        0x200B,
        0x200C,
        0x200D,
        0x200E,
        0x200F,
        0x2060,
        0xFEFF,
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
    ]
)
_WORD = re.compile(r"[\w]+(?:[-'’][\w]+)*", re.UNICODE)
_CHECK_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def nfc(text: str) -> str:
    """Unicode NFC without control characters other than line breaks and tabs, and without lone surrogates."""
    return "".join(
        c
        for c in unicodedata.normalize("NFC", text)
        if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs"}
    )


def ascii_digits(text: str) -> str:
    """Khmer digits become ASCII digits.

    >>> ascii_digits("១២៣")
    '123'
    """
    return text.translate(_KHMER_DIGITS)


def search_key(text: str) -> str:
    r"""One key for what should be found alike: no case, accents, invisible marks; single spaces.

    Khmer vowels and signs are kept, as they are letters there; Latin, Greek and Cyrillic accents go.

    >>> search_key("Vanne à  Soufflet")
    'vanne a soufflet'
    >>> search_key("ស្នប់\u200bបូម") == search_key("ស្នប់បូម")
    True
    """
    visible = ascii_digits(text).translate(_INVISIBLE)
    decomposed = unicodedata.normalize("NFKD", visible).casefold()
    kept = [c for c in decomposed if not 0x0300 <= ord(c) <= 0x036F]  # noqa: PLR2004 - combining diacritics
    return " ".join(unicodedata.normalize("NFC", "".join(kept)).split())


def words(text: str) -> list[str]:
    """The words of a text by their keys, in order; hyphenated words stay whole.

    >>> words("Ball-valve, DN25!")
    ['ball-valve', 'dn25']
    """
    return _WORD.findall(search_key(text))


def check_character(text: str) -> str:
    """The check character of a reference (ISO 7064, MOD 37,36) over its letters and digits.

    >>> check_character("EXP-2026-000123")
    'S'
    """
    modulus = 36
    product = modulus
    for character in text.upper():
        if character not in _CHECK_ALPHABET:
            continue
        total = (product + _CHECK_ALPHABET.index(character)) % modulus or modulus
        product = (total * 2) % (modulus + 1)
    return _CHECK_ALPHABET[(modulus + 1 - product) % modulus]
