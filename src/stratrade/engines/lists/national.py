"""A State's own control list, from the rows of its table to entries with criteria."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from stratrade.engines.lists.cas import is_valid_cas
from stratrade.engines.lists.faults import RowFault, fault
from stratrade.engines.lists.model import Edition, Parameter
from stratrade.kernel.finding import Scalar
from stratrade.kernel.quantity import UnitError, unit
from stratrade.kernel.text import search_key

CODE = re.compile(r"(?:[A-Z]{2,4}-?[0-9][0-9A-Z]{0,11}(?:-[0-9A-Z]{1,6})?|[0-9][A-E][0-9]{3})")
"""KH-001, NAT12, KH-2-A; or a number of the common scheme that the adopted list leaves free (6A908)."""

OPERATORS: Mapping[str, str] = {
    ">": "gt", ">=": "ge", "≥": "ge", "<": "lt", "<=": "le", "≤": "le",
    "gt": "gt", "ge": "ge", "lt": "lt", "le": "le", "between": "between", "is": "is", "in": "in",
}  # fmt: skip
CONCENTRATION = "concentration"
LISTED, NONE_OF_IT = "listed", "none_of_these_goods"
_RANGE = re.compile(r"\s*(.+?)\s*(?:\.\.|…|\bto\b|;)\s*(.+?)\s*")
_YES = frozenset({"yes", "true", "1", "oui", "បាទ", "ចាស"})
MOST_WORDS = 6  # a longer title is no noun that anybody writes on an invoice


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of criteria: the columns parameter, op, value and unit of a row."""

    row: int
    parameter: str
    op: str
    value: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class NationalEntry:
    """One entry as its rows give it.

    Args:
        row: where it begins.
        code: its number.
        title: by language; English is always there.
        description: what it covers, in the words of the table.
        terms: nouns of the trade, by language.
        hs: six-digit subheadings.
        strength: of its links.
        cas: CAS numbers.
        regime: where it comes from.
        valid_from: its first day.
        valid_to: its last day.
        criteria: all of which must be met.
    """

    row: int
    code: str
    title: Mapping[str, str]
    description: str = ""
    terms: Mapping[str, tuple[str, ...]] | None = None
    hs: tuple[str, ...] = ()
    strength: str = "partial"
    cas: tuple[str, ...] = ()
    regime: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    criteria: tuple[Criterion, ...] = ()


def document(
    entries: Sequence[NationalEntry], base: Edition, *, taken: frozenset[str]
) -> tuple[dict[str, object], tuple[RowFault, ...]]:
    """The file of an edition that the table comes to.

    Args:
        entries: what the table holds.
        base: the edition it is laid over, whose parameters its criteria may use.
        taken: codes of the entries of `base` that are not of the State's own list.

    Returns:
        The plain content of the file, and what is wrong by row: a code that is no code, stands twice or belongs to
        an entry of the adopted list, a CAS number with a wrong check digit, a criterion that cannot be decided.
    """
    maker = _Maker(base)
    items: list[object] = []
    seen: set[str] = set()
    for entry in entries:
        if not CODE.fullmatch(entry.code):
            maker.wrong(entry.row, "code", "code_unfit", value=entry.code[:40])
        elif entry.code in seen:
            maker.wrong(entry.row, "code", "code_twice", value=entry.code)
        elif entry.code in taken:
            maker.wrong(entry.row, "code", "code_taken", value=entry.code)
        else:
            items.append(maker.entry(entry))
        seen.add(entry.code)
    return {"parameters": list(maker.parameters.values()), "entries": items}, tuple(maker.faults)


