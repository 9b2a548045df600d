"""Campaign texts that people labelled, judged by the rules. `tests/policies/texts/README.md` describes the files."""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

import yaml  # type: ignore[import-untyped] # PyYAML has no types
from pydantic import BaseModel, ConfigDict, StringConstraints

from policies.core.domains import host
from policies.core.finding_cache import code_version
from policies.core.judgement import Part, judge
from policies.core.policy_input import PolicyInput
from policies.core.registry import rules
from policies.core.rule import Level, Subject
from policies.core.settings import RuleSettings
from policies.core.waiver import Waivers
from policies.text_figures import BETWEEN, CORPORA, GOOD, Figure
from tenants.model import Tenant, Tenants, UseCase, load_tenants
from tenants.model.yaml_files.disk_cache import DiskCache
from tenants.model.yaml_files.positions import Positions
from tests.policies.case import GOOD as GOOD_PROJECT
from tests.policies.case import TODAY

TEXTS = Path(__file__).parent / "texts"
_REPOSITORY = Path(__file__).resolve().parents[2]

PROMOTIONAL_SHARE = {UseCase.MARKETING: 100, UseCase.MIXED: 30}
"""Percent of promotional messages. The other use cases have none."""

BUSINESS_OF: Mapping[UseCase, Mapping[str, str]] = {
    UseCase.CHARITY: {"type": "Non-profit Corporation", "company_type": "non-profit"},
    UseCase.HIGHER_EDUCATION: {"industry": "EDUCATION"},
    UseCase.K12_EDUCATION: {"industry": "EDUCATION"},
}
"""What a business has to be for some use cases."""


class LabelledBusiness(BaseModel):
    """Who sends."""

    model_config = ConfigDict(extra="forbid")

    name: str
    website: str
    industry: str


class LabelledText(BaseModel):
    """A campaign's texts, and what a reviewer says of them."""

    model_config = ConfigDict(extra="forbid")

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+$")]
    verdict: Literal["reject", "accept", "advise"]
    kinds: list[str]
    codes: list[int]
    why: str
    business: LabelledBusiness
    use_case: UseCase
    description: str
    message_flow: str
    message_samples: list[str]
    has_embedded_links: bool
    has_embedded_phone: bool

    @property
    def kind(self) -> str:
        """The kind of its fault; without one, the verdict."""
        return self.kinds[0] if self.verdict == "reject" else self.verdict

    def tenant(self) -> Tenant:
        """Return a tenant with these texts. All else is right, and no business of a reviewer of the texts."""
        domain = host(self.business.website)
        content = deepcopy(_acme())
        content["name"] = self.business.name
        content["package"] = "gold" if self.use_case in PROMOTIONAL_SHARE else "silver"
        content["support_contact"] = f"desk@{domain}"
        content["messaging"] = {"inbound_request_url": f"{self.business.website}/sms"}
        content["contacts"] = {}
        content["qualification"]["promotional_share"] = PROMOTIONAL_SHARE.get(self.use_case, 0)
        content["business"] |= {"legal_name": self.business.name, "website": self.business.website}
        content["business"] |= BUSINESS_OF.get(self.use_case, {})
        content["business"]["social_media_profiles"] = []
        content["business"]["representative"]["email"] = f"owner@{domain}"
        content["brand"] = {"kind": "low_volume_standard" if self.use_case is UseCase.LOW_VOLUME else "standard"}
        if self.use_case is UseCase.POLITICAL:
            content["brand"]["vetting"] = {"provider": "campaign-verify", "id": "a-token"}
        content["campaign"] = {
            "use_case": self.use_case,
            "description": self.description.strip(),
            "message_flow": self.message_flow.strip(),
            "samples": [each.strip() for each in self.message_samples],
            "has_embedded_links": self.has_embedded_links,
            "has_embedded_phone": self.has_embedded_phone,
            "privacy_policy_url": f"https://{domain}/privacy",
            "terms_and_conditions_url": f"https://{domain}/terms",
        }
        return Tenant.model_validate({"id": self.id, **content})


