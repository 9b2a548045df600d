"""A brand that no state knows: of a stack whose state was lost, or registered by hand."""

from collections.abc import Iterable, Mapping

from owl.adoption.adoption import Adoption, Edit, Into, NotExpressible
from owl.approvals.irreversible import brand_kind
from owl.drift.orphans import Orphan


def adoption(orphan: Orphan, into: Into) -> Adoption:
    """Name it in the tenant's file, if it is of the tenant's own bundles and as the file says.

    Raises:
        NotExpressible: The tenant has a brand, or this one is of other bundles or of another kind.
    """
    tenant, fields = into.tenant, orphan.content.fields if orphan.content else {}
    if into.outputs("BrandRegistration"):
        raise NotExpressible(f"{tenant.id} has a brand. This one can't be deleted; it costs nothing more, so let it be")
    bundles = {
        "customer_profile_bundle_sid": into.outputs("CustomerProfile").get("sid"),
        "a2p_profile_bundle_sid": into.outputs("TrustProduct").get("sid"),
    }
    if any(fields.get(name) != sid for name, sid in bundles.items()):
        raise NotExpressible(
            f"it is the brand of other bundles than those of {tenant.id}. A brand can't be moved or deleted; it costs "
            "nothing more, so let it be"
        )
    there = {"kind": brand_kind(fields).value, "mock": str(bool(fields.get("mock"))).lower()}
    declared = {"kind": tenant.brand.kind.value, "mock": str(tenant.brand.mock).lower()}
    if there != declared:
        names = [name for name in there if there[name] != declared[name]]
        raise NotExpressible(
            f"it is registered with {_words(there, names)}, and the file says {_words(declared, names)}: nothing of a "
            f"brand can be changed. If this is the one to have, write {_words(there, names)} into the file below brand "
            "and run this again; else let it be: it can't be deleted, and costs nothing more"
        )
    return Adoption((Edit(into.here("brand", "registration_sid"), orphan.sid),))


def _words(brand: Mapping[str, str], names: Iterable[str]) -> str:
    return ", ".join(f"{name}: {brand[name]}" for name in names)
