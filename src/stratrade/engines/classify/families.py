"""Recognises systematic names of chemicals that belong to a family of the chemical weapons schedules.

A family has more members than any table of CAS numbers holds. A name that says it belongs is asked about, never
decided: identification only. The ranges are those of the Annex on Chemicals: methyl, ethyl, n-propyl or isopropyl on
phosphorus and nitrogen, and chains on oxygen of up to ten carbon atoms, cycloalkyl included.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST = 10  # carbon atoms of an O-alkyl group
SMALL = 3  # carbon atoms of an alkyl group on phosphorus or nitrogen
PAIR = 2

_ROOTS = {
    "tetradec": 14, "tridec": 13, "dodec": 12, "undec": 11, "hexadec": 16, "octadec": 18, "adamant": 10,
    "norborn": 7, "pinacol": 6, "bornan": 10, "born": 10, "menth": 10, "meth": 1, "eth": 2, "prop": 3, "but": 4,
    "pent": 5, "am": 5, "hex": 6, "hept": 7, "oct": 8, "non": 9, "dec": 10, "laur": 12, "stear": 18, "cet": 16,
}  # fmt: skip
_BRANCHED = frozenset({"cyclo", "tert", "neo"})
_TIMES = {"di": 2, "tri": 3, "tetra": 4, "penta": 5}
_GROUP = re.compile(
    rf"(?P<times>di|tri|tetra|penta)?(?P<form>cyclo|iso|neo|sec|tert|[nsti])?(?P<root>{'|'.join(_ROOTS)})(?:an)?(?:yl|oxy)"
)
_UNWRITTEN = re.compile(r"[^a-z]")
_AMINO = r"(?:n,?n?-)?\(?(?P<amines>[a-z0-9,()' -]*?yl)\)?-?amino"


@dataclass(frozen=True, slots=True)
class Named:
    """A name that says its chemical belongs to a family.

    Args:
        name: as it was read.
        family: the family, by the name of its rule.
        parameters: the questions of the list whether goods are a further member of the family.
    """

    name: str
    family: str
    parameters: tuple[str, ...]


def carbons(group: str) -> int:
    """Carbon atoms of an alkyl or cycloalkyl group; 0 for anything else.

    >>> carbons("isopropyl"), carbons("3,3-dimethylbutan-2-yl"), carbons("cyclohexylmethyl"), carbons("phenyl")
    (3, 6, 7, 0)
    """
    letters = _UNWRITTEN.sub("", _folded(group))
    total, position = 0, 0
    while position < len(letters):
        found = _GROUP.match(letters, position)
        if found is None or (found["form"] == "iso" and found["root"] == "meth"):
            return 0
        total += _TIMES.get(found["times"] or "", 1) * _ROOTS[found["root"]]
        position = found.end()
    return total


def _folded(text: str) -> str:
    """Lower case, without accents and subscripts, hyphens and quotes of one kind."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))
    plain = re.sub(r"[\u2010-\u2015\u2212]", "-", plain).replace("\u2019", "'").replace("\u2032", "'")
    return re.sub(r"sulph", "sulf", re.sub(r"[\[{]", "(", re.sub(r"[\]}]", ")", plain)))


def is_small(group: str) -> bool:
    """Whether a group is methyl, ethyl, n-propyl or isopropyl, once.

    >>> is_small("propan-2-yl"), is_small("dimethyl"), is_small("butyl"), is_small("cyclopropyl")
    (True, False, False, False)
    """
    letters = _UNWRITTEN.sub("", _folded(group))
    if letters in {"methylethyl", "dimethylmethyl"}:
        return True
    found = _GROUP.fullmatch(letters)
    return (
        found is not None
        and not found["times"]
        and found["form"] in {None, "n", "iso", "i"}
        and _ROOTS[found["root"]] <= SMALL
    )


def _amines(text: str) -> bool:
    """Whether what stands before "amino" is two small alkyl groups: diethyl, N-ethyl-N-methyl, bis(1-methylethyl)."""
    folded = re.sub(r"\bbis\b", "di", _folded(text))
    letters = _UNWRITTEN.sub("", re.sub(r"\bn\b,?", "", folded))
    if letters in {"dimethylethyl", "dipropanyl"} and "1-methylethyl" in folded:
        return True
    groups = list(_GROUP.finditer(letters))
    if not groups or "".join(g.group() for g in groups) != letters:
        return False
    count = sum(_TIMES.get(g["times"] or "", 1) for g in groups)
    small = all(_ROOTS[g["root"]] <= SMALL and g["form"] not in _BRANCHED for g in groups)
    return count == PAIR and small


