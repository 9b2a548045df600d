"""The words that a word may be a form of: `ticks`, `ticked` and `ticking` are forms of `tick`.

English adds few endings, so they are taken off; only a table of irregular verbs and nouns is needed. What comes out may
be no word at all, such as `thr` for `three`: nobody looks for it.
"""

from collections.abc import Iterator
from functools import lru_cache

_IRREGULAR = {
    "become": "became",
    "begin": "began begun",
    "bind": "bound",
    "bring": "brought",
    "buy": "bought",
    "child": "children",
    "choose": "chose chosen",
    "come": "came",
    "deal": "dealt",
    "draw": "drew drawn",
    "fall": "fell fallen",
    "feed": "fed",
    "find": "found",
    "forbid": "forbade forbidden",
    "forgo": "forgoes forwent forgone",
    "get": "got gotten",
    "give": "gave given",
    "go": "goes went gone",
    "have": "has had",
    "hear": "heard",
    "hold": "held",
    "keep": "kept",
    "know": "knew known",
    "leave": "left",
    "lend": "lent",
    "lose": "lost",
    "make": "made",
    "man": "men",
    "mean": "meant",
    "meet": "met",
    "pay": "paid",
    "person": "people persons",
    "ring": "rang rung",
    "run": "ran",
    "say": "said",
    "see": "saw seen",
    "sell": "sold",
    "send": "sent",
    "show": "shown",
    "speak": "spoke spoken",
    "take": "took taken",
    "teach": "taught",
    "tell": "told",
    "think": "thought",
    "understand": "understood",
    "wife": "wives",
    "win": "won",
    "withdraw": "withdrew withdrawn",
    "withhold": "withheld",
    "woman": "women",
    "write": "wrote written",
}
_BASES = {form: base for base, forms in _IRREGULAR.items() for form in forms.split()}
_SHORTEST = 3


def listed(words: str) -> frozenset[str]:
    """Return the words of a list that is written with spaces."""
    return frozenset(words.split())


@lru_cache(maxsize=32768)
def bases(word: str) -> tuple[str, ...]:
    """Return the words that a word may be a form of, except itself.

    Args:
        word: A word in lower case.
    """
    if len(word) <= _SHORTEST or not word.isalpha():
        return (_BASES[word],) if word in _BASES else ()
    return tuple(dict.fromkeys(_bases(word)))


def _bases(word: str) -> Iterator[str]:
    if word in _BASES:
        yield _BASES[word]
    if word.endswith(("ies", "ied")):
        yield f"{word[:-3]}y"
    if word.endswith("s") and not word.endswith("ss"):
        yield word[:-1]
        if word.endswith("es"):
            yield word[:-2]
    for ending in ("ed", "ing"):
        if word.endswith(ending):
            stem = word.removesuffix(ending)
            yield stem
            yield f"{stem}e"
            if stem[-1:] == stem[-2:-1]:
                yield stem[:-1]
