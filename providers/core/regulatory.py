"""What the resources of regulatory compliance share: bundles that prove who has a number outside the US.

The shape is that of TrustHub's bundles (`providers.core.bundle`), at numbers.twilio.com.
API: https://www.twilio.com/docs/phone-numbers/regulatory/api
"""

from collections.abc import Collection
from typing import Any, Generic, Literal

from providers.core.bundle import FactT, ReviewedFactProvider
from providers.core.connection import Connection, all_pages
from providers.core.errors import ResourceError, is_gone

LOCKED = 22209
"""Error of what would change a bundle under review, or an approved one, or what is in it (assumed: no page of Twilio's
says what its code is for)."""

REFUSED = 20001
"""Error of what would delete something that a bundle holds (assumed)."""

RENEW = "once it is approved, set renewed_on of the number in the tenant's file to today: a copy is then submitted"
"""What to do about a fact that has changed."""

NumberType = Literal["local", "mobile", "national", "toll-free"]
EndUserType = Literal["business", "individual"]


class RegulatoryFactProvider(ReviewedFactProvider[FactT], Generic[FactT]):
    """What end users and documents share: their key, their secrets, and that what a bundle holds stays."""

    natural_key = ("friendly_name", "type")
    secret_outputs = frozenset({"attributes"})
    locked = LOCKED
    to_change = RENEW

    def remove(self, twilio: Connection, inputs: FactT, sid: str) -> None:
        """Twilio refuses to delete what a bundle holds."""
        try:
            super().remove(twilio, inputs, sid)
        except Exception as error:
            if getattr(error, "code", None) != REFUSED:
                raise


def compliance(twilio: Connection, account_sid: str) -> Any:
    """Return the SDK's regulatory compliance, called as the account."""
    return twilio.account(account_sid).numbers.v2.regulatory_compliance


def regulation_sid(twilio: Connection, account_sid: str, iso_country: str, number_type: str, end_user_type: str) -> str:
    """Return the SID of what a country wants of one type of end user for one type of number.

    Raises:
        ResourceError: Twilio has no such regulation, so the country sells no such numbers.
    """
    words = {"iso_country": iso_country, "number_type": number_type, "end_user_type": end_user_type}
    regulations = compliance(twilio, account_sid).regulations
    key = ("Regulation", iso_country, number_type, end_user_type)
    found = twilio.listing(key, lambda **options: regulations.list(**words, **options))
    if not found:
        raise ResourceError(
            f"Twilio has no regulation of {iso_country} for {number_type} numbers of a {end_user_type}. Read "
            f"https://www.twilio.com/en-us/guidelines/{iso_country.lower()}/regulatory, and declare another type"
        )
    return str(next(iter(found)))


def is_named_after(friendly_name: str, owner: str) -> bool:
    """Return whether an end user or a document is one that the program made for the number of this name."""
    return friendly_name == owner or friendly_name.startswith(f"{owner} ")


def take_out(bundle: Any, keep: Collection[str]) -> None:
    """Take everything but some objects out of a bundle.

    Args:
        bundle: The SDK's context of the bundle.
        keep: The SIDs of those that stay.
    """
    held = held_by(bundle)
    for object_sid in sorted(held.keys() - set(keep)):
        delete_if_there(bundle.item_assignments(held[object_sid]))


def delete_unused_items(found: Any, owner: str, keep: Collection[str]) -> None:
    """Delete the end users and documents that the program made for a number and that no bundle of it holds any more.

    A copy of a bundle comes with copies of all that it holds, which nobody has declared.

    Args:
        found: The SDK's regulatory compliance of the account.
        owner: The number's name; see `is_named_after`.
        keep: The SIDs of those that are declared.
    """
    kept = set(keep)
    for each in all_pages(found.bundles.list):
        if is_named_after(str(each.friendly_name), owner):
            kept |= held_by(found.bundles(each.sid)).keys()
    for items in (found.end_users, found.supporting_documents):
        for item in all_pages(items.list):
            if item.sid not in kept and is_named_after(str(item.friendly_name), owner):
                delete_if_there(items(item.sid))


def delete_if_there(context: Any) -> None:
    """Delete an object, by the SDK's context; an attempt without an answer may have deleted it."""
    try:
        context.delete()
    except Exception as error:
        if not is_gone(error):
            raise


def document_errors(found: Any, bundle: Any) -> list[dict[str, Any]]:
    """Return why a bundle was rejected: Twilio says it of the documents (assumed: of none where all are at fault).

    Args:
        found: The SDK's regulatory compliance of the account.
        bundle: The bundle, as the SDK's instance.
    """
    if bundle.status != "twilio-rejected":
        return []
    documents = [found.supporting_documents(sid).fetch() for sid in held_by(bundle) if sid.startswith("RD")]
    reasons = [
        {"code": error.get("code"), "field": str(each.type), "message": each.failure_reason}
        for each in documents
        for error in each.errors or ({} if each.failure_reason else ())
    ]
    return [
        each for index, each in enumerate(reasons) if each["code"] not in {other["code"] for other in reasons[:index]}
    ]


def held_by(bundle: Any) -> dict[str, str]:
    """Return what a bundle holds: the SID of each assignment by that of the object."""
    return {str(each.object_sid): str(each.sid) for each in all_pages(bundle.item_assignments.list)}
