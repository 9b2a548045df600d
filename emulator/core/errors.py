"""Every error that the local Twilio can answer with: code, HTTP status and message.

A code's page at Twilio is https://www.twilio.com/docs/api/errors/ followed by the code. The HTTP status of a code is
taken from published answers where there is one (20003, 20404, 20429, 21710, 21712), else it is assumed.
"""

from typing import Any

CATALOGUE: dict[int, tuple[int, str]] = {
    20001: (400, "{reason}"),
    20003: (401, "Authenticate"),
    20004: (405, "Method not allowed: {method} {path}"),
    20005: (403, "Account {sid} is suspended or closed: it can be read, not changed"),
    20009: (409, "Message {sid} is on its way: it cannot be changed or deleted before it has arrived"),
    20404: (404, "The requested resource {path} was not found"),
    20429: (429, "Too Many Requests"),
    20500: (500, "An internal server error has occurred"),
    21101: (400, "A subaccount cannot have subaccounts of its own"),
    21211: (400, "The 'To' number {number} is not a valid phone number"),
    21212: (400, "The 'From' number {number} is not a valid phone number or short code"),
    21265: (400, "The 'To' number {number} is a short code, which receives no messages"),
    21266: (400, "The 'To' and 'From' numbers are both {number}: a number cannot send to itself"),
    21408: (400, "Permission to send an SMS has not been enabled for the region {region} of the 'To' number {number}"),
    21421: (400, "{number} is not a valid phone number"),
    21422: (400, "{number} is not available"),
    21452: (400, "No phone numbers found in area code {area_code}"),
    21480: (400, "The account already has {limit} subaccounts, the most it may have"),
    21603: (400, "A 'From' phone number or a MessagingServiceSid is required"),
    21604: (400, "A 'To' phone number is required"),
    21606: (400, "The 'From' phone number {number} is not a sender of the Messaging Service {service_sid}"),
    21610: (400, "Attempt to send to unsubscribed recipient: {number} has replied STOP"),
    21612: (400, "The 'To' number {number} cannot be reached from the sender {sender}"),
    21617: (400, "The message body has {length} characters, more than the {limit} it may have"),
    21619: (400, "A message body or a ContentSid is required"),
    21631: (400, "{number} requires an address: {reason}"),
    21648: (400, "Bundle {sid} cannot be deleted: {number} is assigned to it"),
    21649: (400, "{number} requires a bundle: {reason}"),
    21654: (400, "A ContentSid is required with ContentVariables"),
    21655: (400, "The ContentSid {sid} is invalid: the account has no such text template"),
    21656: (400, "The ContentVariables parameter is invalid: {reason}"),
    21659: (400, "'{number}' is not a Twilio phone number"),
    21660: (400, "The 'From' number {number} does not belong to the account {account_sid}"),
    21701: (400, "The Messaging Service {sid} does not exist"),
    21703: (400, "The Messaging Service {sid} has no number for {number}: names cannot write to its country"),
    21704: (400, "The Messaging Service {sid} contains no phone numbers"),
    21710: (409, "Phone Number or Short Code is already in the Messaging Service."),
    21712: (409, "Phone Number or Short Code is associated with another Messaging Service."),
    21714: (400, "The Messaging Service already has {limit} phone numbers, the most it may have"),
    21719: (400, "The use case {found} of the Messaging Service does not go with the campaign's {campaign}"),
    21720: (400, "The A2P use case {found!r} is invalid: this brand and service may have {allowed}"),
    21724: (400, "Brand {sid} has been submitted again {limit} times, the most there may be: ask Twilio's support"),
    21727: (400, "The campaign lacks {parameters}"),
    21729: (400, "Campaign {sid} is suspended: no operation is possible"),
    21731: (400, "Brand {sid} is suspended: no operation is possible"),
    22200: (400, "There is no regulation for {found}: see the list of Regulations"),
    22202: (400, "RegulationSid is missing, or IsoCountry and NumberType: a bundle is for one regulation"),
    22203: (400, "The status {found!r} of a bundle is invalid, expected one of {allowed}"),
    22204: (400, "Status and other properties of a bundle cannot be changed in the same request"),
    22205: (400, "The account has nothing of SID {sid} that can be assigned to a bundle"),
    22206: (400, "{sid} cannot be assigned to a bundle: its SID must begin with {prefixes}"),
    22209: (400, "Bundle {sid} is {status}: it and what is in it can be changed as draft or twilio-rejected only"),
    22212: (400, "The end user type {found!r} is invalid, expected one of {allowed}"),
    22213: (400, "The number type {found!r} is invalid, expected one of {allowed}"),
    22225: (400, "The account has no bundle {sid} to replace items from"),
    22226: (400, "Items of bundle {sid} cannot be replaced by its own"),
    22228: (
        400,
        "Bundle {sid} does not meet the latest regulation of bundle {target_sid}: copy it again and submit that",
    ),
    30114: (400, "The report of {date} is not available yet: the latest is of yesterday, in UTC"),
    30409: (400, "Message {sid} cannot be canceled: it is {status}, not scheduled"),
    30824: (400, "Verification {sid} can no longer be edited: its edit window ended at {expired}"),
    30933: (400, "PrivacyPolicyUrl is missing: a campaign needs the address of a privacy policy"),
    30934: (400, "TermsAndConditionsUrl is missing: a campaign needs the address of terms and conditions"),
    35111: (400, "SendAt is missing"),
    35117: (
        400,
        "SendAt {found!r} is not supported: expected an ISO 8601 time {minimum} to {maximum} seconds from now",
    ),
    35118: (400, "A MessagingServiceSid is required to schedule a message"),
    60723: (400, "Brand {sid} cannot be updated: it is {status}, not FAILED"),
    60711: (400, "Bundle {sid} is {status}: it and what is in it can be changed as draft or twilio-rejected only"),
}
"""Twilio code to HTTP status and message; a further code is a further line."""


class TwilioError(Exception):
    """An error as Twilio answers it.

    Args:
        code: One of the codes in `CATALOGUE`.
        details: What the message of that code names, such as `path` for 20404.
    """

    def __init__(self, code: int, **details: object) -> None:
        self.code = code
        self.status, message = CATALOGUE[code]
        self.message = message.format(**details)
        super().__init__(f"{code}: {self.message}")


class NotCoveredError(TwilioError):
    """A call of an operation that the local Twilio does not cover, though Twilio may have it.

    Args:
        code: 20404 for an unknown path, 20004 for an unknown method.
        method: The HTTP method.
        address: The address without its query.
    """

    def __init__(self, code: int, method: str, address: str) -> None:
        super().__init__(code, method=method, path=address)
        self.message = (
            f"The local Twilio does not cover {method} {address}: this does not mean that anything is missing. "
            "emulator/COVERAGE.md lists what it covers"
        )


def body(status: int, code: int | None, message: str) -> dict[str, Any]:
    """Return the JSON body of an error, the same on every Twilio host."""
    more_info = f"https://www.twilio.com/docs/errors/{code}" if code else None
    return {"code": code, "message": message, "more_info": more_info, "status": status}


def missing(parameter: str) -> TwilioError:
    """Return the error for a missing required parameter."""
    return TwilioError(20001, reason=f"Missing required parameter {parameter} in the post body")


def invalid(parameter: str, found: object, allowed: str) -> TwilioError:
    """Return the error for an invalid parameter value: it says what was found and what is allowed."""
    return TwilioError(20001, reason=f"{parameter} is invalid: got {str(found)[:80]!r}, expected {allowed}")
