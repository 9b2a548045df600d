"""Adopt a number that was bought by hand."""

from dataclasses import replace

from owl.adoption import international_number, toll_free_number
from owl.adoption.adoption import Adoption, Edit, Into, NotExpressible, Write, as_declared
from owl.drift.orphans import Orphan
from owl.rendering.on_stack import on_stack
from providers.core.gate import APPROVALS
from providers.messaging_service import MessagingServiceProvider
from providers.messaging_service_sender import MessagingServiceSenderProvider
from tenants.model import numbers_of
from tenants.model.naming import ResourceName, words_of_identifier
from tenants.model.sections.field_types import IDENTIFIER, is_toll_free_number

LONGEST_NAME = 20
"""Longest id made from a friendly name, in characters: the id is part of other names."""


def adoption(orphan: Orphan, into: Into) -> Adoption:
    """Return the edit that names it as the tenant's number, or as an additional number if the tenant has one.

    Raises:
        NotExpressible: The file names it already, or it is a sender of another service.
    """
    content = orphan.content
    assert content is not None  # noqa: S101 - only accounts have none
    number = str(content.fields["phone_number"])
    tenant = into.tenant
    if number in {each.number for _, each in numbers_of(tenant).values()}:
        up = on_stack("pulumi up", into.state.name)
        raise NotExpressible(f"the file of {tenant.id} names it already: the next `{up}` takes it over")
    if not number.startswith("+1"):
        found, with_bundle = international_number.adoption(orphan, into, number)
        return replace(found, writes=(*found.writes, *_sending(orphan, into, is_approved=with_bundle)))
    if is_toll_free_number(number):
        return toll_free_number.adoption(orphan, into, number)
    if not into.outputs("PhoneNumber"):
        path, name = into.here("phone_number"), tenant.id
        merges = path != ("phone_number",) and tenant.phone_number and tenant.phone_number.area_code
        declared = {**({"area_code": None} if merges else {}), "number": number}
    else:
        chosen = _name(orphan, into)
        path, name = into.here("additional_phone_numbers", chosen), str(ResourceName(tenant.id, chosen))
        declared = {"number": number}
    renamed = as_declared(content, {"friendly_name": name, "phone_number": number})
    is_approved = into.outputs("Campaign").get("campaign_status") in APPROVALS
    return Adoption((Edit(path, declared),), (*renamed, *_sending(orphan, into, is_approved=is_approved)))


def _name(orphan: Orphan, into: Into) -> str:
    """Return an id for it: made from its name if that gives a valid one, else from its last digits."""
    tenant = into.tenant
    called = orphan.content.fields.get("friendly_name", "") if orphan.content else ""
    name = ResourceName.parse(str(called))
    words = name.part if name.tenant == tenant.id and name.part else str(called)
    proposed = words_of_identifier(words)[:LONGEST_NAME].strip("-")
    if not IDENTIFIER.fullmatch(proposed) or proposed in tenant.additional_phone_numbers:
        proposed = (
            f"number-{orphan.sid[-4:].lower()}" if not orphan.name[-4:].isdigit() else f"number-{orphan.name[-4:]}"
        )
    if proposed in tenant.additional_phone_numbers:
        proposed = f"number-{orphan.sid[2:10].lower()}"
    return proposed


def _sending(orphan: Orphan, into: Into, *, is_approved: bool) -> tuple[Write, ...]:
    """Return the change that makes it a sender of the tenant's service, if what a sender waits for is approved.

    Raises:
        NotExpressible: It is a sender of another service.
    """
    account, senders = {"account_sid": orphan.account_sid}, MessagingServiceSenderProvider()
    mine = into.outputs("MessagingService").get("sid")
    for sid in MessagingServiceProvider().existing(into.twilio, account):
        if orphan.sid in senders.existing(into.twilio, {**account, "service_sid": sid}):
            if sid == mine:
                return ()
            raise NotExpressible(
                f"it is a sender of {sid}, which is not the service of {into.tenant.id}: remove it from that service "
                "in Twilio's console, then run this again"
            )
    if mine is None or not is_approved:
        return ()
    inputs = senders.inputs.model_validate({**account, "service_sid": mine, "phone_number_sid": orphan.sid})
    words = f"PhoneNumber {orphan.sid}: becomes a sender of {mine}, the service of {into.tenant.id}"
    return (Write(words, lambda twilio: senders.make(twilio, inputs)),)
