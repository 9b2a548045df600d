"""What the rules say of campaign texts that people labelled.

After a change that finds more faults, or refuses fewer good texts, record the figures and read their diff:

    UPDATE_FIGURES=1 pytest -n 0 tests/policies/test_texts.py && owl docs

To let them fall, as when a text turns out to be labelled wrongly, edit `policies/text_figures.yaml` by hand.
"""

import hashlib
import os
from collections import Counter
from collections.abc import Iterable

import pytest

from policies.core.registry import rules
from policies.text_figures import BETWEEN, CORPORA, GOOD, KINDS, Figure, record, recorded
from tests.policies.labelled_texts import (
    TEXTS,
    JudgedText,
    figures_of,
    judged_texts,
    judged_texts_of,
    labelled_texts,
)

COMMAND = "UPDATE_FIGURES=1 pytest -n 0 tests/policies/test_texts.py && owl docs"


@pytest.mark.parametrize("corpus", CORPORA)
def test_texts_are_labelled_completely(corpus: str) -> None:
    """A refused text has one kind of fault, others have none, and ids are unique. To be judged it is a valid tenant."""
    texts = labelled_texts(corpus)
    for text in texts:
        assert len(text.kinds) == (text.verdict == "reject"), text.id
        assert set(text.kinds) <= KINDS.keys(), text.id
    assert [name for name, count in Counter(text.id for text in texts).items() if count > 1] == []


def test_every_collection_is_judged() -> None:
    """A new collection of texts is named with what is in it, and an id occurs in one of them only."""
    assert {path.stem for path in TEXTS.iterdir() if path.name != "README.md"} == CORPORA.keys()
    ids = [text.id for corpus in CORPORA for text in labelled_texts(corpus)]
    assert len(ids) == len(set(ids))


def test_a_third_is_held_out_by_chance() -> None:
    """Which of our texts are held out depends on a hash of the id, not on how hard they are."""
    misplaced = [
        text.id
        for corpus in ("ours", "held_out")
        for text in labelled_texts(corpus)
        if is_held_out(text.id) != (corpus == "held_out")
    ]
    assert misplaced == [], "move these texts to the other of ours.yaml and held_out.yaml"


def is_held_out(text_id: str) -> bool:
    """Return whether a text belongs in `held_out.yaml`."""
    return int(hashlib.sha256(text_id.encode()).hexdigest(), 16) % 3 == 0


def test_no_kind_is_found_less_and_no_more_good_texts_are_refused() -> None:
    """The rules do at least what is recorded; the message names the texts that are judged wrongly."""
    judged = judged_texts()
    measured, before = figures_of(judged), recorded().root
    cells = dict.fromkeys(
        (name, corpus) for figures in (before, measured) for name in figures for corpus in figures[name]
    )
    worse = [
        worsening(name, corpus, judged)
        for name, corpus in cells
        if is_worse(name, measured.get(name, {}).get(corpus), before.get(name, {}).get(corpus))
    ]
    assert worse == [], "\n".join(["the rules judge these texts worse than recorded:", *worse])
    if os.environ.get("UPDATE_FIGURES"):
        record(measured)
    assert measured == recorded().root, f"record that the rules do better, or judge more texts: {COMMAND}"


def is_worse(name: str, figure: Figure | None, was: Figure | None) -> bool:
    """Return whether fewer faults are found, or more good texts are refused, than is recorded."""
    if figure is None:
        return True
    if name == GOOD:
        return figure.refused > (was.refused if was else 0)
    return name != BETWEEN and was is not None and figure.refused < was.refused


def worsening(name: str, corpus: str, judged: Iterable[JudgedText]) -> str:
    """Return which texts of a kind are judged wrongly in a collection, and by which rule if they are good."""
    wrong = [each for each in judged if (each.corpus, each.text.kind) == (corpus, name) and not each.is_right]
    shown = [each.text.id + "".join(f" (by {finding.rule})" for finding in each.findings[:1]) for each in wrong]
    return f"{name} in {corpus}: {'refused' if name == GOOD else 'missed'}: {', '.join(shown) or 'no texts left'}"


@pytest.mark.parametrize(
    ("name", "figure", "was", "expected"),
    [
        ("consent-forced", Figure(texts=3, refused=1), Figure(texts=3, refused=2), True),
        ("consent-forced", Figure(texts=4, refused=2), Figure(texts=3, refused=2), False),
        ("consent-forced", None, Figure(texts=3, refused=0), True),
        (GOOD, Figure(texts=3, refused=2), Figure(texts=3, refused=1), True),
        (GOOD, Figure(texts=3, refused=1), None, True),
        (GOOD, Figure(texts=3, refused=0), Figure(texts=3, refused=1), False),
        (BETWEEN, Figure(texts=3, refused=3), Figure(texts=3, refused=1), False),
    ],
)
def test_worse_is_fewer_faults_or_more_refused(
    name: str, figure: Figure | None, was: Figure | None, *, expected: bool
) -> None:
    """A new text that the rules miss is recorded; a good text that they refuse has to be accepted first."""
    assert is_worse(name, figure, was) is expected


def test_a_rule_that_finds_less_is_named_with_its_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the rules that find a text, it is missed, and the message lists it."""
    example, *others = judged_texts_of("stories")
    kind, recorded_figure = example.text.kind, recorded().root[example.text.kind][example.corpus]
    assert not is_worse(kind, figures_of([example, *others])[kind][example.corpus], recorded_figure)

    for finding in example.findings:
        monkeypatch.setattr(rules()[finding.rule], "check", lambda _case: ())
    judged = list(judged_texts_of(example.corpus))

    assert is_worse(kind, figures_of(judged)[kind][example.corpus], recorded_figure)
    assert example.text.id in worsening(kind, example.corpus, judged)
