"""What Twilio's refusals mean for the person who reads a run's errors: in our words, with what to do.

Source of each: https://www.twilio.com/docs/api/errors/ followed by the code.
"""

from collections.abc import Mapping

_NOT_ACTIVE = (
    "the account is suspended or closed. Look at its status and its balance in Twilio's Console, make it active there "
    "and run again"
)

WORDS: Mapping[int, str] = {
    10001: _NOT_ACTIVE,
    20003: (
        "Twilio refused the credentials: the account is suspended or closed, or its auth token or API key was "
        "replaced. Look at the account's status in Twilio's Console, correct the credentials and run again"
    ),
    20005: _NOT_ACTIVE,
    20429: (
        "Twilio refused the call several times, as one too many at the same time, and did nothing: run again later; a "
        "deployment makes fewer calls side by side with PULUMI_PARALLEL=16"
    ),
    21422: (
        "the number is not for sale, or another account has it. If that is an account of yours, move or release it "
        "there; otherwise declare another number"
    ),
    21452: "Twilio has no number in this area code now. Declare another area code, or run again later",
    21480: (
        "the parent account has as many subaccounts as Twilio allows. Ask Twilio's support for more, or close accounts "
        "of tenants that left, then run again"
    ),
    21610: "the recipient has replied STOP to this sender: nothing may be sent to them until they text START",
    21704: (
        "the messaging service has no number that can send: `pulumi up --refresh` puts the tenant's number back into it"
    ),
    21710: "the number is in this messaging service already: run again with `--refresh`",
    21712: "the number is in another messaging service. Remove it from that one in Twilio's Console, then run again",
    21714: (
        "the messaging service has as many numbers as Twilio allows. Remove one from it in Twilio's Console, then run "
        "again"
    ),
    60711: (
        "the bundle is under review or approved, and Twilio changes none of these, nor what is in them. Declare it as "
        "it was until the review is decided; to change what is approved, ask Twilio's support"
    ),
}
"""By code. A code that is not here keeps Twilio's own words."""
