"""A tenant's campaign: what it sends, to whom, and how they opted in."""

from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from tenants.model.sections.field_types import Date, Language, Text, WebPage, refused, without_repetition
from tenants.model.yaml_files.base_model import BaseModel

FEWEST_SAMPLES, MOST_SAMPLES = 2, 5
LONGEST_SAMPLE = 1024
"""Characters in a sample message."""

LONGEST_KEYWORDS = 255
"""Characters of all keywords in a list together."""


class UseCase(StrEnum):
    """What a campaign's messages are for: Twilio's `UsAppToPersonUsecase` codes.

    See https://www.twilio.com/docs/messaging/api/usapptoperson-resource.
    """

    TWO_FACTOR_AUTHENTICATION = "2FA"
    ACCOUNT_NOTIFICATION = "ACCOUNT_NOTIFICATION"
    AGENTS_FRANCHISES = "AGENTS_FRANCHISES"
    CHARITY = "CHARITY"
    CUSTOMER_CARE = "CUSTOMER_CARE"
    DELIVERY_NOTIFICATION = "DELIVERY_NOTIFICATION"
    EMERGENCY = "EMERGENCY"
    FRAUD_ALERT = "FRAUD_ALERT"
    HIGHER_EDUCATION = "HIGHER_EDUCATION"
    K12_EDUCATION = "K12_EDUCATION"
    LOW_VOLUME = "LOW_VOLUME"
    MARKETING = "MARKETING"
    MIXED = "MIXED"
    POLITICAL = "POLITICAL"
    POLLING_VOTING = "POLLING_VOTING"
    PROXY = "PROXY"
    PUBLIC_SERVICE_ANNOUNCEMENT = "PUBLIC_SERVICE_ANNOUNCEMENT"
    SECURITY_ALERT = "SECURITY_ALERT"
    SOCIAL = "SOCIAL"
    SOLE_PROPRIETOR = "SOLE_PROPRIETOR"
    """The only use case for sole proprietor brands, and only for them."""

    SWEEPSTAKE = "SWEEPSTAKE"


class ServiceUseCase(StrEnum):
    """What a messaging service's messages are for: the service's `usecase` at Twilio."""

    DISCUSSION = "discussion"
    MARKETING = "marketing"
    NOTIFICATIONS = "notifications"
    POLL = "poll"
    UNDECLARED = "undeclared"
    """Not declared, which is compatible with every campaign."""

    VERIFICATION = "verification"


_OF_SERVICE = {
    UseCase.MARKETING: ServiceUseCase.MARKETING,
    UseCase.POLLING_VOTING: ServiceUseCase.POLL,
    UseCase.PROXY: ServiceUseCase.DISCUSSION,
    UseCase.TWO_FACTOR_AUTHENTICATION: ServiceUseCase.VERIFICATION,
}
"""The campaign use cases whose service use case is not notifications.

Twilio rejects a campaign that does not match its service (https://www.twilio.com/docs/api/errors/21719, read
2026-11-24), but does not publish which ones match: these are the pairs with equivalent names.
"""


def _keywords(words: tuple[str, ...]) -> tuple[str, ...]:
    for word in words:
        if not (word.isascii() and word.isalnum()):
            raise refused("a keyword may contain only letters and digits", "write one word per entry: START")
    if sum(map(len, words)) > LONGEST_KEYWORDS:
        raise refused(f"more than {LONGEST_KEYWORDS} characters in total", "keep only the keywords people use")
    return words


Sample = Annotated[Text, StringConstraints(min_length=20, max_length=LONGEST_SAMPLE)]
"""A sample message, as a customer would read it. 20 to 1,024 characters."""

Reply = Annotated[Text, StringConstraints(min_length=20, max_length=320)]
"""An automatic reply to a keyword. 20 to 320 characters."""

Keywords = Annotated[
    tuple[Text, ...],
    Field(strict=False, min_length=1),
    AfterValidator(without_repetition),
    AfterValidator(_keywords),
]
"""Words that customers text. Letters and digits, at most 255 characters in total."""


class Campaign(BaseModel):
    """The messages' registration with the carriers. Reviewers check that texts, flags and pages agree.

    Fields and limits are those of Twilio's UsAppToPerson resource:
    https://www.twilio.com/docs/messaging/api/usapptoperson-resource.
    Use case, subscriber opt-in, replies and keywords can't be changed later.
    """

    use_case: Annotated[UseCase, Field(strict=False)]
    description: Annotated[Text, StringConstraints(min_length=40, max_length=4096)]
    """Who sends what to whom, and why. 40 to 4,096 characters."""

    message_flow: Annotated[Text, StringConstraints(min_length=40, max_length=2048)]
    """The message flow: how customers opt in, with the wording they agree to. 40 to 2,048 characters."""

    language: Language = "en"
    """The language of the messages. Carriers review only English; this is not sent to Twilio."""

    samples: Annotated[tuple[Sample, ...], Field(strict=False, min_length=FEWEST_SAMPLES, max_length=MOST_SAMPLES)] = ()
    """2 to 5 sample messages. Default: the examples of the tenant's templates (`Tenants.samples_of`)."""

    has_embedded_links: bool
    """Whether any message contains a link."""

    has_embedded_phone: bool
    """Whether the text of any message contains a phone number."""

    age_gated: bool = False
    """Whether the goods may be sold only to adults."""

    direct_lending: bool = False
    """Whether the messages are about direct lending."""

    privacy_policy_url: WebPage
    """Must say that mobile numbers are not shared. Required by Twilio since 30 June 2026 (errors 30933, 30934)."""

    terms_and_conditions_url: WebPage
    """The terms of the messages, not only those of the shop."""

    resubmitted_on: Date | None = None
    """The day on which something outside this file, such as a page of the website, was corrected after reviewers
    rejected the campaign. A campaign rejected on or before that day is submitted again, once for each day given here.
    Nothing else is sent to Twilio."""

    subscriber_opt_in: bool | None = None
    """Whether customers opt in before they are texted. Default: Twilio's."""

    opt_in_message: Reply | None = None
    """The reply to an opt-in keyword. Required if customers can opt in by keyword."""

    opt_out_message: Reply | None = None
    """The reply to STOP. Only for senders that answer it themselves; by default Twilio does."""

    help_message: Reply | None = None
    """The reply to HELP. Only for senders that answer it themselves; by default Twilio does."""

    opt_in_keywords: Keywords | None = None
    opt_out_keywords: Keywords | None = None
    help_keywords: Keywords | None = None

    @property
    def service_use_case(self) -> ServiceUseCase:
        """The use case of the messaging service that sends for the campaign."""
        return _OF_SERVICE.get(self.use_case, ServiceUseCase.NOTIFICATIONS)
