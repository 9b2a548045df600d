"""A German and a British tenant, from their files to messages and to a renewal, with the real engine."""

import json
from collections.abc import Callable

from owl.exit_codes import ExitCode
from tests.engine.project import Project
from tests.engine.test_toll_free import DAY, EIN, paid, run_until
from tests.international import BRICK_LANE, GERMAN, TO, abroad, british_business, countries, price_book
from tests.toll_free import FALCONS

MOBILE = "      end_user: {business_name: Freestyle Falcons GmbH, business_registration_number: HRB 123456}\n"
REGISTER = "      documents:\n        - type: commercial_registrar_excerpt\n"


def put(dev: Project) -> None:
    """Write the tenants' files and the catalogue."""
    dev.keep_tenants(FALCONS)
    catalogue = dev.directory / "tenants" / "catalogue"
    (catalogue / "countries.yaml").write_text(countries(), "utf-8")
    (catalogue / "price-book.yaml").write_text(price_book(), "utf-8")
    for tenant, text, country in ((FALCONS, abroad(GERMAN), "DE"), (BRICK_LANE, british_business(), "GB")):
        dev.tenant(tenant).write_text(text.replace("countries: [US]", f"countries: [{country}]"), "utf-8")
    dev.waive(f"margin-floor: {FALCONS}", f"margin-floor: {BRICK_LANE}")


def delivered(dev: Project, country: str) -> tuple[str, str]:
    """Send a message as the country's tenant from its number; return what became of it, and that number."""
    tenant = {"DE": FALCONS, "GB": BRICK_LANE}[country]
    sender = dev.outputs()["senders"][tenant]
    number = sender["phone_numbers"][f"{tenant}.{country.lower()}-mobile"]
    messages = dev.console.with_key(sender["api_key_sid"], sender["api_key_secret"], sender["account_sid"]).messages
    sent = messages.create(
        to=TO[country], from_=number, messaging_service_sid=sender["messaging_service_sid"], body="Your bike is ready."
    )
    dev.local.control.settle()
    return str(messages(sent.sid).fetch().status), str(number)


def put_register(dev: Project) -> None:
    """Add the file that the German document lacks."""
    (dev.directory / "tenants" / FALCONS).mkdir()
    (dev.directory / "tenants" / FALCONS / "register.pdf").write_bytes(b"%PDF-1 HRB 123456")
    dev.edit(FALCONS, REGISTER, f"{REGISTER}          file: {FALCONS}/register.pdf\n")


def renew(dev: Project) -> None:
    """Renew the German bundle under another name of the business."""
    dev.edit(FALCONS, MOBILE, f"{MOBILE.replace('Freestyle ', '')}      renewed_on: 2027-01-10\n")
    renewing = dev.up("--refresh")
    assert renewing.code == 0, renewing.text
    assert dev.drift().code == 0
    assert "renewal of regulatory bundle DE mobile in review" in dev.registration_status()[FALCONS]
    dev.local.control.advance(4 * DAY)
    for _ in range(2):  # the second run lets go of what the bundle held before
        done = dev.up("--refresh")
        assert done.code == 0, done.text
        drift = dev.owl("drift", "--stack", "dev")
        assert drift.code == 0, drift.text


def test_from_file_to_message_to_renewal(project: Callable[..., Project]) -> None:
    """The German bundle is rejected, corrected, approved, about to end, and renewed; no number goes."""
    dev = project(OWL_SECRET_FREESTYLE_FALCONS_EIN=EIN)
    put(dev)
    dev.local.control.set_behaviour("regulatory_bundle", "seconds", 0.9 * DAY)

    announced = dev.preview()
    assert announced.code == 0, announced.text
    assert "$4.15 a month" in announced.text
    assert f"the regulatory bundles of {BRICK_LANE} (GB mobile), {FALCONS} (DE mobile)" in announced.text
    run_until(dev, "may send: regulatory bundle GB mobile approved", BRICK_LANE)
    rejected = dev.registration_status()[FALCONS]
    assert "regulatory bundle DE mobile rejected since 20" in rejected
    place = f"tenants/{FALCONS}.yaml:{dev.line(FALCONS, 'senders.international[0].documents')}"
    assert f"{place} senders.international[DE mobile].documents" in rejected
    assert paid(dev) == {("phone_number", "1.15"): 1}
    assert delivered(dev, "GB")[0] == "delivered"

    put_register(dev)
    run_until(dev, "may send: regulatory bundle DE mobile approved")
    before = delivered(dev, "DE")
    assert before[0] == "delivered"

    dev.local.control.change_regulation("DE", days=50)
    drift, status = dev.owl("drift", "--stack", "dev"), dev.owl("status", FALCONS)
    assert drift.code == ExitCode.NEEDS_PERSON
    assert all("regulatory bundle DE mobile ends on" in each.text for each in (drift, status))
    assert "in 50 days: bring its facts and documents up to date" in status.text
    renew(dev)

    assert delivered(dev, "DE") == before
    assert paid(dev) == {("phone_number", "1.15"): 1, ("phone_number", "3.00"): 1}
    assert what_is_held(dev) == (["Brick Lane Bikes Ltd", "Falcons GmbH"], 3)
    assert who_is_registered(dev) == (
        {("VAT", "EUROPE"), ("CN", "EUROPE")},
        ["Berlin DE", "Berlin DE", "London GB", "London GB"],
        0,
    )
    assert not any(each in json.dumps(dev.state()) for each in (EIN, EIN.replace("-", "")))
    destroyed = dev.destroy()
    assert destroyed.code == 0, destroyed.text
    assert dev.open_ledger() == []


def who_is_registered(dev: Project) -> tuple[set[tuple[str, str]], list[str], int]:
    """Return which registers and regions the customer profiles name, the addresses, and the number of brands."""
    sid = dev.outputs()["senders"][FALCONS]["account_sid"]
    account = dev.console.account(sid)
    said = [each.attributes for each in account.trusthub.v1.end_users.list() if "website_url" in each.attributes]
    named = {(each["business_registration_identifier"], each["business_regions_of_operation"]) for each in said}
    addresses = sorted(f"{each.city} {each.iso_country}" for each in dev.console.v2010(sid).addresses.list())
    brands = account.messaging.v1.brand_registrations.list()
    return named, addresses, len(brands)


def what_is_held(dev: Project) -> tuple[list[str], int]:
    """Return the names of the end users that Twilio has, and the number of bundles."""
    account = dev.outputs()["senders"][FALCONS]["account_sid"]
    compliance = dev.console.account(account).numbers.v2.regulatory_compliance
    names = sorted(str(each.attributes["business_name"]) for each in compliance.end_users.list())
    return names, len(compliance.bundles.list())
