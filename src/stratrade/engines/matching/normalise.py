"""A name brought to tokens that can be compared across spellings and scripts."""

import re
import unicodedata
from functools import lru_cache

from rapidfuzz.distance import OSA

from stratrade.engines.matching import forms
from stratrade.engines.matching.romanise import latin
from stratrade.kernel.text import search_key

READ = 8_000  # characters of a name that are looked at at all, invisible ones included
LONGEST = 400  # visible characters that are compared; longer input is cut, so that the time stays bounded
MOST_TOKENS = 24

_PAST_LATIN = "\u0250"
_CAMEL = re.compile(
    r"(?<=[a-z]{3})(?=[A-Z]{2}|[A-Z][a-z]{2})|(?<=[A-Z]{4})(?=[a-z]{3})"
)  # two words that lost the space between them
_SPLIT = re.compile(r"[^\w]+", re.UNICODE)
_ENDS_A_PATRONYMIC = tuple("hjzscqa")
_PATRONYMIC = re.compile(
    r"(?:[iyj]{0,2}[eo]?[vwf]|il[iy]?)(?:[iye]{1,2}(?:tsch|tsj|tch|ch|tj|cz|cs|tsh|c|q)|na)$"
)
_SOFT = (
    ("sj", "s"), ("tj", "s"), ("cz", "s"), ("x", "ks"), ("tsch", "s"), ("shch", "s"), ("sch", "s"),
    ("tch", "s"), ("sh", "s"), ("ch", "s"), ("ph", "f"), ("kh", "k"), ("gh", "k"), ("ck", "k"),
    ("zh", "j"), ("dj", "j"), ("th", "t"), ("dh", "d"), ("ce", "se"), ("ci", "si"), ("ou", "u"),
    ("ie", "i"), ("ei", "i"),
)  # fmt: skip
_GLUED = 6  # letters of a name with a legal form written to it at least
_FIGURES = re.compile(r"\d+([a-z]{2,})$")  # a legal form written to a number
_ONE_SOUND = str.maketrans("vwyeoqc", "fuiiukk", "h")
_DOUBLED = re.compile(r"(.)\1+")
_VOWELS = re.compile(r"[aeiou]")
_BONES = {
    "tch": "j", "zh": "j", "dzh": "j", "dsch": "j", "dj": "j", "sch": "s", "sh": "s", "ch": "s", "th": "s", "ph": "f",
    "x": "ks", "kh": "k", "gh": "k", "ck": "k", "q": "k", "g": "k", "c": "k", "dh": "d", "z": "d", "p": "b",
}  # fmt: skip
_BONE = re.compile(r"dsch|dzh|tch|sch|zh|dj|sh|ch|ph|kh|gh|ck|dh|th(?=.)|g(?=[ei])|[xqgczp]")
_FLESH = re.compile(r"(?<=.)h|[aeiouvwy]")
_SOUNDS = {
    "nh": "n", "ny": "n", "ng": "n", "gn": "n", "tch": "c", "zh": "c", "dj": "c", "ch": "c", "j": "c", "sch": "s",
    "sh": "s", "z": "s", "x": "ks", "kh": "k", "gh": "k", "ck": "k", "q": "k", "g": "k", "th": "t", "dh": "t",
    "d": "t", "ph": "p", "b": "p", "v": "w",
}  # fmt: skip
_SOUND = re.compile(r"nh|ny(?=[aeiou])|ng|gn|tch|sch|zh|dj|ch|sh|kh|gh|ck|th|dh|ph|[jzxqgdbv]")
_BREATH = re.compile(r"(?<=.)h")
_VOWEL_RUN = re.compile(r"[aeiouyw]+")
_KOREAN = {
    "lee": "ri", "i": "ri", "yi": "ri", "li": "ri", "rhee": "ri", "rhie": "ri", "park": "pak", "bak": "pak",
    "choi": "choe",
    "baek": "paek", "paik": "paek", "shin": "sin", "roh": "ro", "noh": "ro", "no": "ro", "im": "rim", "lim": "rim",
    "yoo": "yu", "ryu": "yu", "oh": "o", "woo": "u", "ahn": "an", "jung": "jong", "jeong": "jong", "chung": "jong",
    "chong": "jong", "cho": "jo", "yun": "yun", "yoon": "yun", "moon": "mun", "kang": "kang", "gang": "kang",
    "gim": "kim", "young": "yong", "yeong": "yong", "hyun": "hyon", "hyeon": "hyon", "kyung": "kyong",
    "gyeong": "kyong", "sung": "song", "seong": "song", "chol": "chol", "cheol": "chol", "hee": "hui",
    "hy": "hui", "heui": "hui",
}  # fmt: skip
_APOSTROPHES = str.maketrans("", "", "'`\u2018\u2019\u02bc\u02bb\u00b4")
_NO_SERVANTS = frozenset({"abul", "abdyl", "abdal"})  # names by themselves, a letter from one half of a name
_SERVANT = re.compile(r"^abd[aeiou]{1,2}[lrsnzdt]?(?:(?<=.{5})([^l\W]\w{3,}))?$")


