"""Trains the models that find faulty passages: `uv run --group training python -m tools.train_texts`.

It reads `tests/policies/passages` and the labelled campaigns that the authors of the rules know, never those held out,
and writes `policies/language/passages.json`. Of a faulty campaign it is only known that some sentence is faulty: the
first fit takes all of them, the second the most likely one. What a whole text says is weighed by a second model.
Faults that no single sentence has are those of `tools.train_whole_texts`.
"""

import json
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import coo_matrix, csr_matrix, hstack, vstack
from sklearn.linear_model import LogisticRegression

from policies.core.texts import name_words
from policies.language.passages import FILE, features, is_word, sentence_words
from policies.language.reading import read
from tests.policies.labelled_passages import TRAINED_ON, labelled_passages, training_hash
from tests.policies.labelled_texts import labelled_texts
from tools.linear_models import fold_of, in_hundredths, matrix_of, strongest
from tools.train_whole_texts import whole_text_models

_WEIGHTS = 1500
"""The most weights of a model of sentences."""

_RAREST, _RAREST_WORD = 3, 15
"""Sentences in which a feature has to be, and campaigns in which a word has to be."""

_STRENGTH, _POSITIVE = 0.3, 10.0
"""Inverse of the regularization, and how much a faulty sentence counts more than one that is not."""

_STRENGTH_OF_TEXTS = 0.01
"""The same for the model of whole texts, whose scores are scaled to a deviation of one."""

_PLAIN_WORDS, _WEIGHT_OF_ADDED = 16, 0.5
"""The most words of a passage that is added to a good campaign, and how much that counts, of a campaign."""

_FOLDS = 4
_REFUSED_IN = 250
"""One in so many good campaigns may be refused by a model that has not been trained on it."""

_OUTLIERS = 2
"""Good campaigns, of all on which a model is trained, that may score higher than its threshold."""

_MARGIN = 6000
"""Ten-thousandths by which texts of authors whom no model knows score higher than those of the other ones."""

_TEN_THOUSAND = 10_000


@dataclass(frozen=True)
class Bag:
    """Sentences of which, if it has a kind, at least one is faulty.

    Attributes:
        name: What tells it from others.
        kind: The kind of its fault; None without one.
        verdict: What reviewers say of a whole campaign; None for a passage.
        sentences: The features of each sentence.
    """

    name: str
    kind: str | None
    verdict: str | None
    sentences: list[frozenset[str]]


def bags() -> Iterator[Bag]:
    """Yield the passages and the message flows."""
    for passage in labelled_passages():
        yield Bag(passage.text, passage.kind if passage.is_faulty else None, None, _sentences(passage.text, ""))
    for corpus in TRAINED_ON:
        for text in labelled_texts(corpus):
            if text.verdict != "advise":
                kind = text.kind if text.verdict == "reject" else None
                yield Bag(text.id, kind, text.verdict, _sentences(text.message_flow, text.business.name))


def _sentences(text: str, business: str) -> list[frozenset[str]]:
    reading = read(text.strip()).without([name_words(business)] if business else [])
    return [features(sentence_words(reading, each)) for each in reading.sentences]


