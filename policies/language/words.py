"""What rules look for: words in every form, and phrases of them.

    BOX = Words("box", "checkbox", "tick|check mark", "leave .. blank")

A word also stands for its forms (`boxes`, `ticked`) unless a `=` precedes it. In a phrase, `|` separates
alternatives, `_` joins words of one alternative (`can_not|unable`), `..` skips up to four words, `*` is any word and
`#` any number. Hyphens do not count: `opt in` is also `opt-in`.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from policies.language.inflection import bases, listed

GAP, ANY, NUMBER, EXACT = "..", "*", "#", "="
LONGEST_GAP = 4
"""The most words that a gap skips."""

NUMBERS = listed("one two three four five six seven eight nine ten eleven twelve few couple several")
"""Numbers that are written as words."""

NAMED = "<name>"
"""Stands for a word of the business's name."""

_ONLY_ITSELF = listed(
    "a about after all an and any as at be before but by can do for from i if in into is it may me my must no nor not"
    " of off on only or other our out over own part shall so than that the their them they this to under until up us"
    " we what when who will with without would you your"
)
"""Words that are written in one form only."""

Step = frozenset[str] | None
"""What may stand next, or None for a gap."""


class Words:
    """Words and phrases with one meaning for a rule. Create them once, where a module is loaded."""

    def __init__(self, *phrases: str, unless: "Words | None" = None) -> None:
        """Make them known.

        Args:
            phrases: The words and phrases.
            unless: Words that are not meant: what is part of one of them is not found.
        """
        self.unless = unless
        for phrase in phrases:
            for written in _written_out(phrase) if "_" in phrase else (phrase,):
                first, _, rest = written.partition(" ")
                for alternative in first.split("|"):
                    _KNOWN[alternative].append((self, rest))
        beginnings.cache_clear()


@dataclass
class Continuations:
    """How phrases go on after their first word.

    Attributes:
        ends: Those that end with it.
        after_it: By what stands next, those that go on, each with what remains.
        after_gap: By what stands after a gap, those that go on, each with what remains.
        following: What may stand next.
        following_gap: What may stand after a gap.
    """

    ends: list[Words] = field(default_factory=list)
    after_it: dict[str, list[tuple[Words, tuple[Step, ...]]]] = field(default_factory=dict)
    after_gap: dict[str, list[tuple[Words, tuple[Step, ...]]]] = field(default_factory=dict)
    following: frozenset[str] = frozenset()
    following_gap: frozenset[str] = frozenset()


_KNOWN: defaultdict[str, list[tuple[Words, str]]] = defaultdict(list)


@lru_cache(maxsize=32768)
def beginnings(word: str) -> Continuations | None:
    """Return how the phrases go on that begin with a word; None if there are none.

    Phrases are taken apart when a text has their first word: most texts have few of them.

    Args:
        word: A word or mark in lower case.
    """
    phrases = [phrase for meaning in meanings(word) if meaning in _KNOWN for phrase in _KNOWN[meaning]]
    return _continuations(phrases) if phrases else None


@lru_cache(maxsize=32768)
def meanings(word: str) -> tuple[str, ...]:
    """Return everything in a phrase that a word of a text may stand for.

    Args:
        word: A word or mark in lower case.
    """
    found = [word, EXACT + word]
    found += [base for base in bases(word) if base not in _ONLY_ITSELF] if word not in _ONLY_ITSELF else []
    if word[0].isdigit() or word in NUMBERS:
        found.append(NUMBER)
    if word[0].isalnum() or word == NAMED:
        found.append(ANY)
    return tuple(found)


def _continuations(phrases: list[tuple[Words, str]]) -> Continuations:
    found = Continuations()
    for words, rest in phrases:
        if not rest:
            found.ends.append(words)
            continue
        step, *remaining = _steps(rest)
        ways, tail = (found.after_it, tuple(remaining)) if step is not None else (found.after_gap, tuple(remaining[1:]))
        for each in (step if step is not None else remaining[0]) or ():
            ways.setdefault(each, []).append((words, tail))
    found.following, found.following_gap = frozenset(found.after_it), frozenset(found.after_gap)
    return found


@lru_cache(maxsize=16384)
def _steps(written: str) -> tuple[Step, ...]:
    return tuple(None if step == GAP else frozenset(step.split("|")) for step in written.split(" "))


def _written_out(phrase: str) -> Iterator[str]:
    """Yield a phrase once for each alternative of several words."""
    written = [""]
    for step in phrase.split(" "):
        alternatives = step.split("|")
        single = "|".join(each for each in alternatives if "_" not in each)
        ways = [*([single] if single else []), *(each.replace("_", " ") for each in alternatives if "_" in each)]
        written = [f"{before} {way}".lstrip() for before in written for way in ways]
    yield from written
