"""Adopt a number outside the US that was bought by hand, with what its regulatory bundle says of who has it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from owl.adoption.adoption import Adoption, Edit, Into, NotExpressible, Write, as_declared
from owl.drift.account_contents import ACCOUNT, Content
from owl.drift.orphans import Orphan
from owl.rendering.on_stack import on_stack
from providers.address import AddressProvider
from providers.core.connection import Connection
from providers.core.gate import APPROVALS
from providers.core.regulatory import NumberType, compliance, held_by
from providers.regulatory_bundle import RegulatoryBundleProvider
from tenants.model import Tenant
from tenants.model.naming import ResourceName
from tenants.model.regulatory_facts import ADDRESS, ADDRESS_SIDS, REGISTRATION_NUMBER, known_facts
from tenants.model.sections.field_types import IDENTIFIER, country_of
from tenants.model.sections.international_number import EndUserType, LocalAddress

_TAX_NUMBER_DIGITS = 9
"""Digits of an EIN, which no file may have. Registers abroad are public, and their numbers have other lengths."""

_SECTION = ("senders", "international")


@dataclass(frozen=True)
class _Held:
    """What a number's bundle holds.

    Attributes:
        bundle: The bundle, as the SDK's instance; None if the number has none.
        end_user: Its end user; None if it has none.
        documents: Its documents.
    """

    bundle: Any = None
    end_user: Any = None
    documents: tuple[Any, ...] = ()

    def is_named(self, name: str) -> bool:
        """Return whether it is approved, and all of it has the name by which the program finds it."""
        parts = [(self.bundle, ""), (self.end_user, ""), *zip(self.documents, self.names(name), strict=True)]
        is_found = all(each is not None and each.friendly_name == f"{name} {own}".rstrip() for each, own in parts)
        return is_found and self.bundle.status in APPROVALS

    def names(self, owner: str) -> list[str]:
        """Return the documents' names in the file: as the program called them, or numbered if a type comes again.

        An address has none: it is no document in the file.
        """
        found: list[tuple[str, str]] = []
        for each in self.documents:
            called = str(each.friendly_name).removeprefix(f"{owner} ")
            is_named = each.type != ADDRESS and called != each.friendly_name and IDENTIFIER.fullmatch(called)
            own = called if is_named else ""
            count = sum(type_ == each.type for type_, _ in found)
            is_again = each.type != ADDRESS and (each.type, own) in found
            found.append((each.type, f"document-{count + 1}" if is_again else own))
        return [name for _, name in found]


def type_of(number: Content) -> str:
    """Return a number's type as tenants' files name it; empty if Twilio names none."""
    return str(number.fields.get("type") or "").replace("tollfree", "toll-free")


def adoption(orphan: Orphan, into: Into, number: str) -> tuple[Adoption, bool]:
    """Return the edit that names it in the tenant's file, and whether its bundle is taken over with it.

    Args:
        orphan: The number.
        into: The target.
        number: Its digits, in E.164.

    Raises:
        NotExpressible: The file can't express it. The message says what to do.
    """
    content, tenant = orphan.content, into.tenant
    assert content is not None  # noqa: S101 - only accounts have none
    country, type_ = country_of(number), type_of(content)
    if country is None or type_ not in get_args(NumberType):
        raise NotExpressible(f"Twilio says neither country nor type of {number}. Release it, or ask Twilio's support")
    part, words = f"{country.lower()}-{type_}", f"{country} {type_}"
    if part in {each.part for each in tenant.international}:
        raise NotExpressible(
            f"the file of {tenant.id} has a {words} number at senders.international already, and a tenant has one of "
            f"each country and type. If it is this one, add number: '{number}' there; else release this one"
        )
    if country not in tenant.messaging.destinations:
        raise NotExpressible(
            f"{tenant.id} does not text {country}. Add {country} to messaging.destinations in its file, then run this "
            "again"
        )
    held = _held(into.twilio, orphan.account_sid, content.fields.get("bundle_sid"))
    name, owner = str(ResourceName(tenant.id, part)), f"{tenant.id} {part}"
    address = _address(into, orphan, held, number)
    entry = {
        "iso_country": country,
        "number_type": type_,
        "number": number,
        **_end_user(tenant, held),
        "address": {
            field: value for field in LocalAddress.model_fields if (value := address.fields.get(field)) is not None
        },
        **_documents(tenant, held, owner),
    }
    customer = entry.get("end_user", {}).get("business_name", tenant.business.legal_name)
    where = {"friendly_name": owner, "customer_name": customer, "iso_country": country}
    writes = (
        *as_declared(content, {"friendly_name": name, "phone_number": number}),
        *as_declared(address, {**where, **entry["address"]}),
        *(_notices(into, orphan.account_sid, held, owner, entry) if held.is_named(owner) else ()),
    )
    return Adoption((_edit(into, entry),), writes, tuple(_notes(held, owner, into.state.name))), held.is_named(owner)


def _notices(into: Into, account_sid: str, held: _Held, owner: str, entry: Mapping[str, Any]) -> tuple[Write, ...]:
    """Return the change after which Twilio reports the bundle's reviews as declared. An approved bundle takes it."""
    provider = RegulatoryBundleProvider()
    content = Content(provider, str(held.bundle.sid), {ACCOUNT: account_sid}, provider.fields(held.bundle))
    declared = {
        "friendly_name": owner,
        "email": into.tenants.isv.compliance_email,
        "status_callback": into.tenants.isv.callback_urls(into.tenant.id).review_status,
        "iso_country": entry["iso_country"],
        "number_type": entry["number_type"],
        "end_user_type": str(held.end_user.type),
    }
    return as_declared(content, declared)


