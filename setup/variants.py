"""Listed names as other people write them, drawn with a seed, and how many of them the matcher finds.

`python setup/variants.py [--lists FILE…] [--each 60] [--seed 97] [--except QUERIES.csv] [--write OUT.csv] [--show 10]`

Each kind of variant below changes one listed name in one way. Without --lists the packaged list is used. --except
leaves out the parties that another set asks for (its column `gold`), --write keeps the drawn names as a table for a
side-by-side run with another matcher. Ends with 1 where fewer than --least of all variants are found.
"""

import argparse
import csv
import json
import random
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from string import ascii_lowercase

import spellings

from stratrade.engines.matching.index import Matcher
from stratrade.engines.matching.model import ListedParty, PartyQuery
from stratrade.engines.matching.policy import ALERT
from stratrade.interfaces.cli.parties import read_lists
from stratrade.interfaces.exchange.watchlists import lines
from stratrade.kernel.text import search_key

SEED = 97
EACH = 60
SCHEMATA = {"person": "Person", "organisation": "Organization", "vessel": "Vessel", "aircraft": "Airplane"}
FIELDS = ("qid", "query", "schema", "dob", "imo", "category", "index", "gold")
_WORDS = 2  # words that a name has at least where one of them is changed
_FEW = 3  # initials of a name at most
_LONG = 4  # letters from which a word can bear a slip
_NATIVE = ("Cyrillic", "Arabic", "Hangul", "Han", "Greek")

Way = Callable[[str, random.Random], str]


@dataclass(frozen=True, slots=True)
class Asked:
    """One variant.

    Args:
        kind: how it differs from a listed name.
        latin: whether it is asked of the lists without the names in other scripts.
        gold: (list, entry) of every entry that is the party meant.
    """

    kind: str
    name: str
    party: str
    gold: frozenset[tuple[str, str]]
    latin: bool = False
    date_of_birth: str = ""
    imo: str = ""


def _is_latin(text: str) -> bool:
    return all(ord(c) < 0x250 or not c.isalpha() or 0x1E00 <= ord(c) < 0x1F00 for c in text)  # noqa: PLR2004


def without_scripts(parties: Sequence[ListedParty]) -> list[ListedParty]:
    """The parties with their Latin names only; those that have none are left out."""
    kept = (replace(p, names=tuple(n for n in p.names if _is_latin(n.text))) for p in parties)
    return [p for p in kept if p.names]


# --- ways in which a name is written otherwise --------------------------------------------------------------


def _turned(name: str, rng: random.Random) -> str:
    words = name.split()
    if rng.random() < 0.4:  # noqa: PLR2004
        return f"{words[-1]}, {' '.join(words[:-1])}"
    cut = rng.randrange(1, len(words))
    return " ".join([*words[cut:], *words[:cut]])


def _initial(name: str, _rng: random.Random) -> str:
    words = name.split()
    last = words.pop()
    if len(last) < _LONG or not words[0][0].isalpha():
        return ""
    return " ".join([f"{words[0][0]}.", *words[1:], last])


def _initials_only(name: str, rng: random.Random) -> str:
    words = name.split()
    last = words.pop()
    if len(last) <= _LONG or not all(w[0].isalpha() for w in words) or len(words) > _FEW:
        return ""
    short = [f"{w[0]}." for w in words]
    return " ".join([*short, last] if rng.random() < 0.7 else [last, *short])  # noqa: PLR2004


def _slips(words: int, each: int = 1) -> Way:
    """So many words of five letters or more bear a slip each, or several in one, the first letter never.

    Every letter is as likely to be slipped on, so that long words bear more slips.
    """

    def way(name: str, rng: random.Random) -> str:
        written = name.split()
        long = [n for n, word in enumerate(written) if len(word) > _LONG]
        if len(long) < words:
            return ""
        for _ in range(words):
            n = rng.choice([n for n in long for _ in written[n]])
            long.remove(n)
            for _ in range(each):
                written[n] = _slip(written[n], rng)
        return " ".join(written)

    return way


def _slip(word: str, rng: random.Random) -> str:
    """A letter left out, two turned, any letter too many, or any other in its place."""
    while True:
        at = rng.randrange(1, len(word) - 1)
        other = rng.choice(ascii_lowercase)
        slipped = rng.choice(
            (
                word[:at] + word[at + 1 :],
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
                word[:at] + other + word[at:],
                word[:at] + other + word[at + 1 :],
            )
        )
        if slipped.casefold() != word.casefold():
            return slipped