def tokens(name: str) -> tuple[str, ...]:
    """The comparable words of a name, in order: Latin letters, no accents, honorifics and particles dropped.

    >>> tokens("Dr. José AL-MARTINEZ"), tokens("Abdulrahman")
    (('jose', 'martinez'), ('abd', 'rahman'))
    >>> tokens("CO LTD"), tokens("Open Joint Stock Company MIR")
    (('company', 'limited'), ('public', 'mir'))
    """
    return _tokens(name[:READ])


@lru_cache(maxsize=20_000)
def _tokens(name: str) -> tuple[str, ...]:
    key = search_key(_CAMEL.sub(" ", name))[:LONGEST]
    plain = (key if key.isascii() else latin(key)).translate(_APOSTROPHES)
    if " " in plain or "." in plain:
        plain = _SERVANT_OF_GOD.sub("abdullah", _EXCELLENCY.sub("", forms.with_classes(plain)))
    found = _respaced([t for t in _SPLIT.split(plain) if t][: MOST_TOKENS * 2])
    if not key.isascii() and script(key) in _BY_SYLLABLE:
        return tuple(found[:MOST_TOKENS])
    known = [(t, _known(t, n)) for n, t in enumerate(found) if not _is_particle(found, n)]
    kept = [word for _, full in known for word in _parts(full)]
    ends_with_name = len(found) > 1 and found[-2] in _ARTICLE
    untitled = _untitled(kept, begins=bool(_SURNAME.match(plain)), ends=ends_with_name)
    return tuple(_joined_initials(untitled or kept or found)[:MOST_TOKENS])


def _respaced(found: list[str]) -> list[str]:
    """Words of companies written to the name before them are parted, and those that were parted are joined."""
    out: list[str] = []
    for token in found:
        if out and out[-1] + token in forms.LONG_WORDS:
            out[-1] += token
            continue
        if len(token) > _GLUED and token.endswith(forms.ENDINGS):
            ending = next(e for e in forms.ENDINGS if token.endswith(e))
            if len(token) - len(ending) > 2:  # noqa: PLR2004 - what is left is a word
                out += [token.removesuffix(ending), ending]
                continue
        out.append(token)
    return out


_EXCELLENCY = re.compile(r"^h\. ?e\.? ")
_SERVANT_OF_GOD = re.compile(r"\babd[aeiou]?l?[ -](?:[aeu]l[ -]?)?l*[ae]h\b|\babd allh\b")
_BY_SYLLABLE = frozenset({"CJK", "HANGUL"})  # no syllable of theirs is a particle or a legal form


def readings(name: str) -> tuple[tuple[str, ...], ...]:
    """A name as its tokens, and as each of the names it may hold.

    Names are parted by a stroke or by "alias"; particles may be written together with the word they belong to.

    >>> readings("Zarnigor / Blue Heron")
    (('zarnigor', 'blue', 'heron'), ('zarnigor',), ('blue', 'heron'))
    >>> readings("van der Sampel")
    (('sampel',), ('vandersampel',))
    """
    name = name[:READ]
    found = [_tokens(name)]
    if len(name) <= LONGEST:
        if any(sign in name.lower() for sign in _SIGNS):
            parts = [part for part in _ALSO.split(name) if sum(c.isalpha() for c in part) >= _PART]
            if 1 < len(parts) <= _PARTS:
                found += [_tokens(part) for part in parts]
        if _INITIALS.match(name) and not any(map(is_legal, found[0])):
            found.append(tuple(w for part in re.split(r"[. ]+", name) for w in _tokens(part)))
        if _TOGETHER.search(name):
            found.append(_tokens(_TOGETHER.sub(lambda m: m.group(0).replace(" ", ""), name.lower())))
        found.append(_unhonoured(found[0]))
    return tuple(dict.fromkeys(reading for reading in found if reading))


