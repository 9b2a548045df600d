"""Toll-free verifications: Twilio's review of who sends what from a toll-free number. Without one it sends nothing.

API: https://www.twilio.com/docs/messaging/api/tollfree-verification-resource
"""

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Any, Literal

import pulumi
from pydantic import StringConstraints

from providers.core.bundle import BundleSid
from providers.core.connection import Connection
from providers.core.errors import AnswerLost, repeated
from providers.core.gate import GatedInputs, GatedProvider
from providers.core.inputs import AccountSid, Field, HttpsUrl, Immutable, PhoneNumberText, WriteOnly, sid
from providers.core.resource import TwilioResource

APPROVED = "TWILIO_APPROVED"
REJECTED = "TWILIO_REJECTED"

EDIT_WINDOW_IS_OVER = 30824
"""See https://www.twilio.com/docs/api/errors/30824."""

Words = Annotated[str, StringConstraints(min_length=1)]
Country = Annotated[str, StringConstraints(pattern="^[A-Z]{2}$")]
Email = Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+$")]

UseCaseCategory = Literal[
    "TWO_FACTOR_AUTHENTICATION",
    "ACCOUNT_NOTIFICATIONS",
    "CUSTOMER_CARE",
    "CHARITY_NONPROFIT",
    "DELIVERY_NOTIFICATIONS",
    "FRAUD_ALERT_MESSAGING",
    "EVENTS",
    "HIGHER_EDUCATION",
    "K12",
    "MARKETING",
    "POLLING_AND_VOTING_NON_POLITICAL",
    "POLITICAL_ELECTION_CAMPAIGNS",
    "PUBLIC_SERVICE_ANNOUNCEMENT",
    "SECURITY_ALERT",
]
Authority = Literal[
    "EIN",
    "CBN",
    "CRN",
    "PROVINCIAL_NUMBER",
    "VAT",
    "ACN",
    "ABN",
    "BRN",
    "SIREN",
    "SIRET",
    "NZBN",
    "USt-IdNr",
    "CIF",
    "NIF",
    "CNPJ",
    "UID",
    "NEQ",
    "OTHER",
]


