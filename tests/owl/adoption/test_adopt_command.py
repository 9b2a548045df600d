"""`owl adopt` with the real engine: existing objects come into the files, and `pulumi up` adopts them unchanged."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from providers.geo_permissions import PermissionsOfAccount
from tenants.model import load_tenants
from tests.engine.project import Project
from tests.international import countries, price_book
from tests.owl.adoption.test_international_number import NAME, Bought
from tests.providers.bundles import Bundles
from tests.providers.world import World

TENANT = "freestyle-falcons"


@pytest.fixture(scope="module")
def deployed(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A stack with two tenants, one of which texts Britain too."""
    made = Project(tmp_path_factory.mktemp("adopt"))
    made.keep_tenants(TENANT, "alpine-spokes")
    catalogue = made.directory / "tenants" / "catalogue"
    (catalogue / "countries.yaml").write_text(countries(), "utf-8")
    (catalogue / "price-book.yaml").write_text(price_book(), "utf-8")
    made.edit(TENANT, "messaging:\n", "messaging:\n  destinations: [US, GB]\n")
    made.waive(*(f"{rule}: {TENANT}" for rule in ("destination-has-sender", "margin-floor", "numbers-in-package")))
    permissions = made.console.account(made.local.account_sid).accounts.v1.messaging_geopermissions
    PermissionsOfAccount(permissions, made.local.account_sid).update(closed={"CA"})  # else the second run closes it
    deployment = made.up()
    assert deployment.code == 0, deployment.text
    return made


@pytest.fixture
def dev(deployed: Project) -> Iterator[Project]:
    """The deployed stack; a test's changes are undone."""
    with deployed.taken_back():
        yield deployed


@pytest.fixture
def account_sid(dev: Project) -> str:
    """The account that both tenants share."""
    [account] = dev.console.accounts.list(friendly_name="dev-shared")
    return str(account.sid)


def writes(dev: Project, since: int) -> list[str]:
    """Return the calls since then that were not reads."""
    return [f"{call['method']} {call['path']}" for call in dev.local.control.journal(since) if call["method"] != "GET"]


def latest(dev: Project) -> int:
    """Return the latest call."""
    return max(int(call["sequence"]) for call in dev.local.control.journal())


def template(dev: Project, account_sid: str, text: str | None = None) -> tuple[str, str]:
    """Create a template by hand, by default one of the catalogue's; return its SID and its name in the catalogue."""
    tenants = load_tenants(dev.directory / "tenants")
    name = "delivery-on-the-way"
    meant = tenants.templates[name]

    class Body:
        def to_dict(self) -> dict[str, Any]:
            return {
                "friendly_name": "by hand",
                "language": meant.language,
                "variables": meant.numbered_examples_for(tenants.by_id[TENANT].name),
                "types": {"twilio/text": {"body": text or meant.numbered_body}},
            }

    return str(dev.console.account(account_sid).content.v1.contents.create(Body()).sid), name


def test_what_was_adopted_is_taken_over_without_a_change(dev: Project, account_sid: str) -> None:
    """After adopting two numbers and a template, `pulumi up` writes nothing to Twilio, and the next preview is empty.

    One of the numbers is British, with an approved regulatory bundle.
    """
    british = Bought(_world(dev), NAME)
    number = dev.console.v2010(account_sid).incoming_phone_numbers.create(area_code="415")
    sid, name = template(dev, account_sid)
    called = dev.console.v2010(account_sid).incoming_phone_numbers.create(
        area_code="415", friendly_name=f"{TENANT} till"
    )

    unchanged, calls = dev.tenant(TENANT).read_text("utf-8"), latest(dev)
    dry = dev.owl("adopt", number.sid, "--tenant", TENANT, "--dry-run", "--format", "json")
    assert writes(dev, calls) == []
    assert dev.tenant(TENANT).read_text("utf-8") == unchanged

    told = dev.owl("adopt", number.sid, "--tenant", TENANT, "--yes")
    by_name = dev.owl("adopt", called.sid)
    called.delete()
    assert told.code == 0, told.text
    assert dev.owl("adopt", sid, "--tenant", TENANT, "--yes").code == 0
    abroad = dev.owl("adopt", british.sid, "--tenant", TENANT, "--yes")
    assert (abroad.code, dev.owl("check").code) == (0, 0), abroad.text
    paid = dev.local.control.ledger()
    text = dev.tenant(TENANT).read_text("utf-8")
    pending = dev.owl("drift", "--stack", "dev")
    announced = dev.preview()
    before = latest(dev)
    done = dev.up()
    settled = dev.drift()

    report = json.loads(dry.out)
    assert (dry.code, report["sid"], report["file"]) == (0, number.sid, f"tenants/{TENANT}.yaml")
    assert report["edits"][0]["value"]["number"] == number.phone_number
    assert len(report["twilio_changes"]) == 2
    assert not report["written"]

    key = f"number-{number.phone_number[-4:]}"
    assert f"in its file, environments.dev.additional_phone_numbers.{key}: number {number.phone_number}\n" in told.text
    assert f"friendly_name '{number.friendly_name}' becomes '{TENANT}.{key}'" in told.text
    assert f"becomes a sender of {dev.outputs()['senders'][TENANT]['messaging_service_sid']}" in told.text
    assert f"  - {name}\n" in text
    assert "# Freestyle Falcons: a BMX shop and repair bench" in text
    assert f"becomes part of {TENANT}" in by_name.text
    assert pending.code == 0, pending.text
    assert f"; {number.sid} exists already and would be taken over" in pending.text
    assert f"; {british.sid} exists already and would be taken over" in pending.text
    assert f"; {british.bundle.sid} exists already and would be taken over" in pending.text
    assert done.code == 0, done.text
    assert done.counts["created"] == 13  # each number, its place in the service, what a bundle has, and the template
    assert writes(dev, before) == []
    assert dev.local.control.ledger() == paid
    for text in (announced.text, done.text):
        assert "to buy, unless the account has it already: $2.30 a month. Purchases can't be undone:\n" in text
        numbers = f"phone number {number.phone_number} $1.15 a month, phone number {british.number} $1.15 a month\n"
        assert f"  {TENANT}: {numbers}" in text
        assert "to buy, as reviews are approved" not in text
    assert "bought" not in settled.text
    assert settled.code == 0, settled.text
    assert dev.owl("adopt", number.sid, "--tenant", TENANT, "--yes").text.startswith(
        f"owl: {number.sid} is not an orphan"
    )


