"""A text as it is read: words, sentences, what is quoted, what is denied, and where rules' words stand in it."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from copy import copy
from functools import cached_property, lru_cache
from typing import NamedTuple

from policies.language.inflection import listed
from policies.language.links import LINK
from policies.language.negation import NEGATIONS, denied
from policies.language.quoted import Quote, quotes
from policies.language.spelling import plain, words_of
from policies.language.words import LONGEST_GAP, NAMED, Continuations, Step, Words, beginnings, meanings

_TOKEN = re.compile(
    r"(?P<plain>[^\W_]++(?:'[^\W_]++)*+(?=\s))"  # most words, and none begins a link: this is seen fastest
    rf"|(?P<link>{LINK.pattern})|(?P<word>[^\W_]+(?:'[^\W_]+)*)|(?P<mark>[^\w\s'*`-]|(?<!\w)'|'(?!\w)|(?<=\s)-(?=\s))",
    re.IGNORECASE,
)
_ABBREVIATIONS = listed(
    "approx co corp dept dr e est etc ext freq i inc ltd mo mr mrs ms msg msgs mt nec no nos purch st tel txt vs wk yr"
)
_ENDS = frozenset(".!?\u2022")
LINKED = "<link>"
"""Stands for a link among the words."""

_SHORT = 1


class Found(NamedTuple):
    """Words found in a text. The positions are those of words, not characters.

    Attributes:
        first: The first of them.
        last: The last of them.
    """

    first: int
    last: int


class Reading:
    """A text, read once.

    Attributes:
        text: The text as written.
        words: Its words and marks: lower case, without accents, contractions and abbreviations written out.
        starts: Where each of them begins in the text.
        ends: Where each of them ends.
        links: The links, each with the word that stands for it.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.links: dict[int, str] = {}
        self._breaks = [0]
        self._unnamed: Reading | None = None
        self._names: Sequence[Found] = ()
        self._kept: dict[Words, Sequence[Found]] = {}
        self._read(plain(text))

    def find(self, words: Words) -> Sequence[Found]:
        """Return where words stand, in order."""
        if words not in self._found:
            return ()
        kept = self._kept.get(words)
        if kept is None:
            kept = self._kept[words] = self._meant(words)
        return kept

    def has_none(self, words: AbstractSet[Words]) -> bool:
        """Return whether none of these words stands in the text: faster than `said` for each where most have none.

        False does not say that one is meant.
        """
        return words.isdisjoint(self._found)

    def has(self, *words: Words) -> bool:
        """Return whether any of these words stands in the text, denied or not."""
        return any(self.find(each) for each in words)

    def said(self, *words: Words) -> list[Found]:
        """Return where words stand that are not denied."""
        found = self._found
        return [each for some in words if some in found for each in self.find(some) if not self.denied[each.first]]

    def is_denied(self, found: Found) -> bool:
        """Return whether what was found is in the scope of a negation: its first word, for others may deny in it."""
        return self.denied[found.first]

    def within(self, words: Words, span: Found, *, denied: bool | None = None) -> list[Found]:
        """Return where words stand in a part of the text.

        Args:
            words: The words.
            span: The part.
            denied: Whether they must be denied, or must not be; None for either.
        """
        return [
            each
            for each in self.find(words)
            if span.first <= each.first and each.last <= span.last and denied in {None, self.is_denied(each)}
        ]

    def after(self, found: Found, words: Words, most: int = 8) -> list[Found]:
        """Return where words stand in the same sentence, at most so many words after what was found."""
        end = min(self.sentence(found).last, found.last + most)
        return self.within(words, Found(found.last + 1, end))

    def before(self, found: Found, words: Words, most: int = 8) -> list[Found]:
        """Return where words stand in the same sentence, at most so many words before what was found."""
        start = max(self.sentence(found).first, found.first - most)
        return self.within(words, Found(start, found.first - 1))

    def sentence(self, found: Found) -> Found:
        """Return the sentence in which something was found."""
        return self.sentences[bisect_right(self._breaks, found.first) - 1]

    def span(self, found: Found) -> tuple[int, int]:
        """Return where in the text something begins and ends, in characters."""
        last = min(found.last, len(self.ends) - 1)
        return self.starts[found.first], self.ends[last]

    def quoted(self, found: Found) -> str:
        """Return something found as it is written."""
        start, end = self.span(found)
        return self.text[start:end]

    @cached_property
    def sentences(self) -> list[Found]:
        """The sentences, in order."""
        ends = [*self._breaks[1:], len(self.words)]
        return [Found(start, end - 1) for start, end in zip(self._breaks, ends, strict=True)]

    @cached_property
    def denied(self) -> list[bool]:
        """Whether each word is in the scope of a negation."""
        return denied(self.words, self._breaks)

    @cached_property
    def quotes(self) -> list[Quote]:
        """What is in quotation marks."""
        return quotes(plain(self.text))

    def in_quote(self, quote: Quote) -> Found | None:
        """Return the words of a quote, if it has any."""
        first = bisect_right(self.starts, quote.start - 1)
        last = bisect_right(self.starts, quote.end - 1) - 1
        return Found(first, last) if first <= last else None

    def _read(self, text: str) -> None:
        add_word, add_start, add_end = self.words.append, self.starts.append, self.ends.append
        for match in _TOKEN.finditer(text):
            start, end = match.span()
            kind = match.lastgroup
            if kind == "plain" or kind == "word":  # noqa: PLR1714 - most are
                for word in words_of(match[0]):
                    add_word(word)
                    add_start(start)
                    add_end(end)
            elif kind == "link":
                self._read_link(text, start, end)
            else:
                self._read_mark(text, start, end)
        if len(self._breaks) > 1 and self._breaks[-1] == len(self.words):
            self._breaks.pop()

    def _read_link(self, text: str, start: int, end: int) -> None:
        link = text[start:end].rstrip(".,;:!?)'\u2014")
        self.links[len(self.words)] = link
        self._add(LINKED, start, start + len(link))
        if len(link) < end - start and self._ends_sentence(text, end):
            self._breaks.append(len(self.words))

    def _read_mark(self, text: str, start: int, end: int) -> None:
        mark = text[start:end]
        if mark in _ENDS and self._ends_sentence(text, end):
            self._add(mark, start, end)
            self._breaks.append(len(self.words))
        elif mark in '")' and self.words and self._breaks[-1] == len(self.words) and self.ends[-1] == start:
            self._add(mark, start, end)  # what closes a sentence belongs to it
            self._breaks[-1] = len(self.words)
        elif mark != ".":
            self._add("and" if mark in "&+" else mark, start, end)

    def _add(self, word: str, start: int, end: int) -> None:
        self.words.append(word)
        self.starts.append(start)
        self.ends.append(end)

    def without(self, names: Iterable[Sequence[str]]) -> "Reading":
        """Return the same text with words of names that are names, whatever they mean elsewhere.

        Args:
            names: The words of each name.
        """
        named = [span for name in names for span in self._spans(name)]
        if not named:
            return self
        reading = copy(self)
        reading.words = list(self.words)
        for span in named:
            reading.words[span.first : span.last + 1] = [NAMED] * (span.last + 1 - span.first)
        reading._unnamed, reading._names = self, named  # noqa: SLF001 - its own class
        reading._found, reading._kept = self._found, {}  # noqa: SLF001
        return reading

    def _spans(self, name: Sequence[str]) -> Iterator[Found]:
        for index, word in enumerate(self.words):
            if name and word == name[0] and self.words[index : index + len(name)] == list(name):
                yield Found(index, index + len(name) - 1)

    def _ends_sentence(self, text: str, end: int) -> bool:
        """Return whether a sentence ends with the mark before this position."""
        if text[end - 1] == ".":
            before = text[self.starts[-1] : self.ends[-1]] if self.words else ""
            if end < len(text) and not text[end].isspace() and text[end] not in "\"')":
                return False
            if self.words and self.ends[-1] == end - 1 and (len(before) <= _SHORT or before.lower() in _ABBREVIATIONS):
                following = text[end : end + 40].lstrip()
                return not following or (before.isdigit() and following[:1].isupper())
        following = text[end : end + 8]
        closed = following.lstrip("\"')")
        return closed == following or not closed.lstrip()[:1].islower()

    @cached_property
    def _found(self) -> dict[Words, list[Found]]:
        """Where all words stand that rules know, meant or not. Names and addresses are read without asking for it."""
        found: defaultdict[Words, list[Found]] = defaultdict(list)
        meant = list(map(meanings, self.words))
        last = len(meant) - 1
        for index, further in enumerate(map(beginnings, self.words)):
            if further is None:
                continue
            if further.ends:
                here = Found(index, index)
                for words in further.ends:
                    found[words].append(here)
            if index == last:
                break
            if not further.following.isdisjoint(meant[index + 1]):
                _follow(found, meant, index, index + 1, further.after_it)
            if further.following_gap:
                self._follow_gap(found, meant, index, further)
        return dict(found)

    def _meant(self, words: Words) -> Sequence[Found]:
        """Return where words stand without what is not meant or part of a name, in order and each once."""
        if self._unnamed is not None:
            places = self._unnamed.find(words)
            return [each for each in places if not any(_overlaps(each, name) for name in self._names)]
        places = self._found[words]
        others = self._found.get(words.unless, ()) if words.unless else ()
        left = [place for place in places if not any(_covers(other, place) for other in others)] if others else places
        return sorted(set(left)) if len(left) > 1 else left

    def _follow_gap(
        self, found: dict[Words, list[Found]], meant: Sequence[tuple[str, ...]], index: int, further: Continuations
    ) -> None:
        """Add the phrases that go on after a gap."""
        for start in range(index + 1, min(index + 2 + LONGEST_GAP, len(meant))):
            if not further.following_gap.isdisjoint(meant[start]):
                _follow(found, meant, index, start, further.after_gap)
            if self.words[start] in _UNCROSSED:
                break