@cache
def labelled_texts(corpus: str) -> list[LabelledText]:
    """Return the texts of a collection: those of one file, or one of each file in a directory."""
    if (directory := TEXTS / corpus).is_dir():
        contents = [{"id": file.stem, **read_yaml(file)} for file in sorted(directory.glob("*.yaml"))]
    else:
        contents = read_yaml(TEXTS / f"{corpus}.yaml")
    return [LabelledText.model_validate(each) for each in contents]


class Finding(NamedTuple):
    """A mandatory finding on a text."""

    rule: str
    message: str


@dataclass(frozen=True)
class JudgedText:
    """A text, and the mandatory findings on it."""

    corpus: str
    text: LabelledText
    findings: tuple[Finding, ...]

    @property
    def is_refused(self) -> bool:
        """Whether the campaign could not be deployed."""
        return bool(self.findings)

    @property
    def is_right(self) -> bool:
        """Whether the rules agree with the label."""
        return self.text.verdict == BETWEEN or self.is_refused == (self.text.verdict != GOOD)


@cache
def judged_texts() -> tuple[JudgedText, ...]:
    """Return every text with what the mandatory rules on campaigns find in it.

    What the same code found in the same texts before is read from the cache of parsed files.
    """
    if "MUTANT_UNDER_TEST" in os.environ:
        return tuple(each for corpus in CORPORA for each in judged_texts_of(corpus))
    known = DiskCache(_REPOSITORY / "tenants", "labelled-texts", code_version())
    found: list[JudgedText] = []
    for corpus in CORPORA:
        texts = labelled_texts(corpus)
        name = _digest(corpus, [each.model_dump(mode="json") for each in texts])
        findings = known.read(name)
        if findings is None:
            judged = list(judged_texts_of(corpus))
            known.keep(name, [each.findings for each in judged])
        else:
            judged = [
                JudgedText(corpus, text, tuple(Finding(*finding) for finding in each))
                for text, each in zip(texts, findings, strict=True)
            ]
        found += judged
    known.prune()
    return tuple(found)


def judged_texts_of(corpus: str) -> Iterator[JudgedText]:
    """Yield the texts of a collection with what the mandatory rules on campaigns find in them."""
    good = load_tenants(GOOD_PROJECT / "tenants")
    refusing = [
        rule
        for rule in rules().values()
        if (rule.family, rule.subject, rule.level) == ("campaign", Subject.TENANT, Level.MANDATORY)
    ]
    texts = labelled_texts(corpus)
    part = Part(PolicyInput(_only(good, {text.id: text.tenant() for text in texts}), TODAY))
    findings: dict[str | None, list[Finding]] = {}
    for each in judge(refusing, RuleSettings(), Waivers(), part):
        if each.path.startswith("campaign"):
            findings.setdefault(each.tenant, []).append(Finding(each.rule, each.message))
    for text in texts:
        yield JudgedText(corpus, text, tuple(findings.get(text.id, ())))


def _digest(corpus: str, texts: Any) -> str:
    """Return a hash of all but code that decides what is found: the texts, and the project that they are put into."""
    files = [Path(__file__), *sorted(GOOD_PROJECT.rglob("*.yaml"))]
    bare = json.dumps([corpus, texts]).encode()
    return hashlib.sha256(b"".join([bare, *(each.read_bytes() for each in files)])).hexdigest()


def figures_of(judged: Iterable[JudgedText]) -> dict[str, dict[str, Figure]]:
    """Count the texts, and the refused ones among them, by kind and collection."""
    figures: dict[str, dict[str, Figure]] = {}
    for each in judged:
        by_corpus = figures.setdefault(each.text.kind, {})
        before = by_corpus.get(each.corpus)
        texts, refused = (before.texts, before.refused) if before else (0, 0)
        by_corpus[each.corpus] = Figure(texts=texts + 1, refused=refused + each.is_refused)
    return figures


def _only(good: Tenants, tenants: dict[str, Tenant]) -> Tenants:
    """Return the catalogue of the good project with other tenants."""
    places = {name: Positions(Path("tenants", f"{name}.yaml"), {}) for name in tenants}
    return replace(good, by_id=tenants, positions={**good.positions, **places})


@cache
def _acme() -> Any:
    return read_yaml(GOOD_PROJECT / "tenants" / "acme.yaml")


def read_yaml(file: Path) -> Any:
    """Read a file as PyYAML does: with libyaml, it takes a tenth of the time that others take."""
    return yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader)