_ALSO = re.compile(
    r"\s*/\s*|[\s(;,]+(?:a\.?k\.?a\.?|f\.?k\.?a\.?|alias|also known as|formerly)[\s:]+", re.IGNORECASE
)
_SIGNS = (
    "/",
    "k.a",
    "aka",
    "fka",
    "alias",
    "also",
    "formerly",
)  # without one of these, no name is beside another
_INITIALS = re.compile(
    r"^(?:(?:[^\W\d]\. ?){3}[^\W\d]{4,}|[^\W\d]{4,},?(?: [^\W\d]\.){3})$"
)  # of given names, which also spell an abbreviation
_SOUNDED = 3  # letters up to which a word is no other spelling of a title
_PART = 4  # letters that a name beside another has at least
_PARTS = 4  # more names than this are a list of words
_TOGETHER = re.compile(r"(?<!\w)(?:van|von|ter|ten)(?: (?:der|den|de|dem|ter))? (?=\w)", re.IGNORECASE)


def _untitled(words: list[str], *, begins: bool, ends: bool) -> list[str]:
    """Without titles; one that companies use too goes only from the beginning of what cannot be a company's name.

    Args:
        begins: whether the name begins with a surname.
        ends: whether it ends with a word that has an article, which is a name even where it is a title.
    """
    firm = any(w in _BUSINESS for w in words[1:])
    last = len(words) - 1 if ends else len(words)
    return [
        w
        for n, w in enumerate(words)
        if n == last or not _is_title(w, firm=firm, first=n == 0 and not begins)
    ]


def _is_title(word: str, *, firm: bool, first: bool) -> bool:
    """Whether a word is a title where it stands; what is also a word of names or of companies is one only in front."""
    if word in forms.RANKS:
        return first and not firm
    return word in forms.TITLES and (first or word not in forms.NAMES_TOO)


def _unhonoured(words: tuple[str, ...]) -> tuple[str, ...]:
    """Without words that sound like a title that is spelt in many ways; nothing where there is none."""
    kept = tuple(w for w in words if len(w) <= _SOUNDED or soft(w) not in _HONOURED)
    return kept if len(kept) < len(words) and not any(map(is_legal, words)) else ()


def _is_particle(found: list[str], number: int) -> bool:
    token = found[number]
    if number and (number + 1 == len(found) or found[number - 1] in _ARTICLE):
        return False  # what it would belong to is missing, or it has an article: it is a name itself
    if token in forms.ARTICLES and number + 1 < len(found):
        return found[number + 1].startswith(token[1:])
    return token in forms.PARTICLES


_SURNAME = re.compile(r"\w+,")
_ARTICLE = frozenset({"al", "el", "ul"})


def _known(token: str, number: int) -> str:
    """The full form of an abbreviation, the class of a legal form, or the word itself."""
    if number == 0 and token in forms.NEVER_FIRST:
        return token
    if number == 0 and token in forms.TITLES_FIRST:
        return forms.TITLES_FIRST[token]
    figures = _FIGURES.match(token)
    if figures and figures.group(1) in forms.LEGAL:
        return token[: figures.start(1)]
    full = forms.WORDS.get(token)
    if full is not None:
        return full if number or full else token
    if len(token) > _GLUED and token.endswith(forms.GLUED):
        return next(token.removesuffix(form) for form in forms.GLUED if token.endswith(form))
    return forms.LEGAL.get(token) or forms.DESCENT.get(token, token)


def _parts(token: str) -> tuple[str, ...]:
    """Arabic names of servants come as one word or two, with the article in many spellings."""
    servant = _SERVANT.match(token) if token.startswith("abd") and not is_patronymic(token) else None
    if not servant and token[0] == "a" and token[-1] == "l" and token not in _NO_SERVANTS:
        return ("abd",) if OSA.distance(token, "abdul", score_cutoff=1) <= 1 else (token,)
    if not servant:
        return (token,)
    return ("abd", servant.group(1)) if servant.group(1) else ("abd",)


def is_legal(token: str) -> bool:
    """Whether a token only says what kind of company it is."""
    return token in forms.CLASSES


_BUSINESS = (
    frozenset(forms.CLASSES)
    | frozenset(forms.WORDS.values())
    | frozenset(
        "trading company group technology electric motors mills hospital directorate store supplies contracting".split()
    )
)


