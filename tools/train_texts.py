"""Trains the models that find faulty passages: `uv run --group training python -m tools.train_texts`.

It reads `tests/policies/passages` and the labelled campaigns that the authors of the rules know, never those held out,
and writes `policies/language/passages.json`. Of a faulty campaign it is only known that some sentence is faulty: the
first fit takes all of them, the second the most likely one.
"""

import hashlib
import json
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from policies.core.texts import name_words
from policies.language.passages import FILE, features, sentence_words
from policies.language.reading import read
from tests.policies.labelled_passages import TRAINED_ON, labelled_passages, training_hash
from tests.policies.labelled_texts import labelled_texts

_WEIGHTS = 1500
"""The most weights of a model."""

_RAREST = 3
"""Sentences in which a feature has to be."""

_STRENGTH, _POSITIVE = 0.3, 10.0
"""Inverse of the regularization, and how much a faulty sentence counts more than one that is not."""

_FOLDS = 3
_REFUSED = 8
"""Good campaigns that a model may refuse when it has not been trained on them."""


@dataclass(frozen=True)
class Bag:
    """Sentences of which, if it has a kind, at least one is faulty.

    Attributes:
        name: What tells it from others.
        kind: The kind of its fault; None without one.
        is_campaign: Whether it is a whole campaign that reviewers accept.
        sentences: The features of each sentence.
    """

    name: str
    kind: str | None
    is_campaign: bool
    sentences: list[set[str]]


def bags() -> Iterator[Bag]:
    """Yield the passages and the message flows."""
    for passage in labelled_passages():
        yield Bag(passage.text, passage.kind if passage.is_faulty else None, False, _sentences(passage.text, ""))
    for corpus in TRAINED_ON:
        for text in labelled_texts(corpus):
            if text.verdict != "advise":
                kind = text.kind if text.verdict == "reject" else None
                yield Bag(text.id, kind, kind is None, _sentences(text.message_flow, text.business.name))


def _sentences(text: str, business: str) -> list[set[str]]:
    reading = read(text.strip()).without([name_words(business)] if business else [])
    return [features(sentence_words(reading, each)) for each in reading.sentences]


class Trainer:
    """The sentences of all bags, and how a model is fitted to them."""

    def __init__(self, found: Sequence[Bag]) -> None:
        self.bags = found
        self.bag_of = np.array([index for index, bag in enumerate(found) for _ in bag.sentences])
        vectorizer = DictVectorizer(dtype=np.float32)
        rows = (dict.fromkeys(sorted(each), 1) for bag in found for each in bag.sentences)
        matrix = vectorizer.fit_transform(rows).tocsr()
        common = np.asarray((matrix > 0).sum(0)).ravel() >= _RAREST
        self.matrix, self.names = matrix[:, common], np.array(vectorizer.feature_names_)[common]
        self.fold = np.array([int(hashlib.sha256(bag.name.encode()).hexdigest(), 16) % _FOLDS for bag in found])
        self.is_good = np.array([bag.is_campaign for bag in found])

    def model(self, kind: str) -> dict[str, Any]:
        """Return the model of a kind of fault."""
        is_faulty = np.array([bag.kind == kind for bag in self.bags])
        unseen = np.zeros(len(self.bags))
        for fold in range(_FOLDS):
            scores = self._scores(*self._fit(is_faulty, self.fold != fold))
            unseen[self.fold == fold] = scores[self.fold == fold]
        good, faulty = np.sort(unseen[self.is_good])[::-1], unseen[is_faulty]
        chosen, classifier = self._fit(is_faulty, np.ones(len(self.bags), dtype=bool))
        rounded = np.round(classifier.coef_[0] * 100)
        known = np.full(len(self.bags), -np.inf)
        np.maximum.at(known, self.bag_of, self.matrix[:, chosen] @ rounded + round(classifier.intercept_[0] * 100))
        certain = max(_hundredths(good[_REFUSED]), int(np.sort(known[self.is_good])[-2]))
        weights = {
            str(self.names[index]): _hundredths(weight)
            for index, weight in zip(chosen, classifier.coef_[0], strict=True)
            if _hundredths(weight)
        }
        print(
            f"{kind}: {is_faulty.sum()} faulty, {(faulty * 100 > certain).mean():.0%} of them found unseen, "
            f"{len(weights)} weights; next good ones {np.round(good[:5], 2)}"
        )
        return {
            "bias": _hundredths(classifier.intercept_[0]),
            "certain": certain + 1,
            "weights": dict(sorted(weights.items())),
        }

    def _fit(self, is_faulty: Any, of: Any) -> tuple[Any, Any]:
        """Fit to some bags. Return the features chosen, and the classifier that knows only them."""
        rows = np.flatnonzero(of[self.bag_of])
        classifier = self._fit_features(slice(None), is_faulty, rows)
        frequency = np.sqrt(np.asarray(self.matrix[rows].sum(0)).ravel())
        ranks = np.argsort(-np.round(np.abs(classifier.coef_[0]) * frequency, 4), kind="stable")
        chosen = np.sort(ranks[:_WEIGHTS])
        return chosen, self._fit_features(chosen, is_faulty, rows)

    def _fit_features(self, chosen: Any, is_faulty: Any, rows: Any) -> Any:
        matrix, bag_of = self.matrix[rows][:, chosen], self.bag_of[rows]
        label = is_faulty[bag_of].astype(int)
        share = 1 / np.bincount(bag_of)[bag_of]
        classifier = _classifier().fit(matrix, label, np.where(label, share * _POSITIVE, 1.0))
        scores = classifier.decision_function(matrix)
        highest = np.full(len(self.bags), -np.inf)
        np.maximum.at(highest, bag_of, scores)
        likeliest = (scores == highest[bag_of]) & (label == 1)
        kept = likeliest | (label == 0)
        return _classifier().fit(matrix[kept], likeliest[kept].astype(int), np.where(likeliest[kept], _POSITIVE, 1.0))

    def _scores(self, chosen: Any, classifier: Any) -> Any:
        scores = np.full(len(self.bags), -np.inf)
        np.maximum.at(scores, self.bag_of, classifier.decision_function(self.matrix[:, chosen]))
        return scores


def _classifier() -> Any:
    return LogisticRegression(C=_STRENGTH, solver="liblinear", tol=1e-2)


def _hundredths(number: float) -> int:
    return round(float(number) * 100)


def main() -> None:
    """Train a model of each kind, and write all."""
    trainer = Trainer(list(bags()))
    kinds = dict.fromkeys(each.kind for each in labelled_passages())
    models = {kind: trainer.model(kind) for kind in kinds}
    content = {"trained_on": training_hash(), "models": models}
    FILE.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main()
