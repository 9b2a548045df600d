"""The models that find faulty passages: that they are those of the labelled passages, and what they say."""

import json
from collections import Counter
from collections.abc import Callable

import pytest

from policies.language.passages import FILE, faulty, features, models, sentence_words, weighed_features
from policies.language.reading import Found, Reading, read
from policies.language.whole_texts import faulty_as_a_whole, whole_texts
from policies.text_figures import KINDS
from tests.policies.labelled_passages import labelled_passages, training_hash

COMMAND = "tools/uv run --group training python -m tools.train_texts"


def test_the_models_are_trained_on_what_is_labelled() -> None:
    """After a passage or a campaign was added, the models are trained again."""
    assert json.loads(FILE.read_text("utf-8"))["trained_on"] == training_hash(), f"train the models: {COMMAND}"


def test_passages_are_labelled_once() -> None:
    """Each kind has passages of both labels, and no passage has two."""
    passages = list(labelled_passages())
    assert {each.kind for each in passages} == models().keys() <= KINDS.keys()
    assert {(each.kind, each.is_faulty) for each in passages} == {
        (kind, label) for kind in models() for label in (True, False)
    }
    assert [text for text, count in Counter(each.text for each in passages).items() if count > 1] == []


def test_weights_are_sorted_whole_numbers() -> None:
    """The file has the same bytes on every machine, and a diff shows what was learned."""
    of_sentences, of_texts = models().values(), whole_texts().values()
    for weights in (*(each.weights for each in of_sentences), *(each.weights for each in of_texts)):
        assert list(weights) == sorted(weights)
        assert all(type(weight) is int and weight for weight in weights.values())


def test_a_sentence_is_known_by_its_words_and_their_concepts() -> None:
    """A word is known in its base form and as what it has in common with others, also when it is denied."""
    reading = read("Numbers of xylophonists are never sold.")
    words = sentence_words(reading, reading.sentences[0])
    found = features(words)
    weighed = {name for each in models().values() for name in (*each.weights, *each.words)}
    weighed |= {name for each in whole_texts().values() for name in each.weights}
    assert weighed_features(words) == found & weighed != found
    assert {"number", "DATA", "!sell", "!SHARE", "!never sell", "!never SHARE"} <= found
    assert "SHARE" not in found


SHARED, FORCED, VAGUE, NO_SCRIPT = "data-shared", "consent-forced", "description-vague", "flow-no-script"


@pytest.mark.parametrize(
    ("find", "kind", "text", "said"),
    [
        (faulty, SHARED, "Tick the box. The roster goes to the mill, which sends offers to it.", "The roster goes"),
        (faulty, SHARED, "Tick the box. The roster never goes to the mill or anyone who sends offers.", None),
        (faulty, FORCED, "Tick the box. Owners who leave it blank can't board the dog here.", "Owners who leave"),
        (faulty, FORCED, "Tick the box. The dog is boarded at the same price without it.", None),
        (faulty_as_a_whole, VAGUE, "We use texts to stay connected with our community.", "We use texts"),
        (faulty_as_a_whole, VAGUE, "Acme texts customers when the repair of their bike is done.", None),
        (faulty_as_a_whole, NO_SCRIPT, "Callers agree on the phone. The clerk ticks it off.", "Callers agree"),
        (faulty_as_a_whole, NO_SCRIPT, "Callers tick an empty box at https://acme.example/texts.", None),
    ],
)
def test_the_faulty_sentence_is_quoted(
    find: Callable[[Reading, str], Found | None], kind: str, text: str, said: str | None
) -> None:
    """Wordings that no passage has are found, and those that deny the same are not; of a whole text, what says most."""
    reading = read(text)
    found = find(reading, kind)
    assert (found and reading.quoted(found)[: len(said or "")]) == said
