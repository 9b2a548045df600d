"""The table of rejections, `rejections.toml`: what each code means and what to do about it."""

from collections.abc import Mapping
from functools import cache, cached_property
from pathlib import Path

from pydantic import BaseModel, ConfigDict

FILE = Path(__file__).with_name("rejections.toml")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)
    """Deferred until the table is read: most runs explain no rejection."""


class Rejection(_Strict):
    """Why Twilio, The Campaign Registry or a carrier rejects a registration.

    Attributes:
        cause: What is wrong: a sentence.
        remedy: What to do: a sentence.
        fields: The fields of the tenant's file that the rejected value comes from, such as `campaign.message_flow`.
        final: Whether it can't be resubmitted, even when corrected: only a new registration or Twilio's support helps.
    """

    cause: str
    remedy: str
    fields: tuple[str, ...] = ()
    final: bool = False


class RejectionTable(_Strict):
    """All rejections, by source and by code. Each code has one source.

    Attributes:
        evaluation: Findings of the evaluation of a customer profile or A2P bundle, before the review.
        profile: Rejections of a customer profile or A2P bundle by Twilio's reviewers.
        brand: Rejections of a brand by The Campaign Registry, and Twilio's errors when changing one.
        campaign: Rejections of a campaign by reviewers, partners and carriers, and Twilio's errors when changing one.
        toll_free: Rejections of a toll-free number's verification, and Twilio's errors when changing one.
        sender: Twilio's errors when adding a number to a messaging service.
        regulatory: Rejections of a regulatory bundle and findings of its evaluation. It has codes of its own meaning,
            some of which the evaluation of a customer profile has too.
    """

    evaluation: Mapping[int, Rejection]
    profile: Mapping[int, Rejection]
    brand: Mapping[int, Rejection]
    campaign: Mapping[int, Rejection]
    toll_free: Mapping[int, Rejection] = {}
    sender: Mapping[int, Rejection]
    regulatory: Mapping[int, Rejection] = {}

    @cached_property
    def by_source(self) -> Mapping[str, Mapping[int, Rejection]]:
        """All rejections, by the name of their source."""
        return {
            "Evaluation": self.evaluation,
            "Profile review": self.profile,
            "Brand": self.brand,
            "Campaign": self.campaign,
            "Toll-free verification": self.toll_free,
            "Sender": self.sender,
            "Regulatory bundle": self.regulatory,
        }

    @cached_property
    def by_code(self) -> Mapping[int, Rejection]:
        """All rejections but those of regulatory bundles, by code."""
        sources = [each for each in self.by_source.values() if each is not self.regulatory]
        return {code: rejection for rejections in sources for code, rejection in rejections.items()}


@cache
def rejection_table() -> RejectionTable:
    """Return the table. It is read on first use."""
    import tomllib  # noqa: PLC0415 - most runs explain no rejection

    return RejectionTable.model_validate(tomllib.loads(FILE.read_text("utf-8")))
