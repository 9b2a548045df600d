"""Texts that as a whole have a fault, whatever their words: a description that says little, consent without its script.

One linear model adds up what the words of a text, and each two neighbors among them, say for and against a fault. It
fits faults that no single sentence has. `python -m tools.train_texts` trains it on labelled campaigns and writes its
weights into `passages.json`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from policies.language.passages import features, sentence_words, trained, weighed_features, words_by_sentence
from policies.language.reading import Found, Reading


@dataclass(frozen=True)
class WholeText:
    """What is known of one kind of fault, in hundredths.

    Attributes:
        bias: The score of a text without words.
        weights: What a feature adds to it, wherever it is in the text.
    """

    bias: int
    weights: dict[str, int]


@cache
def whole_texts() -> dict[str, WholeText]:
    """Return what is known of each kind of fault."""
    return {kind: WholeText(**model) for kind, model in trained()["whole_texts"].items()}


def features_by_sentence(reading: Reading) -> Iterator[tuple[Found, frozenset[str]]]:
    """Yield the sentences of a text with their features."""
    for sentence in reading.sentences:
        yield sentence, features(sentence_words(reading, sentence))


@lru_cache(maxsize=2048)
def faulty_as_a_whole(reading: Reading, kind: str) -> Found | None:
    """Return the sentence that says most for a fault, if the text as a whole is more likely to have it than not.

    Args:
        reading: A text.
        kind: The kind of fault.
    """
    model = whole_texts()[kind]
    found = [
        (sentence, weighed_features(words))
        for sentence, words in zip(reading.sentences, words_by_sentence(reading), strict=True)
    ]
    score = model.bias + _sum(model, frozenset().union(*(each for _, each in found)))
    if score < 0:
        return None
    return max(found, key=lambda each: _sum(model, each[1]))[0]


def _sum(model: WholeText, found: frozenset[str]) -> int:
    return sum(map(model.weights.__getitem__, model.weights.keys() & found))
