"""Every operation on vettings of brands."""

from twilio.rest import Client

from tests import bundles


def run(parent: Client) -> None:
    """Vet a brand by both providers, read and list."""
    brands = parent.messaging.v1.brand_registrations
    brand = brands.create(*bundles.put(bundles.local_twilio(parent)))
    vetting = brand.brand_vettings.create(vetting_provider="campaign-verify", vetting_id="cv|1.0|tcr|10dlc|1|T")
    brand.brand_vettings.create(vetting_provider="aegis")
    assert brands(str(brand.sid)).brand_vettings(str(vetting.brand_vetting_sid)).fetch().vetting_status == "SUCCESS"
    assert len(brand.brand_vettings.list()) == 2
    assert len(brand.brand_vettings.list(vetting_provider="aegis")) == 1
