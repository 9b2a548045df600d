"""Trains the models of whole texts, for `tools.train_texts`: one for each kind of fault that no single sentence has."""

from collections.abc import Callable
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from policies.core.texts import name_words
from policies.language.reading import read
from policies.language.whole_texts import features_by_sentence
from tests.policies.labelled_passages import TRAINED_ON
from tests.policies.labelled_texts import LabelledText, labelled_texts
from tools.linear_models import fold_of, in_hundredths, matrix_of, strongest

FIELDS: dict[str, Callable[[LabelledText], str]] = {
    "description-vague": lambda text: text.description,
    "flow-no-script": lambda text: text.message_flow,
}
"""The kinds of faults, each with the text that has it."""

_FOLDS, _RAREST, _WEIGHTS = 5, 3, 1500
_STRENGTH = 0.3
"""Inverse of the regularization."""


def whole_text_models() -> dict[str, dict[str, Any]]:
    """Return the model of each kind of fault."""
    campaigns = [text for corpus in TRAINED_ON for text in labelled_texts(corpus) if text.verdict != "advise"]
    return {kind: _model(kind, [text for text in campaigns if text.kind in {kind, "accept"}]) for kind in FIELDS}


def _model(kind: str, campaigns: list[LabelledText]) -> dict[str, Any]:
    matrix, names = matrix_of((_features(kind, text) for text in campaigns), _RAREST)
    is_faulty = np.array([text.kind == kind for text in campaigns])
    fold = np.array([fold_of(text.id, _FOLDS) for text in campaigns])
    unseen: Any = np.zeros(len(campaigns), dtype=int)
    for each in range(_FOLDS):
        chosen, weights, bias = _fit(matrix, is_faulty, np.flatnonzero(fold != each))
        here = fold == each
        unseen[here] = np.round(matrix[here][:, chosen] @ weights).astype(int) + bias
    chosen, weights, bias = _fit(matrix, is_faulty, np.arange(len(campaigns)))
    found, refused = (unseen[is_faulty] >= 0).mean(), (unseen[~is_faulty] >= 0).mean()
    print(f"{kind}: {found:.0%} of {is_faulty.sum()} found unseen, {refused:.1%} of good ones refused")
    kept = {str(names[index]): int(weight) for index, weight in zip(chosen, weights, strict=True) if weight}
    return {"bias": bias, "weights": dict(sorted(kept.items()))}


def _features(kind: str, text: LabelledText) -> frozenset[str]:
    reading = read(FIELDS[kind](text).strip()).without([name_words(text.business.name)])
    return frozenset().union(*(each for _, each in features_by_sentence(reading)))


def _fit(matrix: Any, is_faulty: Any, rows: Any) -> tuple[Any, Any, int]:
    """Fit to some campaigns. Return the features chosen, and their weights and the bias in hundredths."""
    classifier = _classifier().fit(matrix[rows], is_faulty[rows])
    chosen = strongest(classifier, matrix[rows], _WEIGHTS)
    return chosen, *in_hundredths(_classifier().fit(matrix[rows][:, chosen], is_faulty[rows]))


def _classifier() -> LogisticRegression:
    return LogisticRegression(C=_STRENGTH, solver="liblinear", class_weight="balanced")
