"""Passages that reviewers object to, whatever their words: how likely a sentence is one.

People say the same fault in endless ways, and lists of phrases know those that their authors thought of. A linear model
adds up what the words of a sentence, and each two neighbors among them, say for and against a fault. A second one adds
up what the whole text says: its sentences' scores for every kind of fault, and its words. So a sentence that leaves a
doubt is excused by one that says how the customer agrees.
`python -m tools.train_texts` trains both on labelled passages and campaigns, and writes the weights into
`passages.json` beside this file. The same words give the same sum everywhere: all numbers are integers.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from policies.language.concepts import known_as
from policies.language.reading import Found, Reading
from policies.language.words import Words

FILE = Path(__file__).with_name("passages.json")
"""Where the weights are."""

DOUBT = 6000
"""Ten-thousandths that a text may lack to be taken for faulty, and yet be so by one plain sentence.

Measured on texts on which no model was trained: it spares 7 of 78 good ones that were refused, and loses 2 of 505
faulty ones.
"""

_PAST = Words("used to", "in the old days", "no longer", unless=Words("is|are|be|being|only|get|been used to"))
"""What was so once and is denied by saying so."""

_IGNORED = frozenset(["a", "an", "the", "of", ",", '"', "'", "(", ")", "-", "!"])


@dataclass(frozen=True)
class Model:
    """What is known of one kind of fault. The numbers of sentences are hundredths, those of texts ten-thousandths.

    Attributes:
        bias: The score of a sentence without words.
        weights: What a feature of a sentence adds to its score.
        plain: The least score of a sentence that makes a text faulty, unless the text speaks against it: see `DOUBT`.
        certain: The least score of a text that is taken for faulty.
        highest: What each hundredth of the highest score among its sentences adds to a text's, by kind of fault.
        mean: What each hundredth of their mean score adds, by kind of fault.
        words: What each word or concept in a text adds.
    """

    bias: int
    weights: dict[str, int]
    plain: int
    certain: int
    highest: dict[str, int]
    mean: dict[str, int]
    words: dict[str, int]


@cache
def models() -> dict[str, Model]:
    """Return what is known of each kind of fault."""
    return {kind: Model(**content) for kind, content in json.loads(FILE.read_text("utf-8"))["models"].items()}


def is_word(feature: str) -> bool:
    """Return whether a feature of a sentence is one word or concept, not two neighbors."""
    return " " not in feature


@lru_cache(maxsize=8192)
def features(words: tuple[str, ...]) -> frozenset[str]:
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
    return frozenset(found)


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
    """Return the sentence that is most likely faulty, if it or the whole text is likely enough to have that fault.

    Args:
        reading: A text.
        kind: The kind of fault.
    """
    judged, model = _judged(reading)[kind], models()[kind]
    is_plain = judged.of_worst >= model.plain and judged.of_text >= model.certain - DOUBT
    return judged.worst if is_plain or judged.of_text >= model.certain else None


@dataclass(frozen=True)
class _Judged:
    """The sentence of a text that is most likely to have a fault, and the scores of both."""

    worst: Found
    of_worst: int
    of_text: int


@lru_cache(maxsize=2048)
def _judged(reading: Reading) -> dict[str, _Judged]:
    """Return what is known of a text for each kind of fault."""
    known = models()
    sentences = [(_scores(sentence_words(reading, each)), each) for each in reading.sentences]
    worst = {kind: max((scores.of[kind], sentence) for scores, sentence in sentences) for kind in known}
    mean = {kind: mean_of([scores.of[kind] for scores, _ in sentences]) for kind in known}
    words = frozenset().union(*(scores.words for scores, _ in sentences))
    found = {}
    for kind, model in known.items():
        of_sentences = sum(model.highest[each] * worst[each][0] + model.mean[each] * mean[each] for each in known)
        of_words = sum(model.words[word] for word in words if word in model.words)
        found[kind] = _Judged(worst[kind][1], worst[kind][0], of_sentences + of_words)
    return found


def mean_of(scores: Sequence[int]) -> int:
    """Return the mean of the sentences' scores, rounded down."""
    return sum(scores) // len(scores)


@dataclass(frozen=True)
class _Scores:
    """A sentence's score for each kind of fault, and its words and concepts."""

    of: dict[str, int]
    words: frozenset[str]


@lru_cache(maxsize=32768)
def _scores(words: tuple[str, ...]) -> _Scores:
    found = features(words)
    scores = {kind: model.bias for kind, model in models().items()}
    for feature in found:
        for kind, weight in _weights().get(feature, ()):
            scores[kind] += weight
    return _Scores(scores, frozenset(filter(is_word, found)))


@cache
def _weights() -> dict[str, list[tuple[str, int]]]:
    """Return the weights of each feature, each with the kind of fault."""
    found: dict[str, list[tuple[str, int]]] = {}
    for kind, model in models().items():
        for feature, weight in model.weights.items():
            found.setdefault(feature, []).append((kind, weight))
    return found
