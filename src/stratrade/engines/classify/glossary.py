"""Reads nouns of other languages as the English words of the list, so that one set of rules serves them all."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import ahocorasick_rs

from stratrade.engines.classify.words import clean, is_unspaced, pattern, words
from stratrade.engines.lists.model import LINES

_DIGIT = re.compile(r"\d")
_FIRST, _END = 0xF0000, "\ue000"  # private characters around the words of a product line
_MARKED = re.compile(f"[\U000f0000-\U000ffffd{_END}]")


@dataclass(frozen=True, slots=True)
class Line:
    """The words that a product line stands for, where they stand in the text read.

    Args:
        name: of the line, as in the glossary.
        start: character that its words begin at.
        end: the one behind them.
    """

    name: str
    start: int
    end: int


class Glossary:
    """The nouns of all languages of an edition.

    Args:
        terms: language -> noun -> English words.
    """

    def __init__(self, terms: Mapping[str, Mapping[str, str]]) -> None:
        spaced: dict[str, str] = {}
        unspaced: dict[str, str] = {}
        self._begun: dict[str, str] = {}  # beginnings of model numbers
        self._lines = tuple(terms.get(LINES, ()))
        for language, nouns in terms.items():
            for number, (noun, meant) in enumerate(nouns.items()):
                english = f"{chr(_FIRST + number)} {meant} {_END}" if language == LINES else meant
                if noun.endswith("*"):
                    self._begun[pattern(noun[:-1]).strip()] = english
                elif is_unspaced(noun):
                    unspaced["".join(clean(noun).split()).lower()] = english
                else:
                    spaced[pattern(noun)] = english
        self._spaced, self._unspaced = _Finder(spaced), _Finder(unspaced)

    def translated(self, tidy: str) -> str:
        """`tidy` with the nouns that are known put into English; the same text where there are none.

        Args:
            tidy: what was typed, `words.clean`.
        """
        return self.apart(self.marked(tidy))[0]

    def apart(self, marked: str) -> tuple[str, tuple[Line, ...]]:
        """A text without the marks that `marked` put into it, and the product lines that they stood around."""
        if marked.isascii() or not _MARKED.search(marked):
            return marked, ()
        pieces: list[str] = []
        lines: list[Line] = []
        name, start, length, position = "", 0, 0, 0
        for found in _MARKED.finditer(marked):
            pieces.append(marked[position : found.start()])
            length += found.start() - position
            position = found.end()
            if found.group() != _END:
                name, start = self._lines[ord(found.group()) - _FIRST], length
            elif name:
                lines.append(Line(name, start, length))
                name = ""
        return "".join([*pieces, marked[position:]]), tuple(lines)

    def marked(self, tidy: str) -> str:
        """The same as `translated`, with marks around what product lines stand for."""
        if is_unspaced(tidy):
            tidy = self._run_together(tidy)
        tidy = self._models(tidy) if self._begun and _DIGIT.search(tidy) else tidy
        spoken = words(tidy)
        haystack = f" {' '.join(word.key for word in spoken)} "
        changed: list[str] = []
        position = number = 0
        for text, english in self._spaced.parts(haystack, overlap=1):
            count = len(text.split())
            if english is not None and count:
                changed += [tidy[position : spoken[number].start], english]
                position = spoken[number + count - 1].end
            number += count
        return "".join([*changed, tidy[position:]]) if changed else tidy

    def _run_together(self, tidy: str) -> str:
        """`tidy` with the nouns of scripts without spaces in English, whatever spaces stand within them."""
        places = [at for at, character in enumerate(tidy) if not character.isspace()]
        lower = "".join(tidy[at] if len(tidy[at].lower()) > 1 else tidy[at].lower() for at in places)
        changed: list[str] = []
        position = number = 0
        for text, english in self._unspaced.parts(lower):
            if english is not None and text:
                changed += [tidy[position : places[number]], f" {english} "]
                position = places[number + len(text) - 1] + 1
            number += len(text)
        return "".join([*changed, tidy[position:]]) if changed else tidy

    def _models(self, tidy: str) -> str:
        """`tidy` with the words of a product line for every model number that begins like it."""
        spoken = words(tidy)
        changed: list[str] = []
        position = 0
        for at, word in enumerate(spoken):
            if word.key.isalpha() or word.start < position or not _DIGIT.search(word.key):
                continue
            # The maker's name may go before it.
            for first in (at - 1, at) if at else (at,):
                before = f"{spoken[first].key} " if first < at else ""
                meant = self._meant(before, word.key) if spoken[first].start >= position else None
                if meant is not None:
                    changed += [tidy[position : spoken[first].start], meant]
                    position = word.end
                    break
        return "".join([*changed, tidy[position:]]) if changed else tidy

    def _meant(self, before: str, key: str) -> str | None:
        """What the longest beginning of a model number stands for."""
        ends = (end for end in range(len(key), 0, -1) if f"{before}{key[:end]}" in self._begun)
        end = next(ends, None)
        return None if end is None else self._begun[f"{before}{key[:end]}"]


class _Finder:
    """Finds the longest of many phrases, from left to right."""

    def __init__(self, phrases: Mapping[str, str]) -> None:
        self._english = tuple(phrases.values())
        self._found = ahocorasick_rs.AhoCorasick(
            tuple(phrases), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
        )

    def parts(self, text: str, *, overlap: int = 0) -> Iterator[tuple[str, str | None]]:
        """The text in pieces, each with its English where it is a known phrase.

        Args:
            text: the text.
            overlap: characters that a phrase shares with the next (the space between them).
        """
        if not self._english:
            yield text, None
            return
        position = 0
        while position < len(text):
            found = next(iter(self._found.find_matches_as_indexes(text[position:])), None)
            if found is None:
                break
            number, start, end = found
            if start:
                yield text[position : position + start], None
            yield text[position + start : position + end], self._english[number]
            position += end - (overlap if position + end < len(text) else 0)
        if position < len(text):
            yield text[position:], None
