"""Passages that reviewers object to, whatever their words: how likely a sentence is one.

People say the same fault in endless ways, and lists of phrases know those that their authors thought of. A linear model
adds up what the words of a sentence, and each two neighbors among them, say for and against a fault.
`python -m tools.train_texts` trains it on labelled passages and writes the weights into `passages.json` beside this
file. The same words give the same sum everywhere: weights are whole hundredths.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from policies.language.concepts import known_as
from policies.language.reading import Found, Reading
from policies.language.words import Words

FILE = Path(__file__).with_name("passages.json")
"""Where the weights are."""

_PAST = Words("used to", "in the old days", "no longer", unless=Words("is|are|be|being|only|get|been used to"))
"""What was so once and is denied by saying so."""

_IGNORED = frozenset(["a", "an", "the", "of", ",", '"', "'", "(", ")", "-", "!"])


@dataclass(frozen=True)
class Model:
    """What is known of one kind of fault. All numbers are hundredths.

    Attributes:
        bias: The score of a sentence without words.
        certain: The least score of a sentence that is taken for faulty.
        weights: What a feature of a sentence adds to its score.
    """

    bias: int
    certain: int
    weights: dict[str, int]


@cache
def models() -> dict[str, Model]:
    """Return what is known of each kind of fault."""
    return {kind: Model(**content) for kind, content in json.loads(FILE.read_text("utf-8"))["models"].items()}


def features(words: Sequence[str]) -> set[str]:
    """Return what a sentence consists of: its words and their concepts, alone and beside the next word.

    Args:
        words: The words of a sentence, those that are denied with a `!`.
    """
    found: set[str] = set()
    before: tuple[str, ...] = ()
    was_denied = False
    is_question = any(word.endswith("?") for word in words[-2:])
    for word in words:
        bare = word.removeprefix("!")
        known, is_denied = _known_as(bare), bare is not word
        mark = "!" if is_denied else "?" if is_question else ""
        found.update([mark + each for each in known])
        mark = "!" if is_denied or was_denied else ""
        found.update([f"{mark}{first} {second}" for first in before for second in known])
        before, was_denied = known, is_denied
    return found


_known_as = lru_cache(maxsize=32768)(known_as)


def sentence_words(reading: Reading, sentence: Found) -> tuple[str, ...]:
    """Return the words of a sentence that count, those that are denied, or were so once, with a `!`."""
    was_once = bool(reading.within(_PAST, sentence))
    return tuple(
        f"!{word}" if was_once or reading.denied[index] else word
        for index, word in enumerate(reading.words[sentence.first : sentence.last + 1], sentence.first)
        if word not in _IGNORED
    )


def faulty(reading: Reading, kind: str) -> Found | None:
    """Return the sentence that is most likely faulty, if it is likely enough.

    Args:
        reading: A text.
        kind: The kind of fault.
    """
    score, sentence = max((scores[kind], sentence) for scores, sentence in _sentences(reading))
    return sentence if score >= models()[kind].certain else None


@lru_cache(maxsize=2048)
def _sentences(reading: Reading) -> list[tuple[Mapping[str, int], Found]]:
    """Return each sentence of a text with its scores. Rules on different kinds of fault share them."""
    return [(_scores(sentence_words(reading, each)), each) for each in reading.sentences]


@lru_cache(maxsize=32768)
def _scores(words: tuple[str, ...]) -> dict[str, int]:
    """Return the score of a sentence for each kind of fault."""
    scores = {kind: model.bias for kind, model in models().items()}
    for feature in features(words):
        for kind, weight in _weights().get(feature, ()):
            scores[kind] += weight
    return scores


@cache
def _weights() -> dict[str, list[tuple[str, int]]]:
    """Return the weights of each feature, each with the kind of fault."""
    found: dict[str, list[tuple[str, int]]] = {}
    for kind, model in models().items():
        for feature, weight in model.weights.items():
            found.setdefault(feature, []).append((kind, weight))
    return found
