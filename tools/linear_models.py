"""What the models of sentences and of whole texts are trained with."""

import hashlib
from collections.abc import Iterable
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer

HUNDRED = 100
"""Weights are shipped as whole hundredths."""


def matrix_of(rows: Iterable[frozenset[str]], rarest: int) -> tuple[Any, Any]:
    """Return which row has which feature, and the features' names.

    Args:
        rows: The features of each row.
        rarest: Rows in which a feature has to be.
    """
    vectorizer = DictVectorizer(dtype=np.float32)
    matrix = vectorizer.fit_transform(dict.fromkeys(sorted(each), 1) for each in rows).tocsr()
    common = np.asarray((matrix > 0).sum(0)).ravel() >= rarest
    return matrix[:, common], np.array(vectorizer.feature_names_)[common]


def fold_of(name: str, folds: int) -> int:
    """Return the part that something is in, by its name, when models are tried on what they were not trained on."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % folds


def strongest(classifier: Any, matrix: Any, most: int) -> Any:
    """Return the features that decide most: those with great weights that are in many rows."""
    frequency = np.sqrt(np.asarray(matrix.sum(0)).ravel())
    ranks = np.argsort(-np.round(np.abs(classifier.coef_[0]) * frequency, 4), kind="stable")
    return np.sort(ranks[:most])


def in_hundredths(classifier: Any) -> tuple[Any, int]:
    """Return a classifier's weights and its bias in whole hundredths."""
    return np.round(classifier.coef_[0] * HUNDRED).astype(int), round(float(classifier.intercept_[0]) * HUNDRED)