# ---------------------------------------------------------------- names on phosphorus

_P_ACIDS = {
    "phosphonofluoridate": "fluoridate", "fluorophosphonate": "fluoridate", "phosphoramidocyanidate": "cyanidate",
    "phosphoroamidocyanidate": "cyanidate", "phosphonothiolate": "thiolate", "phosphonothioate": "thiolate",
    "phosphonite": "phosphonite",
}  # fmt: skip
_ESTER = re.compile(
    rf"(?P<before>[a-z0-9(),' .-]*?)\b(?P<glued>[a-z0-9(),'-]*?)(?P<acid>{'|'.join(_P_ACIDS)})"
)
_PIECE = re.compile(r"[^\s]+")
_AMINOETHYL = re.compile(rf"(?:2-?)?\(?{_AMINO}\)?-?ethyl")
_HALIDES = re.compile(
    r"(?P<group>[a-z0-9(),'-]*?yl)[\s-]*(?:phosphonyl|phosphonic|phosphonoyl)[\s-]+difluoride"
    r"|(?P<other>[a-z0-9(),'-]*?yl)difluorophosphine oxide|difluoro(?P<third>[a-z0-9]*?yl)phosphine oxide"
    r"|difluorure de (?P<french>[a-z]*?yl)ephosphonyle|difluorure de (?P<glued>[a-z]*?yl)phosphonyle"
)
_INVERTED = re.compile(
    r"phosphonofluoridic acid,?\s*(?:p-)?(?P<p>[a-z0-9(),'-]*?yl)-?,\s*(?P<o>[a-z0-9(),' -]*?yl)\s+ester"
)
_ACID = re.compile(r"(?P<p>[a-z0-9(),'-]*?yl)phosphonofluoridic acid,?\s+(?P<o>[a-z0-9(),' -]*?yl)\s+ester")
_FRENCH = re.compile(
    r"(?P<p>[a-z0-9(),'-]*?yl)phosphonofluoridate\s+d[e']\s?(?:o-)?(?P<o>[a-z0-9(),'-]*?yl)e\b"
)
_PLAIN = re.compile(
    r"(?P<p>(?:1-)?\(?(?:methyl|ethyl|n-propyl|propyl|isopropyl|iso-propyl|propan-2-yl|1-methylethyl)\)?)[\s-]?"
    r"(?:phosphonates?\b|phosphonic (?:acid|dichloride|dibromide|chloride)|phosphonyl (?:dichloride|chloride)"
    r"|phosphonothio|phosphonodithio|phosphonous|phosphonites?\b|phosphonochlorid|phosphonamid|phosphinic acid"
    r"|dichlorophosphine|phosphonimid|phosphine (?:dichloride|difluoride))"
    r"|(?<![a-z])(?:dichloro|difluoro)-?(?:methyl|ethyl|propyl|isopropyl)phosphine"
)
_HALF = re.compile(
    rf"{_AMINO.replace('amino', '')}-?\s?phosphor(?:o)?amidic (?:dichloride|difluoride|dibromide|dihalide|chloride)"
)
_AMIDATE = re.compile(
    r"(?P<esters>(?:o,?o?-)?di-?[a-z0-9()-]*?yl|bis\([a-z0-9-]*?yl\))\s+(?:n,?n?-)?(?P<amines>di[a-z0-9()-]*?yl"
    r"|bis\([a-z0-9-]*?yl\)-?)-?\s?phosphor(?:o)?amidate"
)
_AMIDINE = re.compile(r"yliden|methylene\)|imin")


def _phosphorus(text: str) -> Iterator[tuple[str, str]]:
    """Families of Schedule 1 whose names end in an acid of phosphorus."""
    for found in _ESTER.finditer(text):
        yield from _ester(found["before"][-160:], found["glued"], found["acid"])
    for shape in (_INVERTED, _ACID, _FRENCH):
        for found in shape.finditer(text):
            if is_small(_bare(found["p"])) and 0 < carbons(_bare(found["o"])) <= LONGEST:
                yield "o_alkyl_alkylphosphonofluoridates", found.group()
    for found in _HALIDES.finditer(text):
        group = next(value for value in found.groups() if value)
        if is_small(_bare(group)):
            yield "alkylphosphonyl_difluorides", found.group()