class _Maker:
    """Writes entries and gathers the parameters that they need and what is wrong with them."""

    def __init__(self, base: Edition) -> None:
        self._base = base
        self.parameters: dict[str, dict[str, object]] = {}
        self.faults: list[RowFault] = []

    def wrong(self, row: int, column: str, what: str, **params: Scalar) -> None:
        self.faults.append(fault(row, column, what, **params))

    def entry(self, entry: NationalEntry) -> dict[str, object]:
        item: dict[str, object] = {"code": entry.code, "title": dict(entry.title)}
        if entry.regime:
            item["regimes"] = [{"regime": entry.regime, "reference": entry.code, "source": "official"}]
        if entry.hs:
            item["hs"] = [
                {"code": code, "strength": entry.strength, "reason": entry.title["en"], "source": "official"}
                for code in dict.fromkeys(entry.hs)
            ]
        item["terms"] = {language: list(words) for language, words in self._terms(entry).items()}
        if entry.description:
            item["definitions"] = [entry.description]
        for key, day in (("valid_from", entry.valid_from), ("valid_to", entry.valid_to)):
            if day is not None:
                item[key] = day.isoformat()
        item["criteria"] = self._criteria(entry)
        return item

    def _terms(self, entry: NationalEntry) -> dict[str, tuple[str, ...]]:
        """The nouns that point to it; a short title is one of them."""
        found = {language: list(words) for language, words in (entry.terms or {}).items()}
        for language, title in entry.title.items():
            if len(title.split()) <= MOST_WORDS:
                found.setdefault(language, []).append(title.lower())
        return {language: tuple(dict.fromkeys(words)) for language, words in sorted(found.items()) if words}

    def _criteria(self, entry: NationalEntry) -> dict[str, object]:
        shares = [c for c in entry.criteria if search_key(c.parameter) == CONCENTRATION and entry.cas]
        leaves = [self._substances(entry, shares) if entry.cas else self._kind(entry)]
        leaves += [leaf for c in entry.criteria if c not in shares for leaf in self._leaf(entry, c)]
        nodes = [{"path": entry.code, "title": title, "leaf": leaf} for title, leaf in leaves]
        return {"path": entry.code, "title": dict(entry.title), "all": nodes}

    def _substances(
        self, entry: NationalEntry, shares: Sequence[Criterion]
    ) -> tuple[object, dict[str, object]]:
        for number in entry.cas:
            if not is_valid_cas(number):
                self.wrong(entry.row, "cas", "cas_unfit", value=number[:40])
        body: dict[str, object] = {"cas": list(dict.fromkeys(entry.cas)), "name": entry.title["en"]}
        for share in shares:
            op = OPERATORS.get(share.op.strip().lower(), "")
            limit = _number(share.value)
            if op not in {"gt", "ge"} or share.unit.strip() not in {"", "%"}:
                self.wrong(share.row, "op", "concentration_unfit")
            elif limit is None or not 0 <= limit <= 100:  # noqa: PLR2004 (per cent)
                self.wrong(share.row, "value", "number_unfit", value=share.value[:40])
            else:
                body |= {"min_wt_pct": str(limit), "inclusive": op == "ge"}
        return dict(entry.title), {"substance": body}

    def _kind(self, entry: NationalEntry) -> tuple[object, dict[str, object]]:
        """Whether it is what the title says: read from the words of the entry, else asked."""
        name = f"{_slug(entry.code)}_kind"
        words = {word for texts in self._terms(entry).values() for word in texts}
        self.parameters[name] = {
            "id": name,
            "kind": "member",
            "label": {
                "en": f"goods of {entry.code}",
                "fr": f"biens de {entry.code}",
                "km": f"ទំនិញនៃ {entry.code}",
            },
            "question": {
                "en": f"Is it this: {entry.title['en']}?",
                "fr": f"Est-ce ceci : {entry.title.get('fr', entry.title['en'])} ?",
                "km": f"តើវាជា៖ {entry.title.get('km', entry.title['en'])} ឬ?",
            },
            "options": {
                LISTED: dict(entry.title),
                NONE_OF_IT: {"en": "None of these goods", "fr": "Aucun de ces biens", "km": "មិនមែនទំនិញនេះ"},
            },
            "synonyms": {LISTED: sorted(words)},
        }
        return dict(entry.title), {"member": {"parameter": name, "set": [LISTED]}}

    def _leaf(self, entry: NationalEntry, criterion: Criterion) -> Iterator[tuple[object, dict[str, object]]]:
        row, text = criterion.row, _label(criterion.parameter)
        name, op = _slug(text), OPERATORS.get(criterion.op.strip().lower(), "")
        if not name.isidentifier():
            self.wrong(row, "parameter", "parameter_unfit", value=text[:40])
        elif not op:
            self.wrong(row, "op", "op_unknown", value=criterion.op[:20], known=", ".join(OPERATORS))
        elif op == "is":
            yield from self._feature(entry, criterion, name)
        elif op == "in":
            yield from self._member(criterion, name)
        else:
            yield from self._quantity(criterion, name, op)

    def _feature(
        self, entry: NationalEntry, criterion: Criterion, name: str
    ) -> Iterator[tuple[object, dict[str, object]]]:
        if search_key(criterion.value) not in _YES:
            self.wrong(criterion.row, "value", "answer_unfit", value=criterion.value[:40])
            return
        known = self._base.parameters.get(name)
        if known is None:
            name = f"{_slug(entry.code)}_{name}"
            label = {"en": _label(criterion.parameter)}
            self.parameters[name] = {
                "id": name,
                "kind": "feature",
                "label": label,
                "question": {"en": f"{label['en']}?"},
            }
        elif not self._fits(known, "feature", criterion):
            return
        yield {"en": _label(criterion.parameter)}, {"feature": {"parameter": name}}

    def _member(self, criterion: Criterion, name: str) -> Iterator[tuple[object, dict[str, object]]]:
        given = [part.strip() for part in criterion.value.split(";") if part.strip()]
        known = self._base.parameters.get(name)
        if known is not None and not self._fits(known, "member", criterion):
            return
        by_label = {
            search_key(word): option
            for option, words in (known.options if known else {}).items()
            for word in (option, option.replace("_", " "), *words.values())
        }
        options = [by_label.get(search_key(text), "" if known else _slug(text)) for text in given]
        if not given or not all(options):
            self.wrong(criterion.row, "value", "option_unknown", value=criterion.value[:60])
            return
        if known is None:
            labels = {option: {"en": text} for option, text in zip(options, given, strict=True)}
            self._define(name, "member", _label(criterion.parameter), {"options": labels})
        yield {"en": _label(criterion.parameter)}, {"member": {"parameter": name, "set": options}}

    def _quantity(
        self, criterion: Criterion, name: str, op: str
    ) -> Iterator[tuple[object, dict[str, object]]]:
        parts = _RANGE.fullmatch(criterion.value) if op == "between" else None
        numbers = [_number(part) for part in (parts.groups() if parts else (criterion.value,))]
        symbol = criterion.unit.strip() or "1"
        if None in numbers or (op == "between" and (len(numbers) < 2 or numbers[0] >= numbers[1])):  # type: ignore[operator]  # noqa: PLR2004
            self.wrong(criterion.row, "value", "number_unfit", value=criterion.value[:40])
            return
        try:
            dimension = unit(symbol).dimension
        except UnitError:
            self.wrong(criterion.row, "unit", "unit_unknown", value=symbol[:20])
            return
        known = self._base.parameters.get(name)
        if known is not None:
            if not self._fits(known, "quantity", criterion):
                return
            if unit(known.unit).dimension != dimension:
                self.wrong(criterion.row, "unit", "unit_unfit", value=symbol[:20], unit=known.unit)
                return
        elif not self._defined(name, symbol, criterion):
            return
        body = {"parameter": name, "op": op, "value": str(numbers[0]), "unit": symbol}
        if op == "between":
            body["high"] = str(numbers[1])
        yield {"en": _label(criterion.parameter)}, {"quantity": body}

    def _defined(self, name: str, symbol: str, criterion: Criterion) -> bool:
        """Take up a quantity of the table's own; every row must measure the same with it."""
        earlier = self.parameters.get(name)
        if earlier is None:
            self._define(name, "quantity", _label(criterion.parameter), {"unit": symbol})
        elif earlier["kind"] != "quantity" or unit(str(earlier["unit"])).dimension != unit(symbol).dimension:
            self.wrong(
                criterion.row, "unit", "unit_unfit", value=symbol[:20], unit=str(earlier.get("unit", ""))
            )
            return False
        return True

    def _define(self, name: str, kind: str, label: str, more: Mapping[str, object]) -> None:
        made = {"id": name, "kind": kind, "label": {"en": label}, "aliases": {"en": [label.lower()]}, **more}
        earlier = self.parameters.setdefault(name, made)
        if kind == "member" and earlier is not made and earlier["kind"] == "member":
            earlier["options"] = {**earlier["options"], **more["options"]}  # type: ignore[dict-item]

    def _fits(self, known: Parameter, kind: str, criterion: Criterion) -> bool:
        if known.kind == kind:
            return True
        self.wrong(criterion.row, "parameter", "parameter_kind", value=known.id, kind=known.kind)
        return False


def _slug(text: str) -> str:
    """A name for a parameter out of what stands in a cell.

    >>> _slug("Flow rate"), _slug("KH-001")
    ('flow_rate', 'kh_001')
    """
    return re.sub(r"[^a-z0-9]+", "_", search_key(text)).strip("_")


def _label(text: str) -> str:
    """What a criterion is called, out of what stands in a cell.

    >>> _label(" tank_volume ")
    'tank volume'
    """
    return text.strip().replace("_", " ")


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text.strip().replace(" ", ""))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
