"""The kinds of objects that can be adopted into a tenant's file, and what to do with all others."""

from collections.abc import Callable, Mapping

from owl.adoption import brand_registration, content_template, phone_number
from owl.adoption.adoption import Adoption, Into, NotExpressible
from owl.drift.orphans import SUBACCOUNT, Orphan
from owl.rendering.on_stack import on_stack

KINDS: Mapping[str, Callable[[Orphan, Into], Adoption]] = {
    "BrandRegistration": brand_registration.adoption,
    "ContentTemplate": content_template.adoption,
    "PhoneNumber": phone_number.adoption,
}
"""Kinds that a tenant's file can name."""

_OF_BUSINESS = "the program creates it from the business in a tenant's file. Delete this one in Twilio's console"
_ASSIGNED = "it assigns a fact to a bundle, and the program creates the assignments. Delete it in Twilio's console"
_SUBMITTED = "it is the review status of a bundle, which is read with the bundle: there is nothing to adopt or delete"

_OF_NUMBER = (
    "the program creates it for a number outside the US, from senders.international in a tenant's file. Declare the "
    "number there, then delete this one in Twilio's console"
)

_STACK = "{stack}"
_DRAFT = on_stack("owl adopt --account SID", _STACK)

INSTEAD: Mapping[str, str] = {
    "Address": _OF_BUSINESS,
    "ApiKey": "a tenant has one key. Find out who uses this one, then revoke it",
    "BrandVetting": "a vetting stays with its brand, and costs nothing more. To import a vetting with "
    f"`{on_stack('pulumi up', _STACK)}`, name it at brand.vetting",
    "Campaign": "a tenant has one campaign, which its file declares at campaign. Delete this one, which stops its "
    f"messages to US numbers, or draft its service as a separate tenant: `{_DRAFT}`",
    "CustomerProfile": _OF_BUSINESS,
    "CustomerProfileEntityAssignment": _ASSIGNED,
    "CustomerProfileSubmission": _SUBMITTED,
    "DestinationAlphaSender": "a tenant's file declares it at senders.alphanumeric, with the countries it is for at "
    "messaging.destinations. Add it there, or delete this one from its service",
    "EndUser": _OF_BUSINESS,
    "EventSink": "an account reports its errors only to the webhook in tenants/catalogue/isv.yaml. Delete this sink",
    "EventSubscription": "owl/program/account.py declares which events an account reports. Delete this subscription, "
    "or add its types there",
    "GeoPermissions": "the program opens the countries that tenants text: messaging.destinations in their files",
    "MessagingService": f"a tenant has one service. If this one is used, it is another tenant: `{_DRAFT}` drafts its "
    "file. If it is not used, delete it",
    "MessagingServiceSender": "it assigns a number to a service. Adopt the number, or remove it from the service",
    "PrimaryCustomerProfile": "it is the ISV's own customer profile. The stack names it with "
    f"`{on_stack('pulumi config set owl:primaryCustomerProfileSid BU...', _STACK)}`",
    "RegulatoryBundle": _OF_NUMBER,
    "RegulatoryBundleReplacement": _SUBMITTED,
    "RegulatoryBundleSubmission": _SUBMITTED,
    "RegulatoryEndUser": _OF_NUMBER,
    "RegulatoryItemAssignment": _ASSIGNED,
    "RegulatorySupportingDocument": _OF_NUMBER,
    SUBACCOUNT: f"it is an account: `{_DRAFT}` drafts its tenants' files",
    "SupportingDocument": _OF_BUSINESS,
    "TollfreeVerification": "a toll-free number is adopted with its verification. Adopt the number",
    "TrustProduct": _OF_BUSINESS,
    "TrustProductEntityAssignment": _ASSIGNED,
    "TrustProductSubmission": _SUBMITTED,
    "UsageTrigger": "a tenant has one trigger, at its package's limit (tenants/catalogue/packages.yaml). Change that "
    "limit, or delete this trigger",
}
"""Kinds that the program declares but a tenant's file can't name, and what to do with such an object. `{stack}` stands
for the stack's name."""


def adoption_of(orphan: Orphan, into: Into) -> Adoption:
    """Return what it takes to adopt an orphan.

    Raises:
        NotExpressible: A tenant's file can't express it.
    """
    adopt = KINDS.get(orphan.kind)
    if adopt is None:
        unknown = f"this version of owl can't adopt a {orphan.kind}. Leave it as it is, or update"
        raise NotExpressible(INSTEAD.get(orphan.kind, unknown).format(stack=orphan.stack))
    return adopt(orphan, into)


def is_account(orphan: Orphan) -> bool:
    """Return whether it is an account, from which tenants' files are drafted."""
    return orphan.kind == SUBACCOUNT
