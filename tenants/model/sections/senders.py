"""What a tenant sends from besides its local numbers in the US, and what needs neither a brand nor a campaign."""

import re
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from tenants.model.sections.campaign import Keywords, Reply, Sample
from tenants.model.sections.field_types import (
    CountryCode,
    Date,
    Text,
    TollFreeAreaCode,
    TollFreeNumber,
    WebPage,
    expected,
    refused,
    without_repetition,
)
from tenants.model.sections.international_number import InternationalNumber
from tenants.model.yaml_files.base_model import BaseModel

LONGEST_SUMMARY = 500
"""Characters that clients in use send as `UseCaseSummary` at most. Twilio publishes no limit."""

MessageVolume = Literal[
    "10",
    "100",
    "1,000",
    "10,000",
    "100,000",
    "250,000",
    "500,000",
    "750,000",
    "1,000,000",
    "5,000,000",
    "10,000,000+",
]
"""Twilio's `MessageVolume`: messages a month, at most."""


class UseCaseCategory(StrEnum):
    """Twilio's `UseCaseCategories`: what the messages of a toll-free number are for."""

    TWO_FACTOR_AUTHENTICATION = "TWO_FACTOR_AUTHENTICATION"
    ACCOUNT_NOTIFICATIONS = "ACCOUNT_NOTIFICATIONS"
    CUSTOMER_CARE = "CUSTOMER_CARE"
    CHARITY_NONPROFIT = "CHARITY_NONPROFIT"
    DELIVERY_NOTIFICATIONS = "DELIVERY_NOTIFICATIONS"
    FRAUD_ALERT_MESSAGING = "FRAUD_ALERT_MESSAGING"
    EVENTS = "EVENTS"
    HIGHER_EDUCATION = "HIGHER_EDUCATION"
    K12 = "K12"
    MARKETING = "MARKETING"
    POLLING_AND_VOTING_NON_POLITICAL = "POLLING_AND_VOTING_NON_POLITICAL"
    POLITICAL_ELECTION_CAMPAIGNS = "POLITICAL_ELECTION_CAMPAIGNS"
    PUBLIC_SERVICE_ANNOUNCEMENT = "PUBLIC_SERVICE_ANNOUNCEMENT"
    SECURITY_ALERT = "SECURITY_ALERT"


class OptInType(StrEnum):
    """Twilio's `OptInType`: how customers agree to messages."""

    VERBAL = "VERBAL"
    WEB_FORM = "WEB_FORM"
    PAPER_FORM = "PAPER_FORM"
    VIA_TEXT = "VIA_TEXT"
    MOBILE_QR_CODE = "MOBILE_QR_CODE"


class TollFree(BaseModel):
    """A toll-free number and its verification, without which it sends nothing (error 30032).

    Fields are those of Twilio's Tollfree Verification resource
    (https://www.twilio.com/docs/messaging/api/tollfree-verification-resource); the facts about the business come from
    `business`. The number is a specific one, or any in a toll-free area code. Reviews take 3 to 5 business days. What
    is under review or approved can't be changed; what was rejected can be corrected.
    """

    area_code: TollFreeAreaCode | None = None
    number: TollFreeNumber | None = None
    use_case_categories: Annotated[
        tuple[Annotated[UseCaseCategory, Field(strict=False)], ...],
        Field(strict=False, min_length=1),
        AfterValidator(without_repetition),
    ]
    use_case_summary: Annotated[Text, StringConstraints(max_length=LONGEST_SUMMARY)]
    """Who sends what to whom, and why. At most 500 characters."""

    production_message_sample: Sample
    opt_in_type: Annotated[OptInType, Field(strict=False)]
    opt_in_image_urls: Annotated[
        tuple[WebPage, ...], Field(strict=False, min_length=1), AfterValidator(without_repetition)
    ]
    """Public pages or pictures that show how customers agree, with the wording. For a spoken opt-in, its script."""

    opt_in_confirmation_message: Reply | None = None
    """The message that confirms the opt-in. Reviewers look for it (error 30540)."""

    opt_in_keywords: Keywords | None = None
    help_message_sample: Reply | None = None
    message_volume: MessageVolume
    privacy_policy_url: WebPage | None = None
    terms_and_conditions_url: WebPage | None = None
    age_gated_content: bool = False
    """Whether the goods may be sold only to adults."""

    additional_information: Text | None = None
    """What else reviewers should know, such as the script of a spoken opt-in."""

    vetting_id: Text | None = None
    """The token of Campaign Verify, which a political organization (527) needs (error 30501)."""

    resubmitted_on: Date | None = None
    """The day on which something outside this section, such as the page that shows the opt-in, was corrected after a
    rejection. A verification rejected on or before that day is submitted again, once for each day given here."""

    @model_validator(mode="after")
    def _one_way_to_choose(self) -> Self:
        if (self.area_code is None) == (self.number is None):
            raise refused("expected either area_code or number", "write area_code: '888' or number: '+18885550123'")
        return self


WITHOUT_NAMES = ("CA", "US")
"""Countries where a name can't be the sender: https://www.twilio.com/docs/glossary/what-alphanumeric-sender-id."""


def _alpha_sender(text: str) -> str:
    if not re.fullmatch("[A-Za-z0-9 +_&-]{1,11}", text) or text.isdigit():
        raise expected(
            "an alphanumeric sender ID", "write 1 to 11 letters, digits, spaces and + - _ &, not only digits: 'FALCONS'"
        )
    return text


AlphaSender = Annotated[str, AfterValidator(_alpha_sender)]
"""A name as sender. See https://www.twilio.com/docs/messaging/api/destination-alphasender-resource."""


class Alphanumeric(BaseModel):
    """Names as senders outside the US and Canada, instead of numbers. Nobody can reply to a name, not even STOP."""

    default: AlphaSender | None = None
    """The sender in all `messaging.destinations` that have none of their own here."""

    by_country: dict[CountryCode, AlphaSender] = Field(default_factory=dict)
    """The sender in a country, such as `{GB: FALCONS UK}`."""

    opt_out_url: WebPage
    """The page where recipients opt out. A message from a name has to offer it, since nobody can reply."""

    @model_validator(mode="after")
    def _some_name(self) -> Self:
        if self.default is None and not self.by_country:
            raise refused("expected default or by_country", "write default: FALCONS or by_country: {GB: FALCONS}")
        impossible = [code for code in WITHOUT_NAMES if code in self.by_country]
        if impossible:
            raise refused(
                f"a name can't be the sender in {' and '.join(impossible)}", "remove it there: numbers are used"
            )
        return self

    def names(self) -> dict[str | None, str]:
        """Return the names by country; None is every other country."""
        every: dict[str | None, str] = {None: self.default} if self.default else {}
        return every | dict(self.by_country)

    def sender_in(self, country: str) -> str | None:
        """Return the name that recipients in a country see; None if a number is used there."""
        return None if country in WITHOUT_NAMES else self.by_country.get(country, self.default)


def _one_of_each(numbers: tuple[InternationalNumber, ...]) -> tuple[InternationalNumber, ...]:
    without_repetition(tuple(each.words for each in numbers))
    return numbers


class Senders(BaseModel):
    """What the tenant sends from besides its local numbers in the US."""

    alphanumeric: Alphanumeric | None = None
    toll_free: TollFree | None = None
    """A toll-free number. A tenant that has one can do without brand, campaign and phone_number, and get them later."""

    international: Annotated[tuple[InternationalNumber, ...], Field(strict=False), AfterValidator(_one_of_each)] = ()
    """Numbers outside the US, one of each type in a country. A tenant that has one can do without brand, campaign and
    phone_number too."""
