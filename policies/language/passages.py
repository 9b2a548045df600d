"""Passages that reviewers object to, whatever their words: how likely a sentence is one.

People say the same fault in endless ways, and lists of phrases know those that their authors thought of. A linear model
adds up what the words of a sentence, and each two neighbors among them, say for and against a fault. A second one adds
up what the whole text says: its sentences' scores for every kind of fault, and its words. So a sentence that leaves a
doubt is excused by one that says how the customer agrees.
`python -m tools.train_texts` trains both on labelled passages and campaigns, and writes the weights into
`passages.json` beside this file. The same words give the same sum everywhere: all numbers are integers.
"""

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import mul
from pathlib import Path
from typing import Any

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
def trained() -> Any:
    """Return what training has found: the content of `passages.json`, half a megabyte, parsed once."""
    return json.loads(FILE.read_text("utf-8"))


@cache
def models() -> dict[str, Model]:
    """Return what is known of each kind of fault."""
    return {kind: Model(**content) for kind, content in trained()["models"].items()}


def is_word(feature: str) -> bool:
    """Return whether a feature of a sentence is one word or concept, not two neighbors."""
    return " " not in feature


def features(words: tuple[str, ...]) -> frozenset[str]:
    """Return what a sentence consists of: its words and their concepts, alone and beside the next word.

    Args:
        words: The words of a sentence, those that are denied with a `!`.
    """
    return frozenset().union(*_by_word(words, _of_word))


@lru_cache(maxsize=8192)
def weighed_features(words: tuple[str, ...]) -> frozenset[str]:
    """Return the same without the features to which no model gives a weight: most of them.

    Args:
        words: The words of a sentence, those that are denied with a `!`.
    """
    return frozenset().union(*_by_word(words, _weighed_of_word))


def _by_word(words: tuple[str, ...], of_word: Callable[[str, str, bool], tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Yield the features of a sentence, word by word."""
    before, is_question = "", any(word.endswith("?") for word in words[-2:])
    for word in words:
        yield of_word(before, word, is_question)
        before = word


@lru_cache(maxsize=65536)
def _weighed_of_word(before: str, word: str, is_question: bool) -> tuple[str, ...]:  # noqa: FBT001 - a cache is faster by position
    weighed = _weighed()
    return tuple(each for each in _of_word(before, word, is_question) if each in weighed)


def _of_word(before: str, word: str, is_question: bool) -> tuple[str, ...]:  # noqa: FBT001
    """Return the features that a sentence has by one of its words, alone and beside the word before it, if any."""
    known, known_before = _known_as(word.removeprefix("!")), _known_as(before.removeprefix("!"))
    mark = "!" if word.startswith("!") else "?" if is_question else ""
    denial = "!" if word.startswith("!") or before.startswith("!") else ""
    return (
        *(mark + each for each in known),
        *(f"{denial}{first} {second}" for first in known_before for second in known),
    )


@lru_cache(maxsize=32768)
def _known_as(word: str) -> tuple[str, ...]:
    return known_as(word) if word else ()


@cache
def _weighed() -> frozenset[str]:
    """Return the features to which any model gives a weight."""
    everything = (*trained()["models"].values(), *trained()["whole_texts"].values())
    return frozenset(name for model in everything for name in (*model["weights"], *model.get("words", ())))


def sentence_words(reading: Reading, sentence: Found) -> tuple[str, ...]:
    """Return the words of a sentence that count, those that are denied, or were so once, with a `!`."""
    here = slice(sentence.first, sentence.last + 1)
    words, denied = reading.words[here], reading.denied[here]
    if reading.within(_PAST, sentence):
        denied = [True] * len(words)
    pairs = zip(words, denied, strict=True)
    return tuple([f"!{word}" if is_denied else word for word, is_denied in pairs if word not in _IGNORED])


@lru_cache(maxsize=2048)
def words_by_sentence(reading: Reading) -> tuple[tuple[str, ...], ...]:
    """Return the words that count of each sentence of a text, as `sentence_words` does."""
    return tuple(sentence_words(reading, each) for each in reading.sentences)


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
    scores = [_scores(words) for words in words_by_sentence(reading)]
    by_kind = list(zip(*(each.of for each in scores), strict=True))
    worst = [max(zip(of_sentences, reading.sentences, strict=True)) for of_sentences in by_kind]
    highest = [score for score, _ in worst]
    mean = [mean_of(of_sentences) for of_sentences in by_kind]
    words = frozenset[str]().union(*(each.words for each in scores))
    of_words = _added(_word_weights(), words, [0] * len(worst))
    found = {}
    for kind, of_highest, of_mean, of_all_words, (score, sentence) in zip(
        models(), *_sentence_weights(), of_words, worst, strict=True
    ):
        of_sentences = sum(map(mul, of_highest, highest)) + sum(map(mul, of_mean, mean))
        found[kind] = _Judged(sentence, score, of_sentences + of_all_words)
    return found


def mean_of(scores: Sequence[int]) -> int:
    """Return the mean of the sentences' scores, rounded down."""
    return sum(scores) // len(scores)


@dataclass(frozen=True)
class _Scores:
    """A sentence's score for each kind of fault, in the order of the models, and its words that have a weight."""

    of: tuple[int, ...]
    words: Collection[str]


@lru_cache(maxsize=32768)
def _scores(words: tuple[str, ...]) -> _Scores:
    found = weighed_features(words)
    biases = [model.bias for model in models().values()]
    return _Scores(_added(_feature_weights(), found, biases), found & _word_weights().keys())


_Weights = Mapping[str, tuple[int, ...]]
"""By word or feature, what it adds for each kind of fault, in the order of the models."""


def _added(weights: _Weights, found: Collection[str], to: Sequence[int]) -> tuple[int, ...]:
    """Return sums, one for each kind of fault, with the weights of what was found."""
    return tuple(map(sum, zip(to, *map(weights.__getitem__, weights.keys() & found), strict=True)))


@cache
def _feature_weights() -> _Weights:
    return _by_name([model.weights for model in models().values()])


@cache
def _word_weights() -> _Weights:
    return _by_name([model.words for model in models().values()])


@cache
def _sentence_weights() -> tuple[Sequence[Sequence[int]], Sequence[Sequence[int]]]:
    """Return for each kind of fault what the highest, and the mean, score for each kind add to a text's."""
    known = models()
    return (
        [[model.highest[each] for each in known] for model in known.values()],
        [[model.mean[each] for each in known] for model in known.values()],
    )


def _by_name(of_kinds: Sequence[Mapping[str, int]]) -> _Weights:
    names = dict.fromkeys(name for weights in of_kinds for name in weights)
    return {name: tuple(weights.get(name, 0) for weights in of_kinds) for name in names}
