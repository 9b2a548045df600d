"""The table of rejections, `rejections.toml`: what each code means to whoever has to get a tenant registered."""

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
        fields: The fields of the tenant's file that feed what was rejected, such as `campaign.message_flow`.
        final: Whether Twilio does not take it again, however it is corrected: a new registration, or support, is left.
    """

    cause: str
    remedy: str
    fields: tuple[str, ...] = ()
    final: bool = False


class RejectionTable(_Strict):
    """All rejections, by where they come from and by code. A code comes from one place.

    Attributes:
        evaluation: What an evaluation of a customer profile or A2P bundle finds, before anybody reviews it.
        profile: What reviewers at Twilio say of a customer profile or A2P bundle.
        brand: What The Campaign Registry says of a brand, and Twilio of changing one.
        campaign: What reviewers, partners and carriers say of a campaign, and Twilio of changing one.
        sender: What Twilio says of a number that is to send for a campaign.
    """

    evaluation: Mapping[int, Rejection]
    profile: Mapping[int, Rejection]
    brand: Mapping[int, Rejection]
    campaign: Mapping[int, Rejection]
    sender: Mapping[int, Rejection]

    @cached_property
    def by_source(self) -> Mapping[str, Mapping[int, Rejection]]:
        """All of them, by the name of where they come from."""
        return {
            "Evaluation": self.evaluation,
            "Profile review": self.profile,
            "Brand": self.brand,
            "Campaign": self.campaign,
            "Sender": self.sender,
        }

    @cached_property
    def by_code(self) -> Mapping[int, Rejection]:
        """All of them, by code."""
        return {code: rejection for rejections in self.by_source.values() for code, rejection in rejections.items()}


@cache
def rejection_table() -> RejectionTable:
    """Return the table; it is read when first asked for."""
    import tomllib  # noqa: PLC0415 - most runs explain no rejection

    return RejectionTable.model_validate(tomllib.loads(FILE.read_text("utf-8")))