def test_nothing_is_written_unless_somebody_agrees(dev: Project, account_sid: str) -> None:
    """Without `--yes` it asks; the owner must be clear; objects that a package does not include are refused."""
    number = dev.console.v2010(account_sid).incoming_phone_numbers.create(area_code="415", friendly_name="till")
    before, text = latest(dev), dev.tenant(TENANT).read_text("utf-8")

    asked = dev.owl("adopt", number.sid, "--tenant", TENANT)
    whose = dev.owl("adopt", number.sid, "--yes")
    refused = dev.owl("adopt", number.sid, "--tenant", "alpine-spokes", "--yes")
    nobody = dev.owl("adopt", number.sid, "--tenant", "acme", "--yes")

    assert "Make these changes at Twilio?" in asked.text
    assert "environments.dev.additional_phone_numbers.till" in asked.text
    assert "name one with --tenant (alpine-spokes, freestyle-falcons)" in whose.text
    assert "`owl check` would refuse it" in refused.text
    assert "(mandatory: numbers-in-package)" in refused.text
    assert "there is no tenant 'acme'" in nobody.text
    assert {asked.code, whose.code, refused.code, nobody.code} == {1}
    assert writes(dev, before) == []
    assert dev.tenant(TENANT).read_text("utf-8") == text


def test_what_a_file_cannot_express_is_refused_with_advice(dev: Project, account_sid: str) -> None:
    """Each such kind is refused with its own advice."""
    itself = dev.console.account(account_sid)
    service = itself.messaging.v1.services.create(friendly_name="by hand")
    number = dev.console.v2010(account_sid).incoming_phone_numbers.create(area_code="415")
    service.phone_numbers.create(phone_number_sid=number.sid)
    other, _ = template(dev, account_sid, "Something else. Reply STOP to opt out.")
    key = dev.console.v2010(account_sid).new_keys.create(friendly_name="by hand")
    account = dev.console.accounts.create(friendly_name="by hand")
    expected = {
        service.sid: "a tenant has one service",
        number.sid: f"it is a sender of {service.sid}, which is not the service of {TENANT}",
        other: "no template in the catalogue has its text",
        key.sid: "a tenant has one key",
        account.sid: f"{account.sid} is an account: `owl adopt --account {account.sid} --stack dev`",
        "PN" + "0" * 32: "is not an orphan of stack dev",
    }

    told = {sid: dev.owl("adopt", sid, "--tenant", TENANT, "--yes") for sid in expected}

    for sid, reason in expected.items():
        assert told[sid].code == 1
        assert reason in told[sid].text
    assert all(key.secret not in each.text for each in told.values())