class Trainer:
    """The sentences of all bags, and how models are fitted to them.

    Of each campaign the model of texts sees the scores that its sentences get from models of sentences that were not
    trained on it. Otherwise it would trust these scores more than those of a text that nobody has seen deserve.
    """

    def __init__(self, found: Sequence[Bag]) -> None:
        self.bags = found
        self.bag_of = np.array([index for index, bag in enumerate(found) for _ in bag.sentences])
        self.matrix, self.names = matrix_of((each for bag in found for each in bag.sentences), _RAREST)
        self.fold = np.array([fold_of(bag.name, _FOLDS) for bag in found])
        self.is_good = np.array([bag.verdict == "accept" for bag in found])
        self.is_campaign = np.array([bag.verdict is not None for bag in found])
        self.kinds = list(dict.fromkeys(each.kind for each in labelled_passages()))
        self.words, self.has_word = self._words()
        self.hosts, self.added = self._added()

    def _added(self) -> tuple[Any, Any]:
        """Return good campaigns and for each of them a passage of its fold that is added to its flow.

        So the model of texts learns that one plain sentence makes a flow faulty that is right otherwise.
        """
        passages = np.array(
            [
                index
                for index, bag in enumerate(self.bags)
                if bag.verdict is None and len(bag.name.split()) <= _PLAIN_WORDS
            ]
        )
        hosts = {fold: np.flatnonzero(self.is_good & (self.fold == fold)) for fold in range(_FOLDS)}
        chosen = [
            hosts[self.fold[passage]][index % len(hosts[self.fold[passage]])] for index, passage in enumerate(passages)
        ]
        return np.array(chosen), passages

    def _words(self) -> tuple[Any, Any]:
        """Return the words that are in enough campaigns, and which bag has which."""
        words = np.flatnonzero([is_word(name) for name in self.names])
        of_sentence = coo_matrix((np.ones(len(self.bag_of)), (self.bag_of, np.arange(len(self.bag_of)))))
        has_word = ((of_sentence.tocsr() @ self.matrix[:, words]) > 0).astype(np.float32)
        common = np.asarray(has_word[self.is_campaign].sum(0)).ravel() >= _RAREST_WORD
        return self.names[words][common], has_word[:, common]

    def models(self) -> dict[str, dict[str, Any]]:
        """Return the model of each kind of fault."""
        everything: Any = np.ones(len(self.bags), dtype=bool)
        of_sentences = {kind: self._model_of_sentences(kind, everything) for kind in self.kinds}
        unseen = np.stack([self._unseen_scores(kind) for kind in self.kinds])
        known = np.stack([self._scores(of_sentences[kind]) for kind in self.kinds])
        unseen_summary, known_summary = self._summary(unseen), self._summary(known)
        return {
            kind: {
                "bias": of_sentences[kind][2],
                "weights": {
                    str(self.names[index]): int(weight)
                    for index, weight in zip(*of_sentences[kind][:2], strict=True)
                    if weight
                },
                "plain": self._plain(unseen_summary[:, column], known_summary[:, column]),
                **self._model_of_texts(kind, unseen_summary, known_summary),
            }
            for column, kind in enumerate(self.kinds)
        }

    def _plain(self, unseen: Any, known: Any) -> int:
        """Return a score that few good campaigns reach, if their sentences were not trained on, and none otherwise."""
        return 1 + max(self._few(unseen), int(known[self.is_good].max()))

    def _few(self, scores: Any) -> int:
        """Return the score that one in `_REFUSED_IN` good campaigns exceeds."""
        good = np.sort(scores[self.is_good])
        return int(good[-len(good) // _REFUSED_IN - 1])

    def _unseen_scores(self, kind: str) -> Any:
        """Return the score of each sentence, by the model that was not trained on its bag."""
        scores: Any = np.zeros(len(self.bag_of), dtype=int)
        for fold in range(_FOLDS):
            here = self.fold[self.bag_of] == fold
            scores[here] = self._scores(self._model_of_sentences(kind, self.fold != fold))[here]
        return scores

    def _model_of_sentences(self, kind: str, of: Any) -> tuple[Any, Any, int]:
        """Fit to some bags. Return the features chosen, and their weights and the bias in hundredths."""
        is_faulty = np.array([bag.kind == kind for bag in self.bags])
        rows = np.flatnonzero(of[self.bag_of])
        classifier = self._fit_features(slice(None), is_faulty, rows)
        chosen = strongest(classifier, self.matrix[rows], _WEIGHTS)
        return chosen, *in_hundredths(self._fit_features(chosen, is_faulty, rows))

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

    def _scores(self, model: tuple[Any, Any, int]) -> Any:
        chosen, weights, bias = model
        return np.round(self.matrix[:, chosen] @ weights).astype(int) + bias

    def _summary(self, scores: Any) -> Any:
        """Return of each bag, for each kind of fault, the highest score among its sentences, then their mean."""
        highest = np.full((len(self.bags), len(self.kinds)), np.iinfo(int).min)
        for column, of_kind in enumerate(scores):
            np.maximum.at(highest[:, column], self.bag_of, of_kind)
        sums = np.stack([np.bincount(self.bag_of, of_kind) for of_kind in scores], axis=1)
        counts = np.bincount(self.bag_of)[:, None]
        return np.hstack([highest, np.floor_divide(sums, counts)])

    def _model_of_texts(self, kind: str, unseen: Any, known: Any) -> dict[str, Any]:
        """Fit to the campaigns.

        Args:
            kind: The kind of fault.
            unseen: The scores of their sentences by models that were not trained on them.
            known: The same by those that are shipped.
        """
        is_faulty = np.array([bag.kind == kind for bag in self.bags])
        by_fold = np.zeros(len(self.bags))
        for fold in range(_FOLDS):
            model = self._fit_texts(is_faulty, unseen, self.is_campaign & (self.fold != fold))
            here = self.fold == fold
            by_fold[here] = (unseen[here] @ model[0]) + (self.has_word[here] @ model[1]) + model[2]
        scores, words, bias = self._fit_texts(is_faulty, unseen, self.is_campaign)
        of_known = (known @ scores) + (self.has_word @ words)
        known_good = int(np.sort(of_known[self.is_good])[-1 - _OUTLIERS])
        certain = max(self._few(by_fold) - bias, known_good) + _MARGIN
        found = by_fold[is_faulty & self.is_campaign] - bias > certain
        refused = by_fold[self.is_good] - bias > certain
        print(f"{kind}: {found.mean():.0%} of {len(found)} found unseen, {refused.mean():.1%} of good ones refused")
        highest, mean = np.split(scores, 2)
        return {
            "certain": certain + 1,
            "highest": dict(zip(self.kinds, highest.tolist(), strict=True)),
            "mean": dict(zip(self.kinds, mean.tolist(), strict=True)),
            "words": {str(word): weight for word, weight in zip(self.words, words.tolist(), strict=True) if weight},
        }

    def _fit_texts(self, is_faulty: Any, scores: Any, of: Any) -> tuple[Any, Any, int]:
        """Fit to some campaigns. Return the weights of the scores, of the words, and the bias, in ten-thousandths."""
        added = of[self.hosts]
        host, passage = self.hosts[added], self.added[added]
        all_scores = np.vstack([scores[of], self._together(scores, host, passage)])
        all_words = vstack([self.has_word[of], self.has_word[host].maximum(self.has_word[passage])])
        label = np.concatenate([is_faulty[of], is_faulty[passage]])
        weight = np.concatenate([np.ones(of.sum()), np.full(len(host), _WEIGHT_OF_ADDED)])
        mean, deviation = scores[of].mean(0), scores[of].std(0)
        matrix = hstack([csr_matrix((all_scores - mean) / deviation), all_words])
        classifier = LogisticRegression(C=_STRENGTH_OF_TEXTS, solver="liblinear", class_weight="balanced")
        classifier.fit(matrix, label, weight)
        of_scores, of_words = np.split(classifier.coef_[0], [scores.shape[1]])
        weights = np.round(of_scores / deviation * _TEN_THOUSAND).astype(int)
        bias = round(float(classifier.intercept_[0]) * _TEN_THOUSAND) - round(float(weights @ mean))
        return weights, np.round(of_words * _TEN_THOUSAND).astype(int), bias

    def _together(self, scores: Any, host: Any, passage: Any) -> Any:
        """Return the scores of campaigns with a passage added."""
        kinds = len(self.kinds)
        highest = np.maximum(scores[host, :kinds], scores[passage, :kinds])
        counts = np.bincount(self.bag_of)
        sums = scores[host, kinds:] * counts[host, None] + scores[passage, kinds:] * counts[passage, None]
        return np.hstack([highest, np.floor_divide(sums, (counts[host] + counts[passage])[:, None])])


def _classifier() -> Any:
    return LogisticRegression(C=_STRENGTH, solver="liblinear", tol=1e-2)


def main() -> None:
    """Train the models of all kinds, and write them."""
    models = Trainer(list(bags())).models()
    for model in models.values():
        for name in ("weights", "words"):
            model[name] = dict(sorted(model[name].items()))
    content = {"trained_on": training_hash(), "models": models, "whole_texts": whole_text_models()}
    FILE.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main()