@lru_cache(maxsize=50_000)
def soft(token: str) -> str:
    """A spelling-tolerant form: transliteration variants of one sound become one letter.

    >>> soft("mohammed") == soft("muhamed"), soft("qadhafi") == soft("kadafi")
    (True, True)
    """
    form = _PATRONYMIC.sub("uvk", token) if is_patronymic(token) else token
    if form.startswith("x"):
        form = "k" + form[1:]
    for letters, sound in _SOFT:
        if letters in form:
            form = form.replace(letters, sound)
    return _DOUBLED.sub(r"\1", form.translate(_ONE_SOUND)) or token


def is_patronymic(token: str) -> bool:
    """Whether a word says whose child somebody is, which many spellings of a name leave out.

    >>> is_patronymic("anatoliyovich"), is_patronymic("sergeevna"), is_patronymic("kovalev")
    (True, True, False)
    """
    return (
        len(token) > 6  # noqa: PLR2004 - a name and an ending
        and token.endswith(_ENDS_A_PATRONYMIC)
        and _PATRONYMIC.search(token) is not None
    )


_HONOURED = frozenset(map(soft, forms.HONOURED))


@lru_cache(maxsize=50_000)
def skeleton(token: str) -> str:
    """The consonants of the soft form, for scripts that do not write vowels.

    >>> skeleton("salim") == skeleton("slm")
    True
    """
    form = _VOWELS.sub("", soft(token))
    return form or soft(token)


@lru_cache(maxsize=50_000)
def bones(token: str) -> str:
    """The consonants of a word as a script without vowels and without p, g or v can tell them.

    >>> bones("mohammed") == bones("mhmd"), bones("pakistan") == bones("bakstn")
    (True, True)
    """
    hard = _BONE.sub(
        lambda m: (
            "j"
            if m.group(0) == "g" and m.end() < len(token) and token[m.end()] in "ei"
            else _BONES[m.group(0)]
        ),
        token,
    )
    return _DOUBLED.sub(r"\1", _FLESH.sub("", hard)) or token


@lru_cache(maxsize=50_000)
def sounds(token: str) -> str:
    """A word by the coarse sound of its syllables: three vowels, no voice, no breath but at the beginning.

    >>> sounds("saen") == sounds("sen"), sounds("chea") == sounds("jea"), sounds("khieu") == sounds("kieu")
    (True, True, True)
    """
    hard = _BREATH.sub("", _SOUND.sub(lambda m: _SOUNDS[m.group(0)], token))
    return _DOUBLED.sub(r"\1", _VOWEL_RUN.sub(_vowel, hard)) or token


def _vowel(run: re.Match[str]) -> str:
    """The one vowel that a run of them sounds like; a w before or after is part of it."""
    letters = run.group(0)
    if any(c in "eiy" for c in letters):
        return "i"
    return "u" if any(c in "ouw" for c in letters) else "a"


def korean(token: str) -> str:
    """A Korean surname or syllable in Latin letters brought to the spelling `romanise.hangul` writes.

    >>> korean("park"), korean("jeong"), korean("yoo")
    ('pak', 'jong', 'yu')
    """
    return _KOREAN.get(
        token, token.replace("eo", "o").replace("eu", "u").replace("oo", "u").replace("ee", "i")
    )


def script(text: str) -> str:
    """The script most letters of a text belong to, by Unicode name; Latin where there is no letter.

    >>> script("ស្នប់"), script("Иван"), script("abc")
    ('KHMER', 'CYRILLIC', 'LATIN')
    """
    if text.isascii():
        return "LATIN"
    counts: dict[str, int] = {}
    if max(text) < _PAST_LATIN:
        return "LATIN"
    for character in text[:LONGEST]:
        if character.isalpha() or unicodedata.category(character).startswith("M"):
            name = unicodedata.name(character, "").split(" ")[0]
            counts[name] = counts.get(name, 0) + 1
    return max(counts, key=lambda k: counts[k]) if counts else "LATIN"


def _joined_initials(found: list[str]) -> list[str]:
    """Runs of single letters that spell an abbreviation become one token (j s c -> jsc)."""
    out: list[str] = []
    run = ""
    for token in [*found, ""]:
        if len(token) == 1 and token.isalpha() and len(found) > 3:  # noqa: PLR2004 - short names keep initials
            run += token
            continue
        if len(run) > 2:  # noqa: PLR2004 - one or two letters are initials of given names
            out.append(forms.LEGAL.get(run, run))
        else:
            out.extend(run)
        run = ""
        if token:
            out.append(token)
    return out