class TollfreeVerificationInputs(GatedInputs):
    """What is sent. Creating one submits it: there is no draft."""

    account_sid: Immutable[AccountSid]
    tollfree_phone_number_sid: Immutable[Annotated[str, sid("PN")]]
    """The toll-free number. It has one verification at a time."""

    customer_profile_sid: Immutable[WriteOnly[BundleSid | None]] = None
    """The tenant's `CustomerProfile`."""

    external_reference_id: Immutable[WriteOnly[Words]]
    """Also how an existing verification is found again, besides its number: unique, such as `owl:acme:tollfree`."""

    business_name: Words
    doing_business_as: Words | None = None
    """The name it trades under, if that is another one."""

    business_website: HttpsUrl
    notification_email: Email
    """The address for news of the review: the ISV's mailbox."""

    business_street_address: Words
    business_street_address2: Words | None = None
    business_city: Words
    business_state_province_region: Words
    business_postal_code: Words
    business_country: Country
    """The ISO code, such as `US`."""

    business_contact_first_name: Words
    business_contact_last_name: Words
    business_contact_email: Email
    business_contact_phone: PhoneNumberText
    business_type: Literal["PRIVATE_PROFIT", "PUBLIC_PROFIT", "SOLE_PROPRIETOR", "NON_PROFIT", "GOVERNMENT"]
    """What kind of business it is, such as `PRIVATE_PROFIT`."""

    business_registration_number: WriteOnly[Words | None] = None
    """Required of all but a sole proprietor. A secret."""

    business_registration_authority: Authority | None = None
    """Which registry issued the number, such as `EIN`."""

    business_registration_country: Country | None = None
    """Where the registry is, such as `US`."""

    use_case_categories: Annotated[list[UseCaseCategory], Field(min_length=1)]
    """What the messages are for, such as `["ACCOUNT_NOTIFICATIONS"]`."""

    use_case_summary: Annotated[str, StringConstraints(min_length=1, max_length=500)]
    """Who sends what to whom, such as `A bike shop tells customers who asked for it that an order is ready.`"""

    production_message_sample: Words
    """A message as people read it, such as `Acme: your order is ready. Reply STOP to opt out.`"""

    opt_in_type: Literal["VERBAL", "WEB_FORM", "PAPER_FORM", "VIA_TEXT", "MOBILE_QR_CODE"]
    """How people agree to messages, such as `WEB_FORM`."""

    opt_in_image_urls: Annotated[list[HttpsUrl], Field(min_length=1)]
    """Public pictures or pages that show how people agree, such as `["https://acme.example/opt-in.png"]`."""

    opt_in_confirmation_message: Words | None = None
    """The message that confirms the opt-in."""

    opt_in_keywords: list[Words] | None = None
    """Words that people text to opt in, such as `["BIKES"]`."""

    help_message_sample: Words | None = None
    """The reply to HELP."""

    message_volume: Literal[
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
    """Messages a month, such as `'1,000'`."""

    privacy_policy_url: HttpsUrl | None = None
    terms_and_conditions_url: HttpsUrl | None = None
    age_gated_content: bool = False
    """Whether what is sold may only be sold to adults."""

    additional_information: Words | None = None
    """What else reviewers should know, such as `ISV: Owl sends for Acme`."""

    vetting_provider: Literal["CAMPAIGN_VERIFY"] | None = None
    vetting_id: Words | None = None
    """The token of a political sender, which a 527 organization needs."""

    resubmitted_on: WriteOnly[Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\d$")] | None] = None
    """The day on which something else, such as the website, was corrected, as `2026-11-29`: a verification that was
    rejected on or before that day is submitted again as it is. It is not sent."""


_NOT_SENT = frozenset({"resubmitted_on"})
_ONLY_IN_CREATE = frozenset({"tollfree_phone_number_sid", "customer_profile_sid", "external_reference_id"})


class TollfreeVerificationProvider(GatedProvider[TollfreeVerificationInputs]):
    """Twilio edits only what it has rejected, and only for seven days.

    Later, the verification is deleted and a new one submitted.
    """

    inputs = TollfreeVerificationInputs
    natural_key = ("external_reference_id",)
    secret_outputs = frozenset({"business_registration_number"})
    delete_before_replace = True  # a number has one verification at a time

    def collection(self, twilio: Connection, inputs: TollfreeVerificationInputs) -> Any:
        """Verifications of the account, called as the account."""
        return twilio.account(inputs.account_sid).messaging.v1.tollfree_verifications

    def secrets(self, inputs: TollfreeVerificationInputs) -> tuple[str, ...]:
        """The registration number, as written and as bare digits."""
        number = str(getattr(inputs, "business_registration_number", None) or "")
        return (number, number.replace("-", "")) if number else ()

    def create_parameters(self, inputs: TollfreeVerificationInputs) -> dict[str, Any]:
        """Send what Twilio knows."""
        return {name: value for name, value in super().create_parameters(inputs).items() if name not in _NOT_SENT}

    def matches(self, inputs: TollfreeVerificationInputs, instance: Any) -> bool:
        """A number has one verification: one that a person made is found by the number."""
        mine = {inputs.external_reference_id, inputs.tollfree_phone_number_sid}
        return not mine.isdisjoint({instance.external_reference_id, instance.tollfree_phone_number_sid})

    def fields(self, instance: Any) -> dict[str, Any]:
        """The reasons of a rejection are errors, each with Twilio's code."""
        return super().fields(instance) | {"errors": rejection_errors(instance)}

    def differences(self, olds: Mapping[str, Any], news: Mapping[str, Any]) -> tuple[set[str], set[str]]:
        """Only what was rejected can be submitted again; any other change needs a new verification.

        A new day counts for a verification that was rejected on that day or before. Another registration number, which
        is a secret and can't be compared before a run, counts for a rejected verification alone.
        """
        changed, fixed = super().differences(olds, news)
        if olds.get("status") != REJECTED:
            return set(), fixed | (changed - _NOT_SENT - {"business_registration_number"})
        rejected_on = str(olds.get("date_updated") or "")[:10]
        counts = str(news.get("resubmitted_on") or "") >= rejected_on
        return changed if counts else changed - _NOT_SENT, fixed

    def change(
        self,
        twilio: Connection,
        inputs: TollfreeVerificationInputs,
        sid: str,
        changed: set[str],
    ) -> Any:
        """Edit a rejected verification; if that is not possible any more, delete it and submit a new one.

        All fields are sent in one call, because each call begins another review.
        """
        before = self.look_up(twilio, inputs, sid)
        if before is None:  # an interrupted run has deleted it
            return self._submit_anew(twilio, inputs)
        if before.status != REJECTED:
            return before
        if before.edit_allowed and not _is_over(before.edit_expiration, twilio.now()):
            try:
                return self._edit(twilio, inputs, before, changed)
            except Exception as error:
                if getattr(error, "code", None) != EDIT_WINDOW_IS_OVER:
                    raise
        repeated(lambda: self.remove(twilio, inputs, sid))
        return self._submit_anew(twilio, inputs)

    def _edit(self, twilio: Connection, inputs: TollfreeVerificationInputs, before: Any, changed: set[str]) -> Any:
        verification = self.collection(twilio, inputs)(before.sid)
        cleared = {"opt_in_keywords": [""]} if "opt_in_keywords" in changed else {}
        given = self.update_parameters(inputs, changed) | cleared | self.create_parameters(inputs)
        sent = {name: each for name, each in given.items() if name not in _NOT_SENT | _ONLY_IN_CREATE}
        try:
            return verification.update(**sent)
        except AnswerLost:
            after = verification.fetch()
            if (after.status, after.date_updated) == (before.status, before.date_updated):
                raise
            return after

    def _submit_anew(self, twilio: Connection, inputs: TollfreeVerificationInputs) -> Any:
        twilio.listings.forget(self._listing_key(inputs))
        return self.find_or_create(twilio, inputs)


def _is_over(edit_expiration: dt.datetime | None, now: dt.datetime) -> bool:
    return edit_expiration is not None and now > edit_expiration


def rejection_errors(instance: Any) -> list[dict[str, Any]]:
    """Return the reasons of a rejection: those with a code of their own, else the one that there was before."""
    reasons = [
        {"error_code": each.get("code"), "description": each.get("reason")}
        for each in instance.rejection_reasons or ()
        if isinstance(each, Mapping)
    ]
    if not reasons and instance.status == REJECTED:
        reasons = [{"error_code": instance.error_code, "description": instance.rejection_reason}]
    return reasons


class TollfreeVerification(TwilioResource, provider=TollfreeVerificationProvider):
    """A toll-free number's verification. Deleting it stops all messages of its number."""

    sid: pulumi.Output[str]
    status: pulumi.Output[str]
    """waiting, PENDING_REVIEW, IN_REVIEW, TWILIO_APPROVED or TWILIO_REJECTED."""

    errors: pulumi.Output[list[dict[str, Any]]]
    """Why it was rejected, each with Twilio's code."""

    edit_allowed: pulumi.Output[bool]
    """Whether it can be edited: only if it was rejected, and for some reasons not."""

    edit_expiration: pulumi.Output[str]
    """Until when it can be edited, in ISO 8601."""

    date_updated: pulumi.Output[str]
    """When it was last updated, in ISO 8601."""