def _follow(
    found: dict[Words, list[Found]],
    meant: Sequence[tuple[str, ...]],
    first: int,
    index: int,
    ways: Mapping[str, Sequence[tuple[Words, tuple[Step, ...]]]],
) -> None:
    """Add the phrases that go on at a word."""
    for each in meant[index]:
        for words, rest in ways.get(each, ()):
            last = _match(meant, index + 1, rest) if rest else index
            if last is not None:
                found[words].append(Found(first, last))


_UNCROSSED = frozenset(".!?;:\u2022") | NEGATIONS


def _overlaps(one: Found, other: Found) -> bool:
    """Return whether words begin or end within other words."""
    return other.first <= one.first <= other.last or other.first <= one.last <= other.last


def _covers(outer: Found, inner: Found) -> bool:
    return outer.first <= inner.first and inner.last <= outer.last


def _match(meant: Sequence[tuple[str, ...]], index: int, rest: Sequence[Step]) -> int | None:
    """Return the last word of a phrase whose first words have been read, if the rest follows."""
    for step, wanted in enumerate(rest):
        if wanted is None:
            return _match_after_gap(meant, index, rest[step + 1 :])
        if index >= len(meant) or wanted.isdisjoint(meant[index]):
            return None
        index += 1
    return index - 1


def _match_after_gap(meant: Sequence[tuple[str, ...]], index: int, rest: Sequence[Step]) -> int | None:
    for start in range(index, min(index + LONGEST_GAP + 1, len(meant))):
        last = _match(meant, start, rest)
        if last is not None:
            return last
        if meant[start][0] in _UNCROSSED:
            return None
    return None


def first_of(found: Iterable[Found]) -> Found:
    """Return what stands first, and of what begins there the longest."""
    return min(found, key=lambda each: (each.first, -each.last))


@lru_cache(maxsize=8192)
def read(text: str) -> Reading:
    """Return a text as it is read. Rules that read the same text share it."""
    return Reading(text)
