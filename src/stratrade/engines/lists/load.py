"""Turns the YAML files of a control list into an edition, or says precisely why it cannot."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from stratrade.engines.lists.cas import is_valid_cas
from stratrade.engines.lists.criteria import read_node
from stratrade.engines.lists.follows import Stated, checked, read_following
from stratrade.engines.lists.model import (
    LINES,
    Edition,
    Entry,
    Family,
    FeatureTest,
    HsLink,
    MemberTest,
    Node,
    Parameter,
    PurposeTest,
    QuantityTest,
    Regime,
    SubstanceTest,
    TariffLine,
    Vocabulary,
)
from stratrade.engines.lists.reading import EditionError, Place, document
from stratrade.engines.lists.sayings import Saying, read_saying, with_sayings, with_terms
from stratrade.kernel.quantity import UnitError, unit

__all__ = ["EditionError", "assemble", "parse", "read_documents"]

HEAD = "edition.yaml"
STRENGTHS = frozenset({"direct", "partial", "possible"})
SOURCES = frozenset({"official", "lite", "inferred"})
SCOPES = frozenset({"named", "all", "none"})
"""Which of our links give way to an official table: those of the entries it names, all, or none."""
_KINDS = frozenset({"quantity", "member", "feature"})
_HEAD = frozenset({"id", "title", "legal_status", "valid_from", "valid_to"})
_FILE = frozenset(
    {
        "parameters",
        "families",
        "entries",
        "vocabulary",
        "names",
        "sayings",
        "glossary",
        "links",
        "tariff",
        "follows",
    }
)
_VOCABULARY = (
    "vague", "common", "intangible", "software", "development", "production", "use", "mixture", "negation",
    "depletion", "accessory", "ordinary", "everyday", "apparatus", "fitting", "stated", "special", "exacting",
)  # fmt: skip
_PARAMETER = frozenset({"id", "kind", "unit", "label", "question", "options", "aliases", "synonyms"})
_ENTRY = frozenset(
    {
        "code", "title", "regimes", "hs", "terms", "yields_to", "see_also", "derived_from", "relation",
        "definitions", "criteria", "valid_from", "valid_to",
    }
)  # fmt: skip


def parse(files: Mapping[str, str]) -> Edition:
    """The edition written in `files`.

    Args:
        files: file name -> YAML text; one of them is `edition.yaml`.

    Returns:
        The edition. Its digest covers what the files say, not how they are laid out or split.

    Raises:
        EditionError: naming the file, the place in it and the reason.
    """
    return assemble(read_documents(files))


def read_documents(files: Mapping[str, str]) -> dict[str, object]:
    """The plain content of each YAML file: mappings, lists, text and flags, fit for JSON.

    Raises:
        EditionError: where a file is no YAML.
    """
    return {name: document(files[name], name).value for name in sorted(files)}


def assemble(documents: Mapping[str, object]) -> Edition:
    """The edition out of the plain content of its files, see `read_documents`.

    Raises:
        EditionError: naming the file, the place in it and the reason.
    """
    if HEAD not in documents:
        raise EditionError(HEAD, "", "the file is missing")
    head = Place(documents[HEAD], HEAD).mapping(allowed=_HEAD)
    for key in ("id", "title", "legal_status", "valid_from"):
        if key not in head:
            raise EditionError(HEAD, key, "is missing")
    builder = _Builder()
    for name in sorted(documents):
        if name != HEAD:
            builder.add(Place(documents[name], name))
    builder.check()
    return Edition(
        id=head["id"].text(),
        title=head["title"].languages(),
        legal_status=head["legal_status"].text(),
        valid_from=head["valid_from"].day(),
        valid_to=head["valid_to"].day() if "valid_to" in head else None,
        entries=dict(sorted(with_terms(builder.entries, builder.sayings).items())),
        parameters=dict(sorted(builder.named_parameters().items())),
        substances=dict(sorted(builder.substances.items())),
        families=dict(sorted(builder.families.items())),
        digest=_digest(documents),
        vocabulary=builder.vocabulary or Vocabulary(),
        glossary=builder.glossary,
        line_sources=builder.line_sources,
        tariff=dict(sorted(builder.tariff.items())),
        follows=tuple(checked(stated, builder.parameters) for stated in builder.follows),
    )


class _Builder:
    """Gathers what the files define and checks what they say of each other."""

    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}
        self.parameters: dict[str, Parameter] = {}
        self.families: dict[str, Family] = {}
        self.substances: dict[str, str] = {}
        self.vocabulary: Vocabulary | None = None
        self.names: list[_Name] = []
        self.sayings: list[Saying] = []
        self.glossary: dict[str, dict[str, str]] = {}
        self.line_sources: dict[str, str] = {}
        self.tariff: dict[str, TariffLine] = {}
        self.follows: list[Stated] = []
        self._links: Place | None = None
        self._places: dict[str, Place] = {}

    def add(self, place: Place) -> None:
        members = place.mapping(allowed=_FILE)
        for item in members["parameters"].items() if "parameters" in members else ():
            parameter = _parameter(item)
            self._once(self.parameters, parameter.id, item, "parameter")
            self.parameters[parameter.id] = parameter
        for item in members["families"].items() if "families" in members else ():
            family = _family(item)
            self._once(self.families, family.id, item, "family")
            self.families[family.id] = family
        for item in members["entries"].items() if "entries" in members else ():
            self._add_entry(item)
        self._add_words(members)
        self._add_tables(members)

    def _add_words(self, members: Mapping[str, Place]) -> None:
        """What people write: names of quantities, words of the trade, nouns of other languages."""
        self.names += [_name(item) for item in members["names"].items()] if "names" in members else ()
        self.sayings += (
            [read_saying(item) for item in members["sayings"].items()] if "sayings" in members else ()
        )
        self.follows += (
            [read_following(item) for item in members["follows"].items()] if "follows" in members else ()
        )
        if "vocabulary" in members:
            if self.vocabulary is not None:
                raise members["vocabulary"].error("the vocabulary is already given in another file")
            self.vocabulary = _vocabulary(members["vocabulary"])
        if "glossary" in members:
            language, terms, sources = _glossary(members["glossary"])
            self.glossary.setdefault(language, {}).update(terms)
            self.line_sources |= sources

    def _add_tables(self, members: Mapping[str, Place]) -> None:
        """What a State lays over the list: lines of its tariff, and its official links."""
        for item in members["tariff"].items() if "tariff" in members else ():
            line = _tariff_line(item)
            self._once(self.tariff, line.code, item, "tariff line")
            self.tariff[line.code] = line
        if "links" in members:
            if self._links is not None:
                raise members["links"].error("the official links are already given in another file")
            self._links = members["links"]

    def _once(self, known: Mapping[str, object], key: str, place: Place, what: str) -> None:
        if key in known:
            first = self._places[f"{what} {key}"]
            raise place.at(key).error(f"the {what} {key} is already defined in {first.file}")
        self._places[f"{what} {key}"] = place

    def _add_entry(self, place: Place) -> None:
        entry = read_entry(place)
        self._once(self.entries, entry.code, place, "entry")
        self.entries[entry.code] = entry
        for node in entry.criteria.walk():
            if isinstance(node.test, SubstanceTest):
                for number in node.test.cas:
                    self.substances.setdefault(number, node.test.name or node.title["en"])

    def check(self) -> None:
        if self._links is not None:
            self._link(self._links)
        for code, entry in sorted(self.entries.items()):
            place = self._places[f"entry {code}"]
            for node in entry.criteria.walk():
                self._check_leaf(node, place.at(node.path))

    def _link(self, place: Place) -> None:
        """Lay the pairs of an official table over our own links."""
        members = place.mapping(allowed=frozenset({"scope", "pairs"}))
        scope = members["scope"].text() if "scope" in members else "named"
        if scope not in SCOPES:
            raise members["scope"].error(f"scope is one of {', '.join(sorted(SCOPES))}")
        official: dict[str, dict[str, HsLink]] = {}
        for pair in members["pairs"].items() if "pairs" in members else ():
            code, link = _pair(pair)
            if code not in self.entries:
                raise pair.error(f"{code} is no entry of this edition")
            if link.hs in official.setdefault(code, {}):
                raise pair.error(f"{code} and {link.hs} stand in the table twice")
            official[code][link.hs] = link
        for code, entry in self.entries.items():
            named = official.get(code, {})
            gone = scope == "all" or (scope == "named" and bool(named))
            ours = [] if gone else [link for link in entry.hs if link.hs not in named]
            self.entries[code] = replace(entry, hs=(*named.values(), *ours))

    def _check_leaf(self, node: Node, place: Place) -> None:
        test = node.test
        match test:
            case QuantityTest():
                self._check_quantity(test, place)
            case MemberTest():
                parameter = self._known(test.parameter, "member", place)
                unknown = sorted(test.options - set(parameter.options)) if parameter.options else []
                if unknown:
                    raise place.error(f"{', '.join(unknown)}: no option of parameter {test.parameter}")
            case FeatureTest() | PurposeTest():
                self._check_question(test, place)
            case SubstanceTest(family=family) if family and family not in self.families:
                raise place.error(f"the family {family} is not defined")
            case _:
                return

    def _check_quantity(self, test: QuantityTest, place: Place) -> None:
        parameter = self._known(test.parameter, "quantity", place)
        try:
            if unit(test.unit).dimension != unit(parameter.unit).dimension:
                raise place.error(
                    f"{test.unit} does not measure what {test.parameter} ({parameter.unit}) does"
                )
        except UnitError as error:
            raise place.error(str(error)) from None

    def _check_question(self, test: FeatureTest | PurposeTest, place: Place) -> None:
        known = self.parameters.get(test.parameter)
        if known is None:
            if not test.question:
                raise place.error(f"{test.parameter} has no question, here or under parameters")
            self.parameters[test.parameter] = Parameter(test.parameter, "feature", question=test.question)
        elif known.kind != "feature":
            raise place.error(f"the parameter {test.parameter} is a {known.kind}, not a feature")

    def named_parameters(self) -> dict[str, Parameter]:
        """The parameters with the names that go by their labels: whose label speaks of purity is called "pure"."""
        named = {
            key: replace(parameter, aliases=_with_names(parameter, self.names)) if self.names else parameter
            for key, parameter in self.parameters.items()
        }
        return with_sayings(named, self.sayings)

    def _known(self, name: str, kind: str, place: Place) -> Parameter:
        parameter = self.parameters.get(name)
        if parameter is None:
            raise place.error(f"the parameter {name} is not defined under parameters of any file")
        if parameter.kind != kind:
            raise place.error(f"the parameter {name} is a {parameter.kind}, not a {kind}")
        return parameter


def _parameter(place: Place) -> Parameter:
    members = place.mapping(allowed=_PARAMETER)
    for key in ("id", "kind", "label"):
        if key not in members:
            raise place.error(f"a parameter needs {key}")
    name, kind = members["id"].text(), members["kind"].text()
    here = place.at(f"parameter {name}")
    if not name.isidentifier() or name != name.lower():
        raise here.error("the id is lower case letters, digits and underscores")
    if kind not in _KINDS:
        raise here.error(f"kind is one of {', '.join(sorted(_KINDS))}")
    if kind == "quantity":
        if "unit" not in members:
            raise here.error("a quantity needs the unit that answers default to")
        try:
            unit(members["unit"].text())
        except UnitError as error:
            raise here.error(str(error)) from None
    return Parameter(
        id=name,
        kind=kind,
        unit=members["unit"].text() if "unit" in members else "",
        label=members["label"].at(f"parameter {name} label").languages(),
        question=members["question"].languages() if "question" in members else {},
        options=_options(members["options"]) if "options" in members else {},
        aliases=members["aliases"].lists_by_language() if "aliases" in members else {},
        synonyms={
            option: words.texts()
            for option, words in (members["synonyms"].free_mapping() if "synonyms" in members else {}).items()
        },
    )


@dataclass(frozen=True, slots=True)
class _Name:
    """What people write beside a quantity whose label has one of `labels`, where its unit is one of these codes."""

    labels: tuple[str, ...]
    units: frozenset[str]
    words: Mapping[str, tuple[str, ...]]


def _name(place: Place) -> _Name:
    members = place.mapping(allowed=frozenset({"labels", "units", "aliases"}))
    for key in ("labels", "units", "aliases"):
        if key not in members:
            raise place.error(f"a name needs {key}")
    try:
        units = frozenset(unit(symbol).code for symbol in members["units"].texts())
    except UnitError as error:
        raise members["units"].error(str(error)) from None
    return _Name(members["labels"].texts(), units, members["aliases"].lists_by_language())


def _with_names(parameter: Parameter, names: Sequence[_Name]) -> Mapping[str, tuple[str, ...]]:
    if parameter.kind != "quantity":
        return parameter.aliases
    label = f" {' '.join(re.findall(r'[a-z0-9]+', parameter.label.get('en', '').lower()))} "
    measured = unit(parameter.unit).code
    found = dict(parameter.aliases)
    for name in names:
        if measured in name.units and any(f" {wanted} " in label for wanted in name.labels):
            for language, words in name.words.items():
                found[language] = tuple(dict.fromkeys((*found.get(language, ()), *words)))
    return found


def _vocabulary(place: Place) -> Vocabulary:
    members = place.mapping(allowed=frozenset({"abbreviations", *_VOCABULARY}))
    short = members["abbreviations"].free_mapping() if "abbreviations" in members else {}
    return Vocabulary(
        abbreviations={word.lower(): meaning.text().lower() for word, meaning in short.items()},
        **{
            name: frozenset(w.lower() for w in members[name].texts())
            for name in _VOCABULARY
            if name in members
        },
    )


def _glossary(place: Place) -> tuple[str, dict[str, str], dict[str, str]]:
    """The language, its nouns with their English words, and the sources of what is typical of product lines."""
    members = place.mapping(allowed=frozenset({"language", "terms"}))
    if len(members) < 2:  # noqa: PLR2004 (both are needed)
        raise place.error("a glossary needs a language and terms")
    language = members["language"].text()
    terms: dict[str, str] = {}
    sources: dict[str, str] = {}
    for noun, meant in members["terms"].free_mapping().items():
        if language != LINES:
            terms[noun] = meant.text()
            continue
        line = meant.mapping(allowed=frozenset({"words", "source"}))
        if len(line) < 2:  # noqa: PLR2004 (both are needed)
            raise meant.error("a product line needs words and their source")
        terms[noun], sources[noun] = line["words"].text(), line["source"].text()
    return language, terms, sources


def _options(place: Place) -> dict[str, Mapping[str, str]]:
    if isinstance(place.value, list):
        return {option: {"en": option.replace("_", " ")} for option in place.texts()}
    return {name: option.languages() for name, option in place.free_mapping().items()}


def _family(place: Place) -> Family:
    members = place.mapping(allowed=frozenset({"id", "name", "cas"}))
    for key in ("id", "name", "cas"):
        if key not in members:
            raise place.error(f"a family needs {key}")
    name = members["id"].text()
    for number in members["cas"].texts():
        if not is_valid_cas(number):
            raise place.at(f"family {name}").error(f"{number} is no CAS number: its check digit does not fit")
    return Family(name, members["name"].languages(), members["cas"].texts())


def read_entry(place: Place) -> Entry:
    """The entry at `place`, without a look at the parameters that it names.

    Raises:
        EditionError: where it is not well formed.
    """
    members = place.mapping(allowed=_ENTRY)
    for key in ("code", "title", "criteria"):
        if key not in members:
            raise place.error(f"an entry needs {key}")
    code = members["code"].text()
    for key, member in members.items():
        members[key] = member.at(f"{code} {key}")
    if members["criteria"].free_mapping().get("path", Place("", "")).value != code:
        raise members["criteria"].error(f"the root of the criteria has the path {code}")

    def texts(key: str) -> tuple[str, ...]:
        return members[key].texts() if key in members else ()

    def day(key: str) -> date | None:
        return members[key].day() if key in members else None

    return Entry(
        code=code,
        title=members["title"].languages(),
        criteria=read_node(members["criteria"], code),
        regimes=tuple(_regime(r) for r in members["regimes"].items()) if "regimes" in members else (),
        hs=tuple(_hs(link) for link in members["hs"].items()) if "hs" in members else (),
        terms=members["terms"].lists_by_language() if "terms" in members else {},
        yields_to=texts("yields_to"),
        see_also=texts("see_also"),
        derived_from=texts("derived_from"),
        relation=members["relation"].text() if "relation" in members else "",
        definitions=texts("definitions"),
        valid_from=day("valid_from"),
        valid_to=day("valid_to"),
    )


def _regime(place: Place) -> Regime:
    members = place.mapping(allowed=frozenset({"regime", "reference", "source"}))
    source = members["source"].text() if "source" in members else ""
    if source not in SOURCES:
        raise place.error(f"source is one of {', '.join(sorted(SOURCES))}")
    reference = str(members["reference"].value).strip() if "reference" in members else ""
    if "regime" not in members:
        raise place.error("regime is missing")
    return Regime(members["regime"].text(), reference, source)


def _pair(place: Place) -> tuple[str, HsLink]:
    """A pair of an official table: the entry, and the link."""
    members = place.mapping(allowed=frozenset({"entry", "code", "strength", "reason"}))
    if "entry" not in members:
        raise place.error("a pair needs an entry")
    content = {key: member.value for key, member in members.items() if key != "entry"}
    link = _hs(Place({**content, "source": "official"}, place.file, place.path))
    return members["entry"].text(), link


def _tariff_line(place: Place) -> TariffLine:
    members = place.mapping(allowed=frozenset({"code", "hs", "title", "unit", "valid_from", "valid_to"}))
    for key in ("code", "hs", "title"):
        if key not in members:
            raise place.error(f"a line of the tariff needs {key}")
    code, hs = members["code"].text(), members["hs"].text()
    if len(code) != 8 or not code.isdecimal() or len(hs) != 6 or not hs.isdecimal():  # noqa: PLR2004 (digits)
        raise place.error(f"eight digits below six are needed, not {code!r} below {hs!r}")
    return TariffLine(
        code,
        hs,
        members["title"].languages(),
        members["unit"].text() if "unit" in members else "",
        members["valid_from"].day() if "valid_from" in members else None,
        members["valid_to"].day() if "valid_to" in members else None,
    )


def _hs(place: Place) -> HsLink:
    members = place.mapping(allowed=frozenset({"code", "strength", "reason", "source"}))
    code = members["code"].text() if "code" in members else ""
    if len(code) != 6 or not code.isdecimal():  # noqa: PLR2004 (an HS subheading has six digits)
        raise place.error(f"an HS subheading of six digits is needed, not {code!r}")
    strength = members["strength"].text() if "strength" in members else ""
    if strength not in STRENGTHS:
        raise place.error(f"strength is one of {', '.join(sorted(STRENGTHS))}")
    source = members["source"].text() if "source" in members else ""
    if source and source not in SOURCES:
        raise place.error(f"source is one of {', '.join(sorted(SOURCES))}")
    return HsLink(code, strength, members["reason"].text() if "reason" in members else "", source)


def _digest(documents: Mapping[str, object]) -> str:
    """SHA-256 over the content, whatever the order and the split into files."""
    merged: dict[str, list[object]] = {"edition": [documents[HEAD]]}
    for name, content in documents.items():
        if name != HEAD and isinstance(content, dict):
            for section, items in content.items():
                merged.setdefault(section, []).extend(items if isinstance(items, list) else [items])
    texts = {
        section: sorted(json.dumps(item, ensure_ascii=False, sort_keys=True) for item in items)
        for section, items in merged.items()
    }
    canonical = json.dumps(texts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
