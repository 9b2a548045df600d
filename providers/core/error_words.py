"""What Twilio's refusals mean for the person who reads a run's errors: in our words, with what to do.

Source of each: https://www.twilio.com/docs/api/errors/ followed by the code.
"""

import re
from collections.abc import Mapping

_NOT_ACTIVE = (
    "the account is suspended or closed. Look at its status and its balance in Twilio's Console, make it active there "
    "and run again"
)
_SUSPENDED = (
    "Twilio has suspended the {what} and changes nothing of it. Follow Twilio's notice, or ask its support; until "
    "then, leave the tenant's file as it was"
)
_UNDER_REVIEW = (
    "the bundle is under review or approved, and Twilio changes none of these, nor what is in them. Declare it as "
    "it was until the review is decided; to change what is approved, ask Twilio's support"
)
_NOT_FAILED = (
    "only a brand that failed can be submitted again, and this one has not. Run again with `--refresh`, which reads "
    "its status"
)
_POLICIES = "Give its address in the tenant's file, and run again"

WORDS: Mapping[int, str] = {
    10001: _NOT_ACTIVE,
    20003: (
        "Twilio refused the credentials: the account is suspended or closed, or its auth token or API key was "
        "replaced. Look at the account's status in Twilio's Console, correct the credentials and run again"
    ),
    20005: _NOT_ACTIVE,
    20008: "these are test credentials, which can't do this. Use the account's own auth token, and run again",
    20429: (
        "Twilio refused the call several times, as one too many at the same time, and did nothing: run again "
        "later; a deployment makes fewer calls side by side with PULUMI_PARALLEL=16"
    ),
    21101: (
        "the account in the stack's settings is a subaccount, and these have none of their own: set "
        "`owl:accountSid` to the parent account"
    ),
    21102: (
        "the parent account and its subaccounts have as many messaging services as Twilio allows. Delete those "
        "that `owl drift` lists as orphans, or ask Twilio's support for more, then run again"
    ),
    21211: "this is no phone number that can be texted. Correct the contact's number in the tenant's file",
    21265: "this is a short code, which receives no texts. Correct the contact's number in the tenant's file",
    21266: "this is the sender's own number. Correct the contact's number in the tenant's file",
    21408: (
        "the parent account may not text this country. Add it to `messaging.destinations` of the tenant's file: "
        "`pulumi up` opens the countries that files name there"
    ),
    21421: "Twilio knows no such phone number. Correct it in the tenant's file",
    21422: (
        "the number is not for sale, or another account has it. If that is an account of yours, move or release it "
        "there; otherwise declare another number"
    ),
    21452: "Twilio has no number in this area code now. Declare another area code, or run again later",
    21480: (
        "the parent account has as many subaccounts as Twilio allows. Ask Twilio's support for more, or close "
        "accounts of tenants that left, then run again"
    ),
    21608: (
        "the account is a trial of Twilio, which texts verified numbers only. Verify the number in Twilio's "
        "Console, or upgrade the account"
    ),
    21610: "the recipient has replied STOP to this sender: nothing may be sent to them until they text START",
    21611: "as many messages as Twilio allows wait for this sender already. Send more slowly, and try again later",
    21612: (
        "Twilio has no way from this sender to the recipient's number. Correct the number, or see in "
        "docs/countries.md which senders may text its country"
    ),
    21614: "this is a landline, which receives no texts. Correct the contact's number in the tenant's file",
    21617: "the text is too long for one message. Shorten the values",
    21631: (
        "the number needs an address in its country. Give it in the tenant's file, in `address` of the number, and "
        "run again. Twilio says: {said}"
    ),
    21648: (
        "a number still needs this bundle. Take the number out of the tenant's file as well, and run again. Twilio "
        "says: {said}"
    ),
    21649: (
        "the number needs an approved bundle of its country and type. `owl status` says how far it is. Twilio "
        "says: {said}"
    ),
    21655: "the template is not at Twilio any more. `pulumi up --refresh` creates it again",
    21656: "the values don't fit the template's placeholders. Correct them. Twilio says: {said}",
    21701: (
        "the messaging service is not at Twilio any more. `pulumi up --refresh` says what it takes to create it again"
    ),
    21703: (
        "no sender of the tenant can text this country. See in docs/countries.md which can, and add one in "
        "`senders` of the tenant's file"
    ),
    21704: (
        "the messaging service has no number that can send: `pulumi up --refresh` puts the tenant's number back into it"
    ),
    21710: "the number is in this messaging service already: run again with `--refresh`",
    21712: "the number is in another messaging service. Remove it from that one in Twilio's Console, then run again",
    21714: (
        "the messaging service has as many numbers as Twilio allows. Remove one from it in Twilio's Console, then "
        "run again"
    ),
    21719: (
        "the messaging service is for another use case than the campaign. Both come from `campaign.use_case`: run "
        "again with `--refresh`, which puts the service right. Twilio says: {said}"
    ),
    21720: (
        "a brand of this kind can't have a campaign of this use case. Correct `campaign.use_case` or `brand.kind` "
        "in the tenant's file. Twilio says: {said}"
    ),
    21724: (
        "the brand was submitted again as often as Twilio allows. Tell Twilio's support what you corrected, and "
        "leave the tenant's file as it is until they answer"
    ),
    21725: _NOT_FAILED,
    21727: (
        "the campaign lacks something that Twilio requires. Fill it in in `campaign` of the tenant's file. Twilio "
        "says: {said}"
    ),
    21729: _SUSPENDED.format(what="campaign"),
    21731: _SUSPENDED.format(what="brand"),
    22200: (
        "Twilio has no regulation for such a number. Correct its country and type in `senders` of the tenant's "
        "file; docs/countries.md lists them. Twilio says: {said}"
    ),
    22205: (
        "what was to be put into the bundle is not in the account any more. Run again with `--refresh`, which "
        "creates it again. Twilio says: {said}"
    ),
    22209: _UNDER_REVIEW,
    22228: (
        "the country has changed its regulation since the bundle was copied. Set a later `renewed_on` of the "
        "number in the tenant's file, and run again: then it is copied and reviewed again"
    ),
    30930: "the brand has as many campaigns as it may have. End one of them, or ask Twilio's support",
    30933: f"a campaign needs a privacy policy (`campaign.privacy_policy_url`). {_POLICIES}",
    30934: f"a campaign needs terms and conditions (`campaign.terms_and_conditions_url`). {_POLICIES}",
    35117: "Twilio takes a time from 15 minutes to 35 days ahead. Correct the time. Twilio says: {said}",
    60711: _UNDER_REVIEW,
    60723: _NOT_FAILED,
}
"""By code; `{said}` stands for Twilio's own words, where they tell more. A code that is not here keeps these."""

_PREFIX = re.compile(r"^Unable to (create|delete|fetch|update) record: ")
"""What the SDK puts before Twilio's words."""

_BROKEN = 500
_SERVER_ERROR = (
    "Twilio has trouble of its own, and answered every try with HTTP {status}. Run again later; "
    "https://status.twilio.com says what is known. Twilio says: {{said}}"
)


def words_for(code: int | None, status: int | None, message: str) -> str:
    """Return what a refusal means, in our words or else in Twilio's, and where to read more.

    Args:
        code: Twilio's code, if there is one.
        status: The HTTP status.
        message: Twilio's words, as the SDK gives them.
    """
    said = _PREFIX.sub("", message)
    told = _SERVER_ERROR.format(status=status) if status and status >= _BROKEN else WORDS.get(code or 0, "{said}")
    page = f"error {code}: https://www.twilio.com/docs/api/errors/{code}" if code else f"HTTP {status}, without a code"
    return f"{told.replace('{said}', said)} ({page})"
