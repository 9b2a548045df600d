"""Every operation on brands."""

from twilio.rest import Client

from tests import bundles


def run(parent: Client) -> None:
    """Register brands of both types, one that fails and is submitted again; read, list, ask owner and contact again."""
    twilio = bundles.local_twilio(parent)
    brands = parent.messaging.v1.brand_registrations
    twilio.control.script_review("brand_registration", "reject", [30701])
    brand = brands.create(*bundles.put(twilio), brand_type="STANDARD", mock=False, skip_automatic_sec_vet=True)
    assert brand.fetch().errors[0]["fields"] == ["region"]
    assert brand.update().status == "APPROVED"
    twilio.control.set_behaviour("brand_otp", "reads")
    sole_proprietor = brands.create(*bundles.put(twilio, "SOLE_PROPRIETOR"), brand_type="SOLE_PROPRIETOR")
    assert sole_proprietor.fetch().status == "PENDING"
    assert sole_proprietor.brand_registration_otps.create().brand_registration_sid == sole_proprietor.sid
    twilio.control.set_behaviour("brand_registration", "reads", 5)
    public = brands.create(*bundles.put(twilio))
    answer = parent.messaging.v1.create("POST", f"/a2p/BrandRegistrations/{public.sid}/2fa")
    assert answer["brand_registration_sid"] == public.sid
    assert len(brands.list(page_size=1)) == 3