def _fewer(name: str, rng: random.Random) -> str:
    words = name.split()
    if len(words) <= _WORDS:
        return ""
    del words[rng.randrange(1, len(words) - 1)]
    return " ".join(words)


def _more(name: str, rng: random.Random) -> str:
    words = name.split()
    words.insert(rng.randrange(1, len(words)), rng.choice(spellings.GIVEN))
    return " ".join(words)


def _more_of_a_firm(name: str, rng: random.Random) -> str:
    words = name.split()
    words.insert(rng.randrange(1, len(words) + 1), rng.choice(spellings.TRADE_WORDS))
    return " ".join(words)


def _joined(name: str, rng: random.Random) -> str:
    words = name.split()
    at = rng.randrange(len(words) - 1)
    return " ".join([*words[:at], words[at] + rng.choice(("", "", "-")) + words[at + 1], *words[at + 2 :]])


def _parted(name: str, rng: random.Random) -> str:
    words = name.split()
    long = [n for n, w in enumerate(words) if len(w) >= 2 * _LONG and w.isalpha()]
    if not long:
        return ""
    at = rng.choice(long)
    cut = rng.randrange(3, len(words[at]) - 2)
    words[at] = words[at][:cut] + rng.choice(" -") + words[at][cut:]
    return " ".join(words)


def _titled(name: str, rng: random.Random) -> str:
    return f"{rng.choice(spellings.TITLES)} {name}"


def _father(name: str, rng: random.Random) -> str:
    words = name.split()
    at = next((n for n, w in enumerate(words) if spellings.PATRONYMIC.search(w.lower())), None)
    if at is None or len(words) != _WORDS + 1:
        return ""
    words[at : at + 1] = rng.choice(([], [f"{words[at][0]}."]))
    return " ".join(words)


def _given(name: str, rng: random.Random) -> str:
    words = name.split()
    places = [(n, group) for n, w in enumerate(words) for group in spellings.SAME_NAME if w.lower() in group]
    if not places:
        return ""
    at, group = rng.choice(places)
    words[at] = rng.choice([w for w in group if w != words[at].lower()]).capitalize()
    return " ".join(words)


def _form(name: str, rng: random.Random) -> str:
    """The longest legal form of a name in another way, or left out; one added where it has none."""
    written = [(form, forms) for forms in spellings.LEGAL for form in forms]
    for form, forms in sorted(written, key=lambda w: len(w[0]), reverse=True):
        found = re.search(rf"(?<!\w){re.escape(form)}(?!\w)", name, re.IGNORECASE)
        if found:
            other = rng.choice([f for f in (*forms, "") if f.lower() != form.lower()])
            return (name[: found.start()] + other + name[found.end() :]).strip(" ,.")
    return f"{name} {rng.choice(rng.choice(spellings.LEGAL))}"


def _abbreviated(name: str, _rng: random.Random) -> str:
    words = [spellings.SHORT.get(w.lower().strip(",."), w) for w in name.split()]
    plain = " ".join(words)
    return plain if plain != name and len(words) > 1 else ""


def _spelt(name: str, rng: random.Random) -> str:
    return spellings.respelt(name, rng)


def _spelt_throughout(name: str, rng: random.Random) -> str:
    return spellings.respelt_throughout(name, rng)


def _spelt_and_turned(name: str, rng: random.Random) -> str:
    other = spellings.respelt(name, rng)
    return _turned(other, rng) if other else ""


# kind -> (kinds of party, least words, way)
_ANY, _PEOPLE, _FIRMS = frozenset(SCHEMATA), frozenset({"person"}), frozenset({"organisation"})
WAYS: dict[str, tuple[frozenset[str], int, Way]] = {
    "exact": (_ANY, 1, lambda name, _: name),
    "capitals": (_ANY, 2, lambda name, rng: rng.choice((name.upper(), name.lower(), spellings.plain(name)))),
    "reorder": (_PEOPLE, 2, _turned),
    "initials": (_PEOPLE, 2, _initial),
    "initials_only": (_PEOPLE, 3, _initials_only),
    "typo1": (_ANY, 2, _slips(1)),
    "typo2": (_ANY, 2, _slips(2)),
    "typos_in_one_word": (_ANY, 2, _slips(1, each=2)),
    "missing_token": (_ANY, 3, _fewer),
    "extra_token": (_PEOPLE, 2, _more),
    "extra_word_of_a_firm": (_FIRMS, 2, _more_of_a_firm),
    "joined": (_ANY, 2, _joined),
    "parted": (_ANY, 1, _parted),
    "title": (_PEOPLE, 2, _titled),
    "patronymic": (_PEOPLE, 3, _father),
    "given_name": (_PEOPLE, 2, _given),
    "legal_form": (_FIRMS, 2, _form),
    "abbreviated": (_FIRMS, 2, _abbreviated),
    "translit": (_PEOPLE, 2, _spelt),
    "translit+reorder": (_PEOPLE, 2, _spelt_and_turned),
    "translit_throughout": (_PEOPLE, 2, _spelt_throughout),
}
"""Kind -> the parties it befits, how many words it needs, and the way."""


