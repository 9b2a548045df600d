"""Adopt a brand that is in no state: because the state was lost, or because it was registered by hand."""

from collections.abc import Iterable, Mapping

from owl.adoption.adoption import Adoption, Edit, Into, NotExpressible
from owl.approvals.irreversible import brand_kind
from owl.drift.orphans import Orphan


def adoption(orphan: Orphan, into: Into) -> Adoption:
    """Return the edit that names the brand in the tenant's file, if its bundles are the tenant's and its kind matches.

    Raises:
        NotExpressible: The tenant has a brand, or this one has other bundles or another kind.
    """
    tenant, fields = into.tenant, orphan.content.fields if orphan.content else {}
    if into.outputs("BrandRegistration"):
        raise NotExpressible(
            f"{tenant.id} already has a brand. This one can't be deleted and costs nothing more: leave it as it is"
        )
    bundles = {
        "customer_profile_bundle_sid": into.outputs("CustomerProfile").get("sid"),
        "a2p_profile_bundle_sid": into.outputs("TrustProduct").get("sid"),
    }
    if any(fields.get(name) != sid for name, sid in bundles.items()):
        raise NotExpressible(
            f"its bundles are not those of {tenant.id}. A brand can't be moved or deleted, and costs nothing more: "
            "leave it as it is"
        )
    if tenant.brand is None:
        raise NotExpressible(f"the file of {tenant.id} has no brand: add brand and campaign to it, then run this again")
    there = {"kind": brand_kind(fields).value, "mock": str(bool(fields.get("mock"))).lower()}
    declared = {"kind": tenant.brand.kind.value, "mock": str(tenant.brand.mock).lower()}
    if there != declared:
        names = [name for name in there if there[name] != declared[name]]
        raise NotExpressible(
            f"it is registered with {_words(there, names)}, but the file says {_words(declared, names)}, and a brand "
            f"can't be changed. To use this brand, write {_words(there, names)} into the file below brand and run this "
            "again. Otherwise leave it as it is: it can't be deleted and costs nothing more"
        )
    return Adoption((Edit(into.here("brand", "registration_sid"), orphan.sid),))


def _words(brand: Mapping[str, str], names: Iterable[str]) -> str:
    return ", ".join(f"{name}: {brand[name]}" for name in names)