def _edit(into: Into, entry: Mapping[str, Any]) -> Edit:
    """Return the edit that adds the entry. A list of an environment replaces that of all environments."""
    path = into.here(*_SECTION)
    there, everywhere = _listed(into.file, path), _listed(into.file, _SECTION)
    if there:
        return Edit(path, entry, is_entry=True)
    return Edit(path, [*everywhere, entry])


def _listed(file: Mapping[str, Any], path: tuple[str, ...]) -> list[Any]:
    value: Any = file
    for key in path:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value if isinstance(value, list) else []


def _held(twilio: Connection, account_sid: str, bundle_sid: object) -> _Held:
    if not bundle_sid:
        return _Held()
    found = compliance(twilio, account_sid)
    bundle = found.bundles(bundle_sid)
    items = sorted(held_by(bundle))
    end_users = [found.end_users(sid).fetch() for sid in items if sid.startswith("IT")]
    documents = tuple(found.supporting_documents(sid).fetch() for sid in items if sid.startswith("RD"))
    return _Held(bundle.fetch(), next(iter(end_users), None), documents)


def _address(into: Into, orphan: Orphan, held: _Held, number: str) -> Content:
    """Return the number's address, or the one that a document of its bundle shows.

    Raises:
        NotExpressible: There is none.
    """
    fields = orphan.content.fields if orphan.content else {}
    shown = [(each.attributes or {}).get(ADDRESS_SIDS) for each in held.documents]
    sids = [fields.get("address_sid"), *(each[0] if isinstance(each, list) and each else each for each in shown)]
    sid = next((str(each) for each in sids if each), None)
    if sid is None:
        raise NotExpressible(
            f"neither {number} nor a document of its bundle has an address. Add the number to senders.international in "
            f"the file of {into.tenant.id}, with number: '{number}' and the address; the next "
            f"`{on_stack('pulumi up', into.state.name)}` takes it over"
        )
    provider = AddressProvider()
    instance = into.twilio.v2010(orphan.account_sid).addresses(sid).fetch()
    return Content(provider, sid, {ACCOUNT: orphan.account_sid}, provider.fields(instance))


def _end_user(tenant: Tenant, held: _Held) -> dict[str, Any]:
    """Return what the file has to say of the end user besides `business`. A tax number is not read."""
    if held.end_user is None:
        return {}
    type_ = {"end_user_type": held.end_user.type} if held.end_user.type != EndUserType.BUSINESS else {}
    said = _differing(tenant, held.end_user.attributes)
    return {**type_, **({"end_user": said} if said else {})}


def _documents(tenant: Tenant, held: _Held, owner: str) -> dict[str, Any]:
    said = []
    for each, name in zip(held.documents, held.names(owner), strict=True):
        attributes = _differing(tenant, each.attributes, _attributes(held.end_user))
        if each.type != ADDRESS:
            named = {"name": name} if name else {}
            said.append({"type": each.type, **named, **({"attributes": attributes} if attributes else {})})
    return {"documents": said} if said else {}


def _attributes(end_user: Any) -> Mapping[str, Any]:
    return (end_user.attributes or {}) if end_user else {}


def _differing(tenant: Tenant, given: Any, beside: Mapping[str, Any] | None = None) -> dict[str, str]:
    known = {**known_facts(tenant), **(beside or {})}
    return {
        name: str(value)
        for name, value in (given or {}).items()
        if name != ADDRESS_SIDS
        and value not in {None, "", known.get(name)}
        and not (name == REGISTRATION_NUMBER and sum(map(str.isdecimal, str(value))) == _TAX_NUMBER_DIGITS)
    }


def _notes(held: _Held, owner: str, stack: str) -> Iterator[str]:
    if held.bundle is None or held.is_named(owner):
        return
    yield (
        f"its bundle {held.bundle.sid} stays as it is: what is approved can't be renamed, and the program finds a "
        f"bundle by the name {owner!r}. The next `{on_stack('pulumi up', stack)}` submits one of that name, at no "
        f"cost. Until it is approved the number keeps {held.bundle.sid}; delete that in Twilio's console afterwards"
    )
    files = [each.type for each in held.documents if each.type != ADDRESS]
    if files:
        yield (
            f"Twilio does not give out the files of documents: add `file` to {', '.join(files)} in the section before "
            "that run"
        )