# --- drawing ------------------------------------------------------------------------------------------------


def draw(
    parties: Sequence[ListedParty], seed: int, each: int, apart: frozenset[str] = frozenset()
) -> Iterator[Asked]:
    """Variants of every kind, the same for the same seed.

    Args:
        each: so many of a kind, fewer where the lists hold too few.
        apart: entries that are not asked for.
    """
    golden = groups(parties)
    free = [p for p in parties if p.names and not any(entry in apart for _, entry in golden[_key(p)])]
    for kind, (kinds, least, way) in WAYS.items():
        rng = random.Random(f"{seed}/{kind}")  # noqa: S311 - to be repeated, not to be secret
        yield from _of_kind(kind, [p for p in free if p.kind in kinds], least, way, golden, each, rng)
    yield from _native(free, golden, each, seed)
    yield from _known_otherwise(free, golden, each, seed)


def _of_kind(
    kind: str,
    parties: Sequence[ListedParty],
    least: int,
    way: Way,
    golden: dict[tuple[str, str], frozenset[tuple[str, str]]],
    each: int,
    rng: random.Random,
) -> Iterator[Asked]:
    count = 0
    for party in rng.sample(parties, len(parties)):
        names = [n.text for n in party.names if n.quality != "weak" and _is_latin(n.text)]
        names = [n for n in names if len(n.split()) >= least and len(n) > _LONG]
        if not names or count >= each:
            continue
        name = rng.choice(names[:3])
        other = " ".join(way(name, rng).split())
        if other and (kind == "exact" or other != name):
            count += 1
            yield Asked(kind, other, party.kind, golden[_key(party)])


def _native(
    parties: Sequence[ListedParty],
    golden: dict[tuple[str, str], frozenset[tuple[str, str]]],
    each: int,
    seed: int,
) -> Iterator[Asked]:
    rng = random.Random(f"{seed}/scripts")  # noqa: S311
    for script in _NATIVE:
        found = [
            (p, n.text)
            for p in parties
            for n in p.names
            if n.quality != "weak" and spellings.SCRIPTS[script].search(n.text) and not _mixed(n.text)
            if any(_is_latin(o.text) for o in p.names) and (p.kind == "person" or script == "Han")
        ]
        once = {p.entry_id: (p, text) for p, text in rng.sample(found, len(found))}
        for party, text in list(once.values())[:each]:
            for latin in (False, True):
                kind = f"script_{'unlisted' if latin else 'listed'}_{script.lower()}"
                yield Asked(kind, text, party.kind, golden[_key(party)], latin)


def _mixed(text: str) -> bool:
    return bool(re.search(r"[A-Za-z0-9]", text)) or len(text) < _LONG - 1


def _known_otherwise(
    parties: Sequence[ListedParty],
    golden: dict[tuple[str, str], frozenset[tuple[str, str]]],
    each: int,
    seed: int,
) -> Iterator[Asked]:
    """A ship renamed, known by its number; a person with the day of birth."""
    rng = random.Random(f"{seed}/numbers")  # noqa: S311
    ships = [p for p in parties if p.kind == "vessel" and p.identifiers.get("imo")]
    for party in rng.sample(ships, min(each, len(ships))):
        name = f"MV {rng.choice(spellings.SHIPS)} {rng.choice(spellings.SHIPS)}"
        yield Asked("imo_renamed", name, "vessel", golden[_key(party)], imo=party.identifiers["imo"][0])
    born = [p for p in parties if p.kind == "person" and any(len(d) > _LONG for d in p.dates_of_birth)]
    for party in rng.sample(born, min(each, len(born))):
        day = next(d for d in party.dates_of_birth if len(d) > _LONG)
        yield Asked("exact+dob", party.names[0].text, "person", golden[_key(party)], date_of_birth=day)