def test_an_adopted_brand_is_not_bought_again(tmp_path: Path) -> None:
    """An ambiguous brand (two have the same bundles) or one that the file does not describe is refused with advice."""
    dev = Project(tmp_path)
    dev.keep_tenants(TENANT, "alpine-spokes")
    dev.local.control.script_review("trust_product", "hold")
    begun = dev.up()
    assert begun.code == 0, begun.text
    dev.local.control.clear_reviews()
    sids = {
        each["type"].rpartition(":")[2]: (each["outputs"]["account_sid"], each["outputs"].get("sid"))
        for each in dev.resources()
        if each["urn"].endswith(f"::{TENANT}")
    }
    account_sid, profile = sids["CustomerProfile"]
    brands = dev.console.account(account_sid).messaging.v1.brand_registrations
    vetted = brands.create(profile, sids["TrustProduct"][1])
    brand = brands.create(profile, sids["TrustProduct"][1], skip_automatic_sec_vet=True)
    paid, text = dev.local.control.ledger(), dev.tenant(TENANT).read_text("utf-8")

    otherwise = dev.owl("adopt", vetted.sid, "--tenant", TENANT)
    elsewhere = dev.owl("adopt", brand.sid, "--tenant", "alpine-spokes")
    unchanged = dev.tenant(TENANT).read_text("utf-8")
    told = dev.owl("adopt", brand.sid, "--tenant", TENANT)
    done = dev.up("--refresh")
    again = dev.owl("adopt", vetted.sid, "--tenant", TENANT)

    assert {otherwise.code, elsewhere.code, again.code} == {1}
    assert (
        "it is registered with kind: standard, but the file says kind: low_volume_standard, and a brand"
        in otherwise.text
    )
    assert "its bundles are not those of alpine-spokes" in elsewhere.text
    assert f"{TENANT} already has a brand" in again.text
    assert unchanged == text
    assert told.code == 0, told.text
    assert f"in its file, environments.dev.brand.registration_sid: {brand.sid}\n" in told.text
    assert done.code == 0, done.text
    assert f"  {TENANT}: campaign $15.00 once and $1.50 a month\n" in done.text  # and no brand
    assert dev.registration_status()[TENANT].startswith("may send")
    assert dev.drift().code == 0
    looked = dev.owl("drift", "--stack", "dev")
    assert looked.code == 0, looked.text  # the other brand can't be ended, so it is no drift
    assert f"BrandRegistration {vetted.sid}" in looked.text
    bought = [each for each in dev.local.control.ledger()[len(paid) :] if each["kind"] == "brand_registration"]
    assert [each["once_usd"] for each in bought] == ["4.50"]  # the other tenant's brand
    assert not {each["sid"] for each in bought} & {brand.sid, vetted.sid}


def test_an_account_set_up_by_hand_becomes_a_draft(dev: Project) -> None:
    """The draft has all that Twilio knows; unknown fields are marked, and refused with their line."""
    made = _world(dev)
    account = dev.console.accounts.create(friendly_name="Gull Surf")
    bundles = Bundles(made, account.sid)
    bundles.approve_all()
    itself = dev.console.account(account.sid)
    brand = itself.messaging.v1.brand_registrations.create(bundles.customer_profile(), bundles.trust_product())
    service = itself.messaging.v1.services.create(friendly_name="Gull Surf", validity_period=600)
    number = dev.console.v2010(account.sid).incoming_phone_numbers.create(area_code="619")
    service.phone_numbers.create(phone_number_sid=number.sid)
    service.us_app_to_person.create(
        brand_registration_sid=brand.sid,
        description="Gull Surf tells customers who asked for it that a board is repaired.",
        message_flow="Customers tick a box of its own at https://gull-surf.example/checkout.",
        message_samples=["Gull Surf: your board is repaired.", "Gull Surf: your order is ready."],
        us_app_to_person_usecase="LOW_VOLUME",
        has_embedded_links=False,
        has_embedded_phone=False,
        privacy_policy_url="https://gull-surf.example/privacy",
        terms_and_conditions_url="https://gull-surf.example/text-terms",
    )
    before = latest(dev)

    dry = dev.owl("adopt", "--account", account.sid, "--dry-run", "--format", "json")
    assert not dev.tenant("gull-surf").exists()
    told = dev.owl("adopt", "--account", account.sid)
    again = dev.owl("adopt", "--account", account.sid)
    checked = dev.owl("check")

    text = dev.tenant("gull-surf").read_text("utf-8")
    [draft] = json.loads(dry.out)["drafts"]
    assert (draft["tenant"], draft["written"], draft["text"]) == ("gull-surf", False, text)
    assert draft["secrets"] == ["gull-surf-ein"]
    assert told.code == 0, told.text
    assert told.text.startswith("Written: tenants/gull-surf.yaml\n")
    assert "OWL_SECRET_GULL_SURF_EIN" in told.text
    assert f"MessagingService {service.sid}: 'Gull Surf' to 'gull-surf'" in told.text
    assert f"Subaccount {account.sid}: 'Gull Surf' to 'dev-gull-surf'" in told.text
    assert again.text.startswith("tenants/gull-surf.yaml exists already and was not changed\n")
    assert writes(dev, before) == []
    for line in (
        "name: Gull Surf",
        "  registration_number: secret:gull-surf-ein",
        "  legal_name: Freestyle Falcons LLC",
        f'      number: "{number.phone_number}"',
        "  validity_period: 600",
        "  kind: standard",
    ):
        assert f"{line}\n" in text
    assert "3456789" not in text + told.text
    place = text.splitlines().index('package: "TODO: its package: bronze, silver, gold"') + 1
    assert f"tenants/gull-surf.yaml:{place}:10: package: not filled in yet: its package" in checked.text
    assert checked.code == 1


def _world(dev: Project) -> World:
    """Return the project's local Twilio."""
    from providers.core.settings import ConnectionSettings, Mode  # noqa: PLC0415 - two tests need them

    made, directory = World.__new__(World), Path(dev.environment["OWL_LOCAL"])
    made.local, made.brand = dev.local, None
    made.settings = ConnectionSettings(dev.local.account_sid, Mode.LOCAL, local_directory=directory)
    return made
