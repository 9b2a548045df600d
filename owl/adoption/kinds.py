"""Which kinds of objects a tenant's file can speak of, and what to do with all others."""

from collections.abc import Callable, Mapping

from owl.adoption import brand_registration, content_template, phone_number
from owl.adoption.adoption import Adoption, Into, NotExpressible
from owl.drift.orphans import SUBACCOUNT, Orphan

KINDS: Mapping[str, Callable[[Orphan, Into], Adoption]] = {
    "BrandRegistration": brand_registration.adoption,
    "ContentTemplate": content_template.adoption,
    "PhoneNumber": phone_number.adoption,
}
"""Those that a tenant's file can name."""

_OF_BUSINESS = "it is made of what the file says of the business, once a tenant. Delete this one in Twilio's console"
_ASSIGNED = "it is the place of a fact in a bundle, which follows from the file. Delete it in Twilio's console"
_SUBMITTED = "it is how far a bundle's review is, which is read with the bundle: there is nothing to adopt or delete"

INSTEAD: Mapping[str, str] = {
    "Address": _OF_BUSINESS,
    "ApiKey": "a tenant has one key. Find out who uses this one, then revoke it",
    "BrandVetting": "a vetting stays with its brand, and costs nothing more. To have one made elsewhere imported by "
    "`pulumi up`, name it at brand.vetting",
    "Campaign": "a tenant's one campaign stands in its file at campaign. Delete this one, which stops what it sends to "
    "US numbers, or draft its service as a tenant of its own: `owl adopt --account SID`",
    "CustomerProfile": _OF_BUSINESS,
    "CustomerProfileEntityAssignment": _ASSIGNED,
    "CustomerProfileSubmission": _SUBMITTED,
    "EndUser": _OF_BUSINESS,
    "EventSink": "an account reports its errors to the webhook of tenants/catalogue/isv.yaml alone. Delete this sink",
    "EventSubscription": "which events an account reports is decided in owl/program/account.py. Delete this "
    "subscription, or add its types there",
    "MessagingService": "a tenant has one service. If this one is used, it is another tenant: `owl adopt --account "
    "SID` drafts its file. If it is not, delete it",
    "MessagingServiceSender": "it is the place of a number in a service. Adopt the number, or take it out of the "
    "service",
    "PrimaryCustomerProfile": "it is the ISV's own customer profile. The stack names it with "
    "`pulumi config set owl:primaryCustomerProfileSid BU...`",
    SUBACCOUNT: "it is an account: `owl adopt --account SID` drafts its tenants' files",
    "SupportingDocument": _OF_BUSINESS,
    "TrustProduct": _OF_BUSINESS,
    "TrustProductEntityAssignment": _ASSIGNED,
    "TrustProductSubmission": _SUBMITTED,
    "UsageTrigger": "a tenant is alerted at what its package allows (tenants/catalogue/packages.yaml). Change that, or "
    "delete this trigger",
}
"""Those that have a place in the program but none in a tenant's file, and what to do with one."""


def adoption_of(orphan: Orphan, into: Into) -> Adoption:
    """Return what it takes to adopt an orphan.

    Raises:
        NotExpressible: A tenant's file can't say it.
    """
    adopt = KINDS.get(orphan.kind)
    if adopt is None:
        raise NotExpressible(
            INSTEAD.get(orphan.kind, f"this version of owl can't adopt a {orphan.kind}. Leave it as it is, or update")
        )
    return adopt(orphan, into)


def is_account(orphan: Orphan) -> bool:
    """Return whether it is an account, which becomes tenants of its own."""
    return orphan.kind == SUBACCOUNT
