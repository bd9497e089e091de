"""Thai, Lao, Burmese and Greek letters in Latin ones, where a letter by itself does not say how a name is spelt.

Thai and Lao write some vowels before the consonant they follow and silence others; the spelling is that of the Royal
Thai General System and of the Lao passport, without tones. Burmese spells rhymes, not letters: the table gives the
spelling of names in passports. Greek writes sounds that Latin has one letter for with two.
"""

import re

_LEADING = re.compile(r"([เแโใไ])([กขคตปผพ][รลว](?=[ก-ฮะ-ู])|[ก-ฮ])")  # a cluster is passed as one
_LEADING_LAO = re.compile(r"([ເແໂໃໄ])([ກ-ຮໜໝ])")
_SILENT = re.compile(r"[ก-ฮ][ิุ]?์")
_THAI_TONES = re.compile(r"[่-๋็ๆฯ]|[່-໋]")
_BURMESE = re.compile(
    r"[က-အဿ](?:[ျြွှ]*)[\u102b-\u1032\u1036]*[\u1037\u1038]*(?:[က-အ]\u1037?်[\u1037\u1038]*)?|[ဣ-ဪ]"
)
_BURMESE_LETTERS = {
    "က": "k", "ခ": "kh", "ဂ": "g", "ဃ": "g", "င": "ng", "စ": "s", "ဆ": "s", "ဇ": "z", "ဈ": "z", "ည": "ny", "ဉ": "ny",
    "ဋ": "t", "ဌ": "th", "ဍ": "d", "ဎ": "d", "ဏ": "n", "တ": "t", "ထ": "ht", "ဒ": "d", "ဓ": "d", "န": "n", "ပ": "p",
    "ဖ": "ph", "ဗ": "b", "ဘ": "b", "မ": "m", "ယ": "y", "ရ": "y", "လ": "l", "ဝ": "w", "သ": "th", "ဟ": "h", "ဠ": "l",
    "အ": "", "ဿ": "th",
}  # fmt: skip
_RHYMES = {
    "": "a", "ာ": "a", "ါ": "a", "ိ": "i", "ီ": "i", "ု": "u", "ူ": "u", "ေ": "e", "ဲ": "e", "ော": "aw", "ေါ": "aw",
    "ံ": "an", "ို": "o", "ုံ": "on", "ိံ": "ein", "န်": "an", "မ်": "an", "င်": "in", "ဉ်": "in", "ည်": "i", "ယ်": "e",
    "က်": "et", "စ်": "it", "တ်": "at", "ပ်": "at", "ိန်": "ein", "ိမ်": "ein", "ုန်": "on", "ုမ်": "on", "ောင်": "aung",
    "ေါင်": "aung", "ိုင်": "aing", "ိတ်": "eik", "ိပ်": "eik", "ုတ်": "ok", "ုပ်": "ok", "ောက်": "auk", "ေါက်": "auk",
    "ိုက်": "aik", "ော်": "aw", "ေါ်": "aw",
}  # fmt: skip
_GREEK = (
    ("ου", "ou"), ("αυ", "av"), ("ευ", "ev"), ("ηυ", "iv"), ("μπ", "b"), ("ντ", "nt"), ("γκ", "gk"), ("γγ", "ng"),
    ("γχ", "nch"), ("αι", "ai"), ("ει", "ei"), ("οι", "oi"), ("υι", "yi"), ("χ", "ch"), ("ξ", "x"), ("ψ", "ps"),
)  # fmt: skip


def thai(text: str) -> str:
    """Thai with every vowel behind its consonant, tones and silenced letters gone.

    >>> thai("เจริญ"), thai("จันทร์")
    ('จเริญ', 'จันท')
    """
    plain = _THAI_TONES.sub("", _SILENT.sub("", text))
    return _LEADING.sub(lambda m: f"{m.group(2)}{m.group(1)}", plain)


def lao(text: str) -> str:
    """Lao with every vowel behind its consonant, tones gone.

    >>> lao("ໄຊ")
    'ຊໄ'
    """
    return _LEADING_LAO.sub(r"\2\1", _THAI_TONES.sub("", text))


def burmese(text: str) -> str:
    """Burmese by syllables, as names are spelt in Latin letters.

    >>> burmese("အောင်"), burmese("ဆန်း"), burmese("ကြည်"), burmese("မြင့်")
    ('aung', 'san', 'kyi', 'myin')
    """
    return _BURMESE.sub(lambda m: f" {_syllable(m.group(0))} ", text).strip()


def _syllable(written: str) -> str:
    plain = re.sub(r"[\u1037\u1038]", "", written)
    first, rest = plain[0], plain[1:]
    medials = re.match(r"[ျြွှ]*", rest)
    signs = medials.group(0) if medials else ""
    rhyme = rest[len(signs) :]
    onset = _BURMESE_LETTERS.get(first, "")
    if "ှ" in signs:
        onset = "sh" if first in "ရယ" else "h" + onset
    if "ျ" in signs or "ြ" in signs:
        onset += "y"
    if "ွ" in signs:
        onset += "w"
    return onset + _RHYMES.get(rhyme, "a")


def greek(text: str) -> str:
    """Greek with its double letters spelt out.

    >>> greek("μπουτάρης"), greek("ευάγγελος")
    ('bouτάρης', 'evάngελος')
    """
    for letters, latin in _GREEK:
        text = text.replace(letters, latin)
    return text
