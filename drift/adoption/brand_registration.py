"""A brand that no state knows: of a stack whose state was lost, or registered by hand."""

from drift.adoption.adoption import Adoption, Edit, Into, NotExpressible
from drift.orphans import Orphan


def adoption(orphan: Orphan, into: Into) -> Adoption:
    """Name it in the tenant's file, if it is of the tenant's own bundles.

    Raises:
        NotExpressible: The tenant has a brand, or this one is of other bundles.
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
    return Adoption((Edit(into.here("brand", "registration_sid"), orphan.sid),))