def _ester(before: str, glued: str, acid: str) -> Iterator[tuple[str, str]]:
    """One name: the pieces before the acid, the one nearest to it first."""
    kind = _P_ACIDS[acid]
    pieces = [*_pieces(before)][::-1]
    nearest = _bare(glued)
    if not nearest and pieces:
        nearest, pieces = pieces[0], pieces[1:]
    name = f"{_name_in(before)} {glued}{acid}".strip()
    if kind == "cyanidate":
        if _amines(glued or nearest) and _has_chain(pieces):
            yield "o_alkyl_dialkylphosphoramidocyanidates", name
        return
    if acid == "fluorophosphonate":
        nearest = nearest.removesuffix("-")
    if not is_small(nearest):
        return
    if kind == "fluoridate":
        if _has_chain(pieces):
            yield "o_alkyl_alkylphosphonofluoridates", name
        return
    joined = " ".join(_PIECE.findall(before))
    amino = _AMINOETHYL.search(joined)
    if amino is None or not _amines(_bare(amino["amines"].split(" ")[-1])):
        return
    rest = [piece for piece in pieces if "amino" not in piece and piece not in {"hydrogen", "h"}]
    chains = [carbons(piece) for piece in rest[:1]]
    if all(0 < chain <= LONGEST for chain in chains):
        thiolate = "s_dialkylaminoethyl_alkylphosphonothiolates"
        yield thiolate if kind == "thiolate" else "o_dialkylaminoethyl_alkylphosphonites", name


def _name_in(before: str) -> str:
    """The end of a text that belongs to the name: groups and hydrogen, nothing before them."""
    words = before.split()
    first = len(words)
    while first and ("yl" in words[first - 1] or words[first - 1] == "hydrogen") and first > len(words) - 4:
        first -= 1
    return " ".join(words[first:])


def _pieces(text: str) -> Iterator[str]:
    """The groups of a name in order: "O-ethyl S-2-diisopropylaminoethyl" has two."""
    spread = re.sub(r"(?<=yl)-(?=[osnp]-)|(?<=yl\))-(?=[osnp]-)|,\s", " ", text)
    for piece in _PIECE.findall(spread):
        bare = _bare(piece)
        if bare:
            yield bare


def _bare(piece: str) -> str:
    """A group without the letter that says where it stands."""
    return re.sub(r"^(?:\(?[osp]\)?-|[osp],[osp]'?-)", "", piece.strip(" -,.:;"))


def _has_chain(pieces: list[str]) -> bool:
    """Whether the nearest group is an O-alkyl chain within the range, locants split from it or not."""
    return bool(pieces) and 0 < carbons(pieces[0]) <= LONGEST


# ---------------------------------------------------------------- names of Schedule 2 and of the amidines


def _others(text: str) -> Iterator[tuple[str, str]]:
    for found in _PLAIN.finditer(text):
        if found.start() == 0 or text[found.start() - 1] in " ,;:/'(" or _stands_apart(text, found.start()):
            yield "p_methyl_ethyl_propyl_chemicals", found.group()
    for found in _HALF.finditer(text):
        if _amines(found["amines"].split(" ")[-1]):
            yield "dialkylphosphoramidic_dihalides", found.group()
    for found in _AMIDATE.finditer(text):
        if _amines(_bare(found["esters"]).removeprefix("o-")) and _amines(found["amines"]):
            yield "dialkyl_dialkylphosphoramidates", found.group()


def _amidines(text: str) -> Iterator[tuple[str, str]]:
    if _AMIDINE.search(text) and "amino" in text:
        for found in re.finditer(r"\S*phosphono?amid(?:ic |o)fluorid\S*", text):
            yield "p_alkyl_amidine_phosphonamidic_fluorides", found.group()
        for found in re.finditer(r"\S*phosphoro?amidofluorid\S*", text):
            yield "o_alkyl_amidine_phosphoramidofluoridates", found.group()


def _amiton(text: str) -> Iterator[tuple[str, str]]:
    spelt = "phosphorothiol" in text and "diethyl" in text and re.search(r"amino\)?-?ethyl", text)
    if spelt or re.search(r"\bamiton\b", text):
        yield "amiton_and_salts", "amiton"


def _stands_apart(text: str, start: int) -> bool:
    """Whether a hyphen or a digit before the group is only its place: O,O-diethyl P-methyl…, di-… is not."""
    return re.search(r"(?:^|[\s(,])(?:p|[0-9])-$", text[:start]) is not None


