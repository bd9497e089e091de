"""What a description of goods says: words, known phrases, chemicals, quantities, and their binding."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from stratrade.engines.classify.derived import block, length_error
from stratrade.engines.classify.families import Named, recognise
from stratrade.engines.classify.glossary import Line
from stratrade.engines.classify.index import KIND, SOFTWARE, SPELT_FROM, TURNING, Index, Meaning, Phrase, Role
from stratrade.engines.classify.intangible import Work, spoken_of
from stratrade.engines.classify.measures import Measure, find_all, purities
from stratrade.engines.classify.words import Word, clean, content, runs, words
from stratrade.engines.lists.cas import find_cas, is_valid_cas
from stratrade.engines.lists.model import Component
from stratrade.kernel.finding import Finding, Severity
from stratrade.kernel.quantity import Quantity, unit

_CODE = re.compile(r"(?<![\w.-])\d[A-E]\d{3}(?![\w-])")
_CHEMICAL = re.compile(r"(ate|ite|ide|ine|ane|ene|yne|ole|one|ol|al|ic|ous|yl|in)$")
PURE = Decimal(100)
FOR = frozenset({"for", "pour"})
OF = frozenset({"in", "of", "en"})
ENDING = 3  # last letters that tell one chemical from another
LONG = 9  # letters from which two slips are forgiven
FOREIGN = frozenset(
    {
        Role.TERM,
        Role.SUBSTANCE,
        Role.OPTION,
        Role.FEATURE,
        Role.INTANGIBLE,
        Role.MIXTURE,
        Role.ORDINARY,
        Role.FOLLOWS,
    }
)
TYPICAL = frozenset(
    {Role.OPTION, Role.FEATURE, Role.FOLLOWS}
)  # what a product line may say of its goods beside figures
FAR = 20  # words
SHOWN = 200  # characters of a translation
TELLING = 8  # letters from which the name of a chemical tells it from others
_PAUSE = frozenset(",;")


class Said(NamedTuple):
    """A phrase of the vocabulary in the text, in words counted from the beginning.

    `denied` after a negation ("without") or beside a depletion ("deuterium depleted"), `purpose` where it
    says what something else is for, `accessory` where the goods are only something small that goes with it
    ("label for", "pump cover").
    """

    phrase: str
    first: int
    last: int
    meaning: Meaning
    denied: bool
    purpose: bool
    accessory: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """All that the text of a description says in the words of an edition.

    Args:
        keys: comparable words in order, abbreviations written out.
        said: phrases of the vocabulary, the longest of each role and target.
        by_role: the same by role.
        measures: quantities with the number of the word they begin at.
        components: chemicals by CAS number or by name.
        work: the software or technology that the text speaks of; None where it speaks of goods.
        codes: entries of the list that the text names by their numbers.
        lines: product lines named, each with the first and last word that it stands for.
        length_error: of a measuring machine, see `derived.length_error`.
        block: the sides of a piece, see `derived.block`.
        findings: what had to be remarked, e.g. a CAS number that cannot be one.
        spoken: the words that say what the goods are, see `meaning_words`.
        breaks: places of the words before which a comma or semicolon stands.
        families: systematic names that say their chemical belongs to a family, beyond what is known by CAS number.
    """

    keys: tuple[str, ...]
    said: tuple[Said, ...]
    by_role: Mapping[Role, tuple[Said, ...]]
    measures: tuple[tuple[int, int, Measure], ...]
    components: tuple[Component, ...]
    work: Work | None
    findings: tuple[Finding, ...]
    spoken: tuple[str, ...] = ()
    families: tuple[Named, ...] = ()
    breaks: frozenset[int] = frozenset()
    codes: tuple[str, ...] = ()
    lines: tuple[tuple[int, int, str], ...] = ()
    length_error: tuple[Decimal, Decimal] | None = None
    block: tuple[Decimal, Decimal, Decimal] | None = None

    @property
    def intangible(self) -> bool:
        """Whether the text speaks of software or technology."""
        return self.work is not None

    def of(self, role: Role) -> tuple[Said, ...]:
        """The phrases of one role."""
        return self.by_role.get(role, ())


def read(text: str, cas: tuple[str, ...], index: Index, *, figures: bool = True) -> Reading:
    """Read a description.

    Args:
        text: what was typed, in any language.
        cas: CAS numbers given beside the text.
        index: the index of the edition.
        figures: with those that are typical of the product lines that it names.
    """
    typed = clean(text)
    marked = index.glossary.marked(typed)
    tidy, lines = index.glossary.apart(purities(marked))
    if lines and not figures:
        tidy, lines = _without_figures(tidy, lines)
    written_out = _written_out(words(tidy), index)
    spoken = _corrected(written_out, index)
    spoken = spoken if spoken is written_out else _written_out(spoken, index)
    keys = tuple(word.key for word in spoken)
    breaks = _breaks(tidy, spoken)
    said = tuple(_said(tidy, keys, index, breaks))
    if tidy != typed:
        said = (*said, *_foreign(typed, said, len(keys), index))
    by_role: dict[Role, list[Said]] = {}
    for one in said:
        by_role.setdefault(one.meaning.role, []).append(one)
    written = find_cas(tidy)
    measures = tuple(
        [(_word_at(spoken, m.start), _last_word(spoken, m.end), m) for m in find_all(_blanked(tidy, written))]
    )
    numbers = tuple(dict.fromkeys((*(number.strip() for number in cas), *written)))
    findings = tuple(
        Finding("classify.cas.invalid", Severity.WARNING, {"cas": number})
        for number in numbers
        if not is_valid_cas(number)
    )
    named = [s.meaning.target for s in by_role.get(Role.SUBSTANCE, ()) if not (s.denied or s.purpose)]
    chemicals = tuple(dict.fromkeys((*(n for n in numbers if is_valid_cas(n)), *named)))
    mixed = Role.MIXTURE in by_role
    share, remark = _share(measures, mixed=mixed) if chemicals else (None, ())
    return Reading(
        keys,
        said,
        {role: tuple(found) for role, found in by_role.items()},
        measures,
        tuple(Component(chemical, share) for chemical in chemicals),
        spoken_of(
            keys,
            [(s.first, s.meaning.target == SOFTWARE) for s in by_role.get(Role.INTANGIBLE, ())],
            index.edition.vocabulary,
        ),
        (*findings, *remark, *(() if lines or marked == typed else (_translated(tidy),))),
        meaning_words(keys, measures, index),
        _families(text, chemicals, by_role.get(Role.SUBSTANCE, ()), index),
        breaks,
        tuple(code for code in dict.fromkeys(_CODE.findall(text)) if code in index.edition.entries),
        tuple((_word_at(spoken, one.start), _last_word(spoken, one.end), one.name) for one in lines),
        length_error(text) if "L" in text else None,
        block(tidy),
    )


def _translated(tidy: str) -> Finding:
    """How nouns of another language were read, so that whoever typed them can tell."""
    return Finding("classify.description.translated", Severity.INFO, {"text": " ".join(tidy.split())[:SHOWN]})


def stated(text: str, cas: tuple[str, ...], index: Index) -> Reading:
    """What a description states itself: `read` without what is only typical of the product lines it names.

    What kind of goods they are remains.
    """
    reading = read(text, cas, index, figures=False)

    def typical(one: Said) -> bool:
        within = any(first <= one.first <= last for first, last, _ in reading.lines)
        return within and not one.meaning.target.endswith(KIND)

    kept = {
        role: tuple([one for one in found if not typical(one)]) if role in TYPICAL else found
        for role, found in reading.by_role.items()
    }
    return replace(reading, by_role=kept)


def _without_figures(tidy: str, lines: tuple[Line, ...]) -> tuple[str, tuple[Line, ...]]:
    """The text without the quantities of its product lines, and where those stand now."""
    kept: list[str] = []
    moved: list[Line] = []
    position = length = 0
    for line in lines:
        words_ = tidy[line.start : line.end]
        for measure in sorted(find_all(words_), key=lambda found: -found.start):
            words_ = f"{words_[: measure.start]} {words_[measure.end :]}"
        kept += [tidy[position : line.start], words_]
        start = length + line.start - position
        length = start + len(words_)
        position = line.end
        moved.append(Line(line.name, start, length))
    return "".join([*kept, tidy[position:]]), tuple(moved)


def _breaks(tidy: str, spoken: tuple[Word, ...]) -> frozenset[int]:
    if _PAUSE.isdisjoint(tidy):
        return frozenset()
    return frozenset(
        [
            number
            for number in range(1, len(spoken))
            if not _PAUSE.isdisjoint(tidy[spoken[number - 1].end : spoken[number].start])
        ]
    )


def _written_out(found: tuple[Word, ...], index: Index) -> tuple[Word, ...]:
    """Abbreviations in full; the index holds the phrases of the list in that form too."""
    abbreviations = index.edition.vocabulary.abbreviations
    if abbreviations.keys().isdisjoint([word.key for word in found]):
        return found
    return tuple(
        [
            Word(part, word.start, word.end)
            for word in found
            for part in abbreviations.get(word.key, word.key).split()
        ]
    )


def _corrected(spoken: tuple[Word, ...], index: Index) -> tuple[Word, ...]:
    """Long words that the list does not know, read as the one word of it that is a slip away."""
    known = index.known
    if all(word.key in known or len(word.key) < SPELT_FROM for word in spoken):
        return spoken
    return tuple(
        [
            word._replace(key=_meant(word.key, index)) if len(word.key) >= SPELT_FROM else word
            for word in spoken
        ]
    )


def _meant(key: str, index: Index) -> str:
    if key in index.known or not key.isascii() or not key.isalpha():
        return key
    slips = 1 if len(key) < LONG else 2
    best, distance, ties = key, slips + 1, 0
    for length in range(len(key) - slips, len(key) + slips + 1):
        for word, slip, _ in process.extract_iter(
            key, index.spelt.get(length, ()), scorer=OSA.distance, score_cutoff=slips
        ):
            if word[0] != key[0] or (_CHEMICAL.search(word) and not _same_ending(word, key)):
                continue  # phosphate is no slip for phosphite
            if slip < distance:
                best, distance, ties = word, slip, 0
            elif slip == distance:
                ties += 1
    return key if ties else best


def _same_ending(one: str, other: str) -> bool:
    return one.rstrip("e")[-ENDING:] == other.rstrip("e")[-ENDING:]


def _blanked(text: str, numbers: tuple[str, ...]) -> str:
    """The text without its CAS numbers, which are no quantities."""
    for number in numbers:
        text = text.replace(number, " " * len(number))
    return text


def _word_at(spoken: tuple[Word, ...], position: int) -> int:
    for number, word in enumerate(spoken):
        if word.end > position:
            return number
    return len(spoken)


def _last_word(spoken: tuple[Word, ...], end: int) -> int:
    """The last word that begins before `end`: a sign such as % behind it is no word of its own."""
    return max((number for number, word in enumerate(spoken) if word.start < end), default=0)


# ---------------------------------------------------------------- phrases


def _foreign(typed: str, known: tuple[Said, ...], end: int, index: Index) -> Iterator[Said]:
    """What the text says in its own language, placed behind all words: nothing stands near it."""
    keys = tuple(word.key for word in _written_out(words(typed), index))
    meant = {said.meaning for said in known}
    for said in _said(typed, keys, index, frozenset()):
        if said.meaning not in meant and said.meaning.role in FOREIGN:
            yield said._replace(first=end + FAR + said.first, last=end + FAR + said.last)


def _said(tidy: str, keys: tuple[str, ...], index: Index, breaks: frozenset[int]) -> Iterator[Said]:
    haystack = f" {' '.join(keys)} "
    places = [*_places(index.find(haystack), haystack), *_joined(keys, index)]
    places += [
        (first, last, phrase._replace(meanings=terms))
        for first, last, phrase in index.turned(keys)
        if (terms := _turned(keys[first : last + 1], phrase))
    ]
    unspaced = runs(tidy)
    if unspaced:
        places += [(0, 0, phrase) for phrase in index.find(unspaced) if not phrase.text.startswith(" ")]
    substance = Role.SUBSTANCE
    substances = [p for p in places if any(m.role is substance for m in p[2].meanings)]
    around = _Around(keys, places, index, breaks)
    seen: set[tuple[Meaning, int]] = set()
    for first, last, phrase in sorted(places, key=lambda place: (place[0], -place[1])):
        denied, purpose, accessory = around.at(first, last)
        spelt = phrase.text.strip()
        for meaning in phrase.meanings:
            if meaning.role is substance and any(
                o[0] <= first and o[1] >= last and o[1] - o[0] > last - first for o in substances
            ):
                continue  # within the name of a longer chemical
            once = (meaning, first)
            if once not in seen:
                seen.add(once)
                no = denied or around.material_of_fitting(last, meaning)
                yield Said(spelt, first, last, meaning, no, purpose, accessory)


class _Around:
    """What the words before and behind a phrase make of it."""

    def __init__(
        self,
        keys: tuple[str, ...],
        places: Sequence[tuple[int, int, Phrase]],
        index: Index,
        breaks: frozenset[int],
    ) -> None:
        vocabulary = index.edition.vocabulary
        depleted = [at for at, key in enumerate(keys) if key in vocabulary.depletion]
        # The list itself speaks of depleted uranium: that is no lack of it.
        self._behind = {at for at in depleted if not _is_listed(at, places)}
        self._before = {at + 1 for at in self._behind if keys[at + 1 : at + 2] and keys[at + 1] in OF}
        self._denying = {at for at, key in enumerate(keys) if key in vocabulary.negation}
        self._for = {at for at, key in enumerate(keys) if key in FOR and at}
        self._small = {at for at, key in enumerate(keys) if key in vocabulary.accessory}
        self._apparatus = {at for at, key in enumerate(keys) if key in vocabulary.apparatus}
        self._fitting = {at: key for at, key in enumerate(keys) if key in vocabulary.fitting}
        self._breaks = breaks
        self._nothing = not (
            self._denying or self._for or self._small or self._behind or self._apparatus or self._fitting
        )

    def at(self, first: int, last: int) -> tuple[bool, bool, bool]:
        """Whether a phrase is denied, says what something else is for, and names what an accessory goes with."""
        if self._nothing:
            return False, False, False
        # "For the university, T-2 toxin": what stands behind a comma is another thing.
        near = (
            ()
            if first in self._breaks
            else (first - 1,)
            if first - 1 in self._breaks
            else (first - 2, first - 1)
        )
        purpose = bool(self._for) and not self._for.isdisjoint(near)
        denied = bool(self._denying) and not self._denying.isdisjoint(near)
        denied = denied or last + 1 in self._behind or first - 1 in self._before
        purpose = purpose or last + 1 in self._apparatus
        accessory = bool(self._small) and (
            last + 1 in self._small or (purpose and not self._small.isdisjoint(range(first - 4, first)))
        )
        return denied, purpose, accessory

    def material_of_fitting(self, last: int, meaning: Meaning) -> bool:
        """Whether a phrase says what a seat or seal is made of, where that of the goods is asked for."""
        fitting = self._fitting.get(last + 1)
        return fitting is not None and meaning.role is Role.OPTION and fitting not in meaning.target


def _is_listed(at: int, places: Sequence[tuple[int, int, Phrase]]) -> bool:
    """Whether a term of the list has the word at this place."""
    return any(
        first <= at <= last and any(meaning.role is Role.TERM for meaning in phrase.meanings)
        for first, last, phrase in places
    )


def _turned(keys: tuple[str, ...], phrase: Phrase) -> tuple[Meaning, ...]:
    """What a phrase still means with its words in another order: everyday goods only where figures stand between."""
    words_ = set(phrase.text.split())
    figures = all(
        key in words_ or key[0].isdigit() or key == "x" or keys[place - 1][0].isdigit()
        for place, key in enumerate(keys)
    )
    roles = TURNING if figures else TURNING - {Role.ORDINARY}
    return tuple(meaning for meaning in phrase.meanings if meaning.role in roles)


def _places(found: Iterator[Phrase], haystack: str) -> Iterator[tuple[int, int, Phrase]]:
    for phrase in found:
        first = haystack.count(" ", 0, phrase.start)
        yield first, first + phrase.text.strip().count(" "), phrase


def _joined(keys: tuple[str, ...], index: Index) -> Iterator[tuple[int, int, Phrase]]:
    """Phrases that appear when two neighbours are read as one word ("turbo molecular pump")."""
    for at in range(len(keys) - 1):
        if not (keys[at].isalpha() and keys[at + 1].isalpha()):
            continue
        both = keys[at] + keys[at + 1]
        if both.isascii() and both not in index.known:
            continue  # no phrase has such a word
        first = max(0, at - 3)
        haystack = f" {' '.join((*keys[first:at], both, *keys[at + 2 : at + 5]))} "
        for start, last, phrase in _places(index.find(haystack), haystack):
            if start <= at - first <= last:
                yield first + start, first + last + 1, phrase


# ---------------------------------------------------------------- chemicals


def _share(
    measures: tuple[tuple[int, int, Measure], ...], *, mixed: bool
) -> tuple[Decimal | None, tuple[Finding, ...]]:
    """The share by weight of the chemical: stated, or all of it where nothing speaks of a mixture."""
    percent = unit("%").code
    stated = [m.value for _, _, m in measures if m.unit == percent and isinstance(m.value, Quantity)]
    if stated:
        return stated[0].value, ()
    if mixed:
        return None, ()
    return PURE, (Finding("classify.substance.assumed_neat", Severity.NOTICE),)


def _families(text: str, chemicals: tuple[str, ...], said: Sequence[Said], index: Index) -> tuple[Named, ...]:
    """Families named in the text, without the chemicals that the list knows: those are in it or left out of it."""
    recognised = recognise(text)
    if not recognised:
        return ()
    spoken = {one.meaning.target: _letters(one.phrase) for one in said if not one.denied}
    if any(number in index.by_cas and number not in spoken for number in chemicals):
        return ()
    names = [name for name in spoken.values() if len(name) >= TELLING]
    return tuple(
        one
        for one in recognised
        if not any(name in _letters(one.name) or _letters(one.name) in name for name in names)
    )


def _letters(text: str) -> str:
    return "".join(c for c in text.lower().replace("sulph", "sulf") if c.isalpha())


def meaning_words(
    said: tuple[str, ...],
    measures: tuple[tuple[int, int, Measure], ...],
    index: Index,
    *,
    without: Collection[int] = (),
) -> tuple[str, ...]:
    """The words that say what the goods are: no general words, no units, none of the places `without`."""
    units = {
        number for first, last, measure in measures if measure.symbol for number in range(first, last + 1)
    }
    keys = said
    if units or without:
        keys = tuple([k for number, k in enumerate(said) if number not in units and number not in without])
    vague = index.edition.vocabulary.vague
    return tuple([key for key in content(keys) if key not in vague])
