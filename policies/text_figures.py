"""How many faulty campaign texts the rules find, and how many good ones they refuse.

The texts are in `tests/policies/texts`, their figures in `text_figures.yaml` beside this file. Tests compare these with
what the rules do now, and `owl docs` writes them into `docs/rules/texts.md`.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, NonNegativeInt, RootModel
from ruamel.yaml import YAML

FILE = Path(__file__).with_name("text_figures.yaml")
"""Where the figures are recorded."""

CORPORA = {
    "open": "texts that the authors of the rules know, and on which models are trained",
    "ours": "texts of other hands, written before the rules that find them; models are trained on them, too",
    "held_out": "texts that the authors of the rules do not read, and on which nothing is trained",
    "unseen": "texts of further hands, written after the models, which the authors of the rules do not read either",
    "stories": "rejections that users met",
}
"""The collections of texts, each a file or a directory, and what is in it."""

KINDS = {
    "consent-implied": ("Something else the person does counts as consent, such as giving a number.", 30896),
    "consent-bundled": ("One act accepts texts together with something else, such as terms or a contract.", 30923),
    "consent-forced": ("The person who refuses can't go on, or is treated worse.", 30931),
    "box-preticked": ("The yes is set already, and the person has to act to refuse.", 30925),
    "data-shared": ("The number or the consent goes to others, who send for purposes of their own.", 30932),
    "flow-not-public": ("The consent is behind a sign-in, and there is no public picture of it.", 30921),
    "flow-no-page": ("A form or sign is described, but no page, copy or picture of it is named.", 30909),
    "flow-no-script": ("The consent is spoken, and the words are not quoted.", 30917),
    "one-box-for-service-and-offers": ("One act accepts both service messages and offers.", 30913),
    "flow-lacks-disclosure": ("Rates, frequency, STOP, HELP or the privacy policy is missing at the consent.", 30924),
    "description-vague": ("The description does not say what is sent, to whom and when.", 30886),
    "description-names-nobody": ("The description does not name the business that sends.", 30886),
    "sample-placeholder-left": ("A sample has a blank that the sender should have filled in.", 30893),
    "sample-of-another-business": ("A sample speaks for another business.", 30893),
    "offer-in-transactional": ("A sample sells something, but the campaign is registered for service.", 30893),
    "sample-lacks-brand": ("No sample names the business.", 30893),
    "sample-lacks-opt-out": ("No sample says how to opt out by reply.", 30893),
    "link-undeclared": ("A sample has a link, and `has_embedded_links` is false.", 30893),
    "phone-undeclared": ("A sample has a phone number, and `has_embedded_phone` is false.", 30889),
    "public-shortener": ("A sample has a link of a public shortener.", 30892),
    "forbidden-content": ("The business or the messages are about something that carriers forbid.", 30883),
    "use-case-mismatch": ("The texts are about something else than the use case.", 30893),
    "brand-mismatch": ("The texts name another business than the registered one.", 30927),
}
"""What is wrong with the texts of each kind, and Twilio's code for it."""

GOOD = "accept"
"""The verdict on a text that the rules must not refuse."""

BETWEEN = "advise"
"""The verdict on a text that reviewers may query: whether it is refused is recorded, and either is right."""


class Figure(BaseModel):
    """How many texts of one kind in one collection there are, and how many of them have mandatory findings."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    texts: Annotated[int, Field(gt=0)]
    refused: NonNegativeInt


class Figures(RootModel[dict[str, dict[str, Figure]]]):
    """The figures: by kind or, for texts without a fault, by verdict; then by collection."""

    def total(self, name: str) -> Figure | None:
        """Return the sum of all collections for a kind or verdict, or None if none has such a text."""
        return _sum(self.root.get(name, {}).values())

    def faults(self, corpus: str) -> Figure | None:
        """Return the sum of all kinds in one collection, or None if it has no faulty text."""
        return _sum(by_corpus[corpus] for kind in KINDS if corpus in (by_corpus := self.root.get(kind, {})))


def _sum(figures: Iterable[Figure]) -> Figure | None:
    parts = list(figures)
    return (
        Figure(texts=sum(each.texts for each in parts), refused=sum(each.refused for each in parts)) if parts else None
    )


def recorded() -> Figures:
    """Return the recorded figures."""
    return Figures.model_validate(YAML(typ="safe", pure=True).load(FILE))


def record(figures: Mapping[str, Mapping[str, Figure]]) -> None:
    """Write figures to the file, in the order of the kinds."""
    lines = ["# Written by `UPDATE_FIGURES=1 pytest -n 0 tests/policies/test_texts.py`. Do not edit.\n"]
    for name in [*KINDS, GOOD, BETWEEN]:
        if by_corpus := figures.get(name):
            lines.append(f"{name}:\n")
            lines += [
                f"  {corpus}: {{texts: {by_corpus[corpus].texts}, refused: {by_corpus[corpus].refused}}}\n"
                for corpus in CORPORA
                if corpus in by_corpus
            ]
    FILE.write_text("".join(lines), "utf-8")
