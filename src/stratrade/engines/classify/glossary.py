"""Reads nouns of other languages as the English words of the list, so that one set of rules serves them all."""

from collections.abc import Iterator, Mapping

import ahocorasick_rs

from stratrade.engines.classify.words import clean, is_unspaced, pattern, words


class Glossary:
    """The nouns of all languages of an edition.

    Args:
        terms: language -> noun -> English words.
    """

    def __init__(self, terms: Mapping[str, Mapping[str, str]]) -> None:
        spaced: dict[str, str] = {}
        unspaced: dict[str, str] = {}
        for nouns in terms.values():
            for noun, english in nouns.items():
                if is_unspaced(noun):
                    unspaced["".join(clean(noun).split())] = english
                else:
                    spaced[pattern(noun)] = english
        self._spaced, self._unspaced = _Finder(spaced), _Finder(unspaced)

    def translated(self, tidy: str) -> str:
        """`tidy` with the nouns that are known put into English; the same text where there are none.

        Args:
            tidy: what was typed, `words.clean`.
        """
        if is_unspaced(tidy):
            tidy = "".join(
                f" {english} " if english is not None else text
                for text, english in self._unspaced.parts(tidy)
            )
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