def groups(parties: Sequence[ListedParty]) -> dict[tuple[str, str], frozenset[tuple[str, str]]]:
    """Entry -> all entries of the same party: those that share a full name or a ship's number with it."""
    holders: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for party in parties:
        names = {search_key(n.text) for n in party.names if n.quality != "weak" and len(n.text.split()) > 1}
        for key in {f"{party.kind}/{n}" for n in names} | set(party.identifiers.get("imo", ())):
            holders[key].append(_key(party))
    found: dict[tuple[str, str], set[tuple[str, str]]] = {_key(p): {_key(p)} for p in parties}
    for together in holders.values():
        for one in together:
            found[one].update(together)
    return {key: frozenset(both) for key, both in found.items()}


def _key(party: ListedParty) -> tuple[str, str]:
    return party.list, party.entry_id


# --- asking -------------------------------------------------------------------------------------------------


def report(parties: Sequence[ListedParty], asked: Sequence[Asked], show: int = 10) -> dict[str, object]:
    """How many variants of each kind are found at the threshold, first and among the first five."""
    matchers = {False: Matcher(parties)}
    if any(a.latin for a in asked):
        matchers[True] = Matcher(without_scripts(parties))
    tally: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    missed: dict[str, list[str]] = defaultdict(list)
    begun = time.perf_counter()
    for one in asked:
        query = PartyQuery(one.name, one.party, date_of_birth=one.date_of_birth, imo=one.imo)
        hits = matchers[one.latin].screen(query, limit=5)
        right = [(h.list, h.entry_id) in one.gold and h.score >= ALERT for h in hits]
        counted = tally[one.kind]
        counted[0] += 1
        counted[1] += bool(right) and right[0]
        counted[2] += any(right)
        if not any(right) and len(missed[one.kind]) < show:
            best = f" ~ {hits[0].name} {hits[0].score:.2f}" if hits else ""
            missed[one.kind].append(f"{one.name} [{', '.join(sorted(e for _, e in one.gold)[:2])}]{best}")
    seconds = time.perf_counter() - begun
    total = [sum(t[n] for t in tally.values()) for n in range(3)]
    return {
        "variants": total[0],
        "recall_at_1": round(total[1] / total[0], 4),
        "recall_at_5": round(total[2] / total[0], 4),
        "queries_per_s": round(len(asked) / seconds),
        "by_kind": {
            kind: {"n": n, "at_1": round(first / n, 3), "at_5": round(five / n, 3)}
            for kind, (n, first, five) in tally.items()
        },
        "missed": {kind: names for kind, names in missed.items() if names},
    }


def _written(path: Path, asked: Sequence[Asked]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(FIELDS)
        for number, a in enumerate(asked):
            gold = "|".join(sorted(entry for _, entry in a.gold))
            which = "latin" if a.latin else "full"
            table.writerow([number, a.name, SCHEMATA[a.party], a.date_of_birth, a.imo, a.kind, which, gold])


def packaged() -> list[ListedParty]:
    """The list that ships with the product."""
    raw = (files("stratrade") / "data" / "watchlists" / "un-2026-02-27.jsonl").read_bytes()
    return lines.parse(raw)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the report; 1 where fewer than --least of the variants are found."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--lists", nargs="*", type=Path, default=[])
    parser.add_argument("--each", type=int, default=EACH)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--except", dest="apart", nargs="*", type=Path, default=[])
    parser.add_argument("--write", type=Path)
    parser.add_argument("--least", type=float, default=0.94)
    parser.add_argument("--show", type=int, default=10)
    args = parser.parse_args(arguments)
    parties = read_lists(args.lists) if args.lists else packaged()
    apart = set()
    for path in args.apart:
        with path.open(encoding="utf-8", newline="") as file:
            apart |= {entry for row in csv.DictReader(file) for entry in row["gold"].split("|") if entry}
    asked = list(draw(parties, args.seed, args.each, frozenset(apart)))
    if args.write:
        _written(args.write, asked)
    found = report(parties, asked, args.show)
    print(json.dumps({"seed": args.seed, "threshold": ALERT, **found}, ensure_ascii=False, indent=1))
    return int(found["recall_at_5"] < args.least)  # type: ignore[operator]


if __name__ == "__main__":
    raise SystemExit(main())
