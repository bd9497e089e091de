"""Descriptions that say too little to be told "not listed", and what to ask of them."""

import re

from stratrade.engines.classify.answer import Candidate, Query
from stratrade.engines.classify.index import Index
from stratrade.engines.classify.reading import Reading
from stratrade.engines.classify.words import is_unspaced
from stratrade.engines.lists.evaluate import Ask
from stratrade.engines.lists.leaf import CAS
from stratrade.kernel.finding import Finding, Severity

MODEL = 3  # letters and figures of the shortest name of a model
_WORD, _CAPITAL, _FIGURES = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*"), re.compile(r"[A-Z]"), re.compile(r"\d")
_BASICS = (
    Ask("description", "", {
        "en": "What exactly is it, and what does it do?",
        "fr": "De quoi s'agit-il exactement et à quoi cela sert-il ?",
        "km": "តើវាជាអ្វីឱ្យប្រាកដ ហើយវាប្រើសម្រាប់ធ្វើអ្វី?",
    }),
    Ask("maker_and_model", "", {
        "en": "Who made it, and which model or part number is it?",
        "fr": "Quel est le fabricant et quel est le modèle ou la référence ?",
        "km": "តើនរណាជាអ្នកផលិត ហើយម៉ូដែល ឬលេខគ្រឿងបន្លាស់អ្វី?",
    }),
    Ask(CAS, "", {
        "en": "If it is a chemical, what are its name and CAS number?",
        "fr": "S'il s'agit d'un produit chimique, quels sont son nom et son numéro CAS ?",
        "km": "ប្រសិនបើវាជាសារធាតុគីមី តើឈ្មោះ និងលេខ CAS របស់វាជាអ្វី?",
    }),
    Ask("hs_code", "", {
        "en": "Under which HS code is it declared?",
        "fr": "Sous quel code SH est-il déclaré ?",
        "km": "តើវាត្រូវបានប្រកាសក្រោមលេខកូដ HS អ្វី?",
    }),
)  # fmt: skip  # fmt: skip


def too_little(
    query: Query, reading: Reading, candidates: tuple[Candidate, ...], index: Index
) -> tuple[Finding | None, tuple[Ask, ...]]:
    """Why the description does not suffice to say "not listed", and what to ask; nothing where it does."""
    spoken = reading.spoken
    if not spoken and not reading.components and not is_unspaced(query.text):
        return Finding("classify.description.vague", Severity.WARNING, {"text": query.text[:80]}), _BASICS
    if any(finding.code == "classify.cas.invalid" for finding in reading.findings):
        return None, _BASICS[2:3]
    linked = [_linked(candidate) for candidate in candidates]
    unknown = [word for word in spoken if word not in index.known]
    names_only = any(linked) and len(unknown) == len(spoken)
    a_model = any(linked[:1]) and bool(unknown) and _names_a_model(query.text)
    if not reading.said and (names_only or a_model):
        text = {"text": query.text[:80], "hs": query.hs}
        return Finding("classify.description.not_understood", Severity.WARNING, text), _BASICS
    return None, ()


def _linked(candidate: Candidate) -> bool:
    """Whether the goods are declared under a heading of the entry, and the entry is not excluded."""
    return candidate.status != "excluded" and any(
        finding.code == "classify.hs.link" and finding.params["strength"] != "possible"
        for finding in candidate.because
    )


def _names_a_model(text: str) -> bool:
    """Whether a word looks like the name of a model: letters and figures together, or capitals among other words."""
    in_capitals = text.isupper()
    return any(
        len(word) >= MODEL and (_FIGURES.search(word) is not None or (word.isupper() and not in_capitals))
        for word in _WORD.findall(text)
        if _CAPITAL.search(word)
    )
