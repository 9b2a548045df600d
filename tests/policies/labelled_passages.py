"""Passages of message flows that people labelled. `policies/language/passages.json` is trained on them."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.policies.labelled_texts import TEXTS, read_yaml

PASSAGES = Path(__file__).parent / "passages"
"""A file of each author: by kind of fault, passages that have it, and good ones that are easily taken for it."""

TRAINED_ON = ("open", "ours")
"""The collections of whole campaigns on which the models are trained, too."""


@dataclass(frozen=True)
class LabelledPassage:
    """Some sentences of a message flow.

    Attributes:
        kind: The fault that it has or is easily taken for.
        is_faulty: Whether it has it.
        text: The sentences.
    """

    kind: str
    is_faulty: bool
    text: str


def labelled_passages() -> Iterator[LabelledPassage]:
    """Yield the passages, in order."""
    for file in sorted(PASSAGES.glob("*.yaml")):
        for kind, passages in read_yaml(file).items():
            for label, texts in passages.items():
                yield from (LabelledPassage(kind, label == "faulty", text) for text in texts)


def training_hash() -> str:
    """Return a hash of everything that the models are trained on."""
    files = (*sorted(PASSAGES.glob("*.yaml")), *(TEXTS / f"{name}.yaml" for name in TRAINED_ON))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