_AMINES_BEFORE = (
    r"(?P<amines>(?:n,?n?-)?(?:\(?(?:di|bis|n-|methyl|ethyl|propyl|isopropyl)[a-z0-9(),' -]*?yl\)*))"
)
_ETHANOL = re.compile(
    rf"{_AMINES_BEFORE}-?\s?(?:amino\)?-?(?:ethanol|ethan-[12]-ol|ethane-[12]-ol|ethyl alcohol)|ethanolamine)"
)
_THIOL = re.compile(
    rf"{_AMINES_BEFORE}-?\s?amino\)?-?(?:ethanethiol|ethane-[12]-thiol|ethyl mercaptan|ethylthiol|ethylmercaptan)"
)
_CHLORIDE = re.compile(
    rf"{_AMINES_BEFORE}-?\s?amino\)?-?(?:ethyl(?:-2-)?\s?chloride|ethane-?2?-?\s?chloride|chloroethane)"
    r"|(?:n-)?\(?2-chloroethyl\)?-?\s?(?P<after>di[a-z0-9-]*?yl)-?amine|2-chloro-n,n-(?P<then>di[a-z0-9-]*?yl)-?ethanamine"
    r"|2-chlorotri(?P<eth>eth)ylamine"
)
_EXEMPT = frozenset({"dimethyl", "diethyl"})


def _amino_compounds(text: str) -> Iterator[tuple[str, str]]:
    for found in _ETHANOL.finditer(text):
        letters = _UNWRITTEN.sub("", re.sub(r"\bn\b,?", "", found["amines"]))
        if letters not in _EXEMPT and _amines(found["amines"]):
            yield "dialkylaminoethanols", found.group()
    for found in _THIOL.finditer(text):
        if _amines(found["amines"]):
            yield "dialkylaminoethanethiols", found.group()
    for found in _CHLORIDE.finditer(text):
        groups = found["amines"] or found["after"] or found["then"] or "diethyl"
        if _amines(groups):
            yield "dialkylaminoethyl_chlorides", found.group()


_QUESTIONS = {
    "p_methyl_ethyl_propyl_chemicals": ("p_alkyl_chemicals_outside_1c350",),
    "dialkylphosphoramidic_dihalides": ("phosphoramidic_dihalides_outside_1c350",),
    "dialkyl_dialkylphosphoramidates": ("dialkyl_phosphoramidates_outside_1c350",),
    "dialkylaminoethyl_chlorides": ("aminoethyl_chlorides_outside_1c350",),
    "dialkylaminoethanols": ("aminoethanols_outside_1c350",),
    "dialkylaminoethanethiols": ("aminoethanethiols_outside_1c350",),
    "amiton_and_salts": ("amiton_salts",),
}  # what the dual-use list calls the same family


_SCHEDULE_2B4 = "p_methyl_ethyl_propyl_chemicals"
_SCHEDULE_1 = frozenset(
    {
        "o_alkyl_alkylphosphonofluoridates",
        "s_dialkylaminoethyl_alkylphosphonothiolates",
        "o_dialkylaminoethyl_alkylphosphonites",
        "alkylphosphonyl_difluorides",
        "p_alkyl_amidine_phosphonamidic_fluorides",
    }
)


def _readings(text: str) -> Iterator[tuple[str, str]]:
    for read in (_phosphorus, _others, _amidines, _amiton, _amino_compounds):
        yield from read(text)


def _speaks(text: str) -> bool:
    return any(stem in text for stem in ("phosph", "amino", "amine", "amiton"))


def recognise(text: str) -> tuple[Named, ...]:
    """The families that the systematic names in `text` belong to, each once.

    Args:
        text: a description as typed.

    >>> [n.family for n in recognise("O-cyclopentyl ethylphosphonofluoridate, 98 %")]
    ['o_alkyl_alkylphosphonofluoridates']
    >>> recognise("O-undecyl methylphosphonofluoridate"), recognise("isobutyl butylphosphonofluoridate")
    ((), ())
    """
    if text.isascii() and not _speaks(text.lower()):
        return ()
    folded = _folded(text)
    if not _speaks(folded):
        return ()
    found: dict[str, Named] = {}
    for family, name in _readings(folded):
        asked = tuple(f"member_of_{one}" for one in (family, *_QUESTIONS.get(family, ())))
        found.setdefault(family, Named(name.strip()[:120], family, asked))
    if not _SCHEDULE_1.isdisjoint(found):
        found.pop(_SCHEDULE_2B4, None)  # which leaves out what Schedule 1 lists
    return tuple(found.values())
