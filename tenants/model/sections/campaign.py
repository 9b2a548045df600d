"""A tenant's campaign: what it sends, to whom, and how they agreed."""

from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from tenants.model.sections.field_types import Language, Text, WebPage, refused, without_repetition
from tenants.model.yaml_files.base_model import BaseModel

FEWEST_SAMPLES, MOST_SAMPLES = 2, 5
LONGEST_SAMPLE = 1024
"""Characters."""

LONGEST_KEYWORDS = 255
"""Characters of all keywords of a list together."""


class UseCase(StrEnum):
    """What a campaign's messages are for: the codes of Twilio's `UsAppToPersonUsecase`.

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
    """The one use case of a sole proprietor's brand, and of no other."""

    SWEEPSTAKE = "SWEEPSTAKE"


class ServiceUseCase(StrEnum):
    """What a messaging service's messages are for: Twilio's `usecase` of a service."""

    DISCUSSION = "discussion"
    MARKETING = "marketing"
    NOTIFICATIONS = "notifications"
    POLL = "poll"
    UNDECLARED = "undeclared"
    """Nothing is said, which goes with every campaign."""

    VERIFICATION = "verification"


_OF_SERVICE = {
    UseCase.MARKETING: ServiceUseCase.MARKETING,
    UseCase.POLLING_VOTING: ServiceUseCase.POLL,
    UseCase.PROXY: ServiceUseCase.DISCUSSION,
    UseCase.TWO_FACTOR_AUTHENTICATION: ServiceUseCase.VERIFICATION,
}
"""Where a service is for something else than notifications.

Twilio refuses a campaign that does not go with its service (https://www.twilio.com/docs/api/errors/21719, read
2026-11-24) and does not publish which go together: these are those whose names say the same.
"""


def _keywords(words: tuple[str, ...]) -> tuple[str, ...]:
    for word in words:
        if not (word.isascii() and word.isalnum()):
            raise refused("a keyword has other characters than letters and digits", "write one word an entry: START")
    if sum(map(len, words)) > LONGEST_KEYWORDS:
        raise refused(f"more than {LONGEST_KEYWORDS} characters in all", "keep the keywords that people use")
    return words


Sample = Annotated[Text, StringConstraints(min_length=20, max_length=LONGEST_SAMPLE)]
"""A message as a customer would read it. 20 to 1,024 characters."""

Reply = Annotated[Text, StringConstraints(min_length=20, max_length=320)]
"""An automatic answer to a keyword. 20 to 320 characters."""

Keywords = Annotated[
    tuple[Text, ...],
    Field(strict=False, min_length=1),
    AfterValidator(without_repetition),
    AfterValidator(_keywords),
]
"""Words that customers text. Letters and digits, at most 255 characters in all."""


class Campaign(BaseModel):
    """What carriers are told of the messages. Reviewers read it as a whole: texts, flags and pages must agree.

    Fields and limits are those of Twilio's Usa2p: https://www.twilio.com/docs/messaging/api/usapptoperson-resource.
    Use case, subscriber opt-in, replies and keywords can't be changed later.
    """

    use_case: Annotated[UseCase, Field(strict=False)]
    description: Annotated[Text, StringConstraints(min_length=40, max_length=4096)]
    """Who sends what to whom, and why. 40 to 4,096 characters."""

    message_flow: Annotated[Text, StringConstraints(min_length=40, max_length=2048)]
    """How customers agree to be texted, with the words they agree to. 40 to 2,048 characters."""

    language: Language = "en"
    """The language of what is sent. Carriers review English only; Twilio is not told."""

    samples: Annotated[tuple[Sample, ...], Field(strict=False, min_length=FEWEST_SAMPLES, max_length=MOST_SAMPLES)] = ()
    """2 to 5 messages; left out, the examples of the tenant's templates: see `Tenants.samples_of`."""

    has_embedded_links: bool
    """Whether any message has a link."""

    has_embedded_phone: bool
    """Whether any message has a phone number in its text."""

    age_gated: bool = False
    """Whether what is sold may only be sold to adults."""

    direct_lending: bool = False
    """Whether it is about lending money."""

    privacy_policy_url: WebPage
    """Must say that mobile numbers are not passed on. Required by Twilio since 30 June 2026 (errors 30933, 30934)."""

    terms_and_conditions_url: WebPage
    """Of the messages, not of the shop alone."""

    subscriber_opt_in: bool | None = None
    """Whether customers agree before they are texted; Twilio's default where left out."""

    opt_in_message: Reply | None = None
    """Answer to an opt-in keyword; needed where customers can opt in by one."""

    opt_out_message: Reply | None = None
    """Only of a sender that answers STOP itself; Twilio does unless told otherwise."""

    help_message: Reply | None = None
    """Only of a sender that answers HELP itself; Twilio does unless told otherwise."""

    opt_in_keywords: Keywords | None = None
    opt_out_keywords: Keywords | None = None
    help_keywords: Keywords | None = None

    @property
    def service_use_case(self) -> ServiceUseCase:
        """What the messaging service that sends for it is for."""
        return _OF_SERVICE.get(self.use_case, ServiceUseCase.NOTIFICATIONS)
