"""Adopt a toll-free number that was bought by hand, with its verification."""

from owl.adoption.adoption import Adoption, Edit, Into, NotExpressible, as_declared
from owl.drift.orphans import Orphan
from owl.origins.inverse import file_values
from owl.rendering.on_stack import on_stack
from providers.tollfree_verification import TollfreeVerificationProvider
from tenants.model.naming import Part, ResourceName


def adoption(orphan: Orphan, into: Into, number: str) -> Adoption:
    """Return the edit that names it as the tenant's toll-free number, with all that its verification says.

    Args:
        orphan: The number.
        into: The target.
        number: Its digits, in E.164.

    Raises:
        NotExpressible: The tenant has another one, or this one has no verification that says what it is for.
    """
    content, tenant = orphan.content, into.tenant
    assert content is not None  # noqa: S101 - only accounts have none
    name = str(ResourceName(tenant.id, Part.TOLL_FREE))
    if into.state.of_kind("PhoneNumber").get(name):
        raise NotExpressible(f"{tenant.id} has a toll-free number already, and a tenant has one. Release this one")
    renamed = as_declared(content, {"friendly_name": name, "phone_number": number})
    path = into.here("senders", "toll_free")
    declared = tenant.toll_free
    if declared:
        return Adoption(
            (Edit(path, {**({"area_code": None} if declared.area_code else {}), "number": number}),), renamed
        )
    provider = TollfreeVerificationProvider()
    verifications = provider.existing(into.twilio, {"account_sid": orphan.account_sid}).values()
    mine = next((each for each in verifications if each.tollfree_phone_number_sid == orphan.sid), None)
    if mine is None:
        raise NotExpressible(
            f"it has no verification, so nothing says what it is for. Add senders.toll_free with number: '{number}' to "
            f"the file of {tenant.id}"
        )
    values = file_values(provider.kind, provider.fields(mine))
    said = {path.rpartition(".")[2]: value for path, value in values.items()}
    note = (
        "its verification stays as it is: if the business in the file differs from what it says, the next "
        f"`{on_stack('pulumi up', into.state.name)}` asks for an approval of a new one"
    )
    return Adoption((Edit(path, {"number": number, **said}),), renamed, (note,))
