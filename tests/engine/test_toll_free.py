"""A tenant starts on a toll-free number, gets its campaign later, and gives the number up, with the real engine."""

import json
from collections import Counter
from collections.abc import Callable

from tests.engine.project import Project
from tests.engine.test_kill import up_and_be_killed
from tests.objects import what_there_is
from tests.openapi.scenarios.tollfree_verifications import BUSINESS
from tests.toll_free import FALCONS, SENDERS, alone, beside

DAY = 86_400
REVIEWS = ("customer_profile", "trust_product", "brand_registration", "us_app_to_person", "tollfree_verification")

TO = "+14155552671"
EIN = "12-3456789"
"""The registration number, which the verification sends and nothing shows."""


def run_until(dev: Project, wanted: str, tenant: str = FALCONS) -> list[str]:
    """Deploy every other day until the status begins so; return the statuses without their days."""
    seen: list[str] = []
    for _ in range(20):
        done = dev.up("--refresh")
        assert done.code == 0, done.text
        status = dev.registration_status()[tenant]
        if status not in seen[-1:]:
            seen.append(status)
        if status.startswith(wanted):
            return seen
        dev.local.control.advance(2 * DAY)
    raise AssertionError(f"never {wanted!r}: {seen}")


def delivered(dev: Project) -> tuple[str, str]:
    """Send a message as the tenant; return what became of it, and the area code that it came from."""
    sender = dev.outputs()["senders"][FALCONS]
    messages = dev.console.with_key(sender["api_key_sid"], sender["api_key_secret"], sender["account_sid"]).messages
    sent = messages.create(to=TO, messaging_service_sid=sender["messaging_service_sid"], body="Your bike is ready.")
    dev.local.control.settle()
    found = messages(sent.sid).fetch()
    return str(found.status), str(found.from_)[2:5]


def paid(dev: Project) -> Counter[tuple[str, str]]:
    """Count what was bought, by kind and monthly price."""
    return Counter((each["kind"], each["monthly_usd"]) for each in dev.local.control.ledger())


def submissions(dev: Project) -> int:
    """Count the verifications that were submitted."""
    calls = dev.local.control.journal()
    return sum(
        (each["method"], each["path"], each["status"]) == ("POST", "/v1/Tollfree/Verifications", 201) for each in calls
    )


def test_a_tenant_starts_on_toll_free(project: Callable[..., Project]) -> None:
    """Each thing is bought once, although the engine is killed at the purchase and at the submission."""
    dev = project(PULUMI_SKIP_CHECKPOINTS="true", OWL_SECRET_FREESTYLE_FALCONS_EIN=EIN)
    dev.keep_tenants(FALCONS)
    dev.tenant(FALCONS).write_text(alone(), "utf-8")
    for kind in REVIEWS:  # each has two steps, and is done when two days have passed
        dev.local.control.set_behaviour(kind, "seconds", 0.9 * DAY)

    announced = dev.preview()
    assert (
        f"to submit, once its customer profile is approved: the toll-free verification of {FALCONS}" in announced.text
    )
    assert "$2.15 a month" in announced.text
    assert up_and_be_killed(dev, "/IncomingPhoneNumbers.json$")[0] != 0
    dev.pulumi("cancel", "--yes", "--stack", dev.stack)
    with_all_rules = dev.make_up("--yes")
    assert with_all_rules.code == 0, with_all_rules.text
    dev.local.control.advance(2 * DAY)
    assert dev.pulumi("refresh", "--yes", "--skip-preview", "--stack", dev.stack).code == 0
    assert up_and_be_killed(dev, "/v1/Tollfree/Verifications$")[0] != 0
    dev.pulumi("cancel", "--yes", "--stack", dev.stack)
    assert run_until(dev, "may send")[-1].startswith("may send: toll-free verification approved since ")
    assert dev.drift().code == 0
    assert delivered(dev) == ("delivered", "888")
    assert submissions(dev) == 1
    assert not any(each in json.dumps(dev.state()) for each in (EIN, EIN.replace("-", "")))
    assert paid(dev) == {("phone_number", "2.15"): 1}

    dev.tenant(FALCONS).write_text(beside(), "utf-8")
    seen = run_until(dev, "may send: campaign approved")
    assert all(each.startswith("may send") for each in seen)
    assert any("; brand in review since " in each for each in seen)

    dev.edit(FALCONS, SENDERS, "")
    refused = dev.up()
    assert refused.code != 0
    assert "its phone number would be released: a new one costs $2.15 a month" in refused.text
    dev.approve(FALCONS, "phone_number")
    assert dev.up().code == 0
    assert dev.drift().code == 0
    assert delivered(dev) == ("delivered", "415")
    assert paid(dev) == {
        ("phone_number", "2.15"): 1,
        ("phone_number", "1.15"): 1,
        ("brand_registration", "0"): 1,
        ("us_app_to_person", "1.50"): 1,
    }
    assert [each["monthly_usd"] for each in dev.open_ledger() if each["kind"] == "phone_number"] == ["1.15"]
    assert set(what_there_is(dev.console).values()) == {1}


def test_a_toll_free_number_that_a_person_bought_is_adopted(project: Callable[..., Project]) -> None:
    """`owl adopt` writes it with all that its verification says; the next run finds both, and nothing is left to do."""
    dev = project()
    dev.keep_tenants(FALCONS)
    assert dev.up().code == 0
    account = dev.outputs()["senders"][FALCONS]["account_sid"]
    number = dev.console.v2010(account).incoming_phone_numbers.create(phone_number="+18885550123")
    made = dev.console.account(account).messaging.v1.tollfree_verifications.create(
        tollfree_phone_number_sid=number.sid, **AS_IN_THE_FILE
    )

    adopted = dev.owl("adopt", str(number.sid), "--tenant", FALCONS, "--yes")
    up = dev.up("--refresh")

    assert adopted.code == 0, adopted.text
    assert "toll_free:" in dev.tenant(FALCONS).read_text("utf-8")
    assert up.code == 0, up.text
    assert dev.drift().code == 0
    [verification] = dev.console.account(account).messaging.v1.tollfree_verifications.list()
    assert verification.sid == made.sid
    [subscription] = [each for each in dev.resources() if each["type"].endswith(":EventSubscription")]
    assert "com.twilio.messaging.compliance.toll-free-verification.rejected" in subscription["outputs"]["types"]
    assert [each["monthly_usd"] for each in dev.open_ledger() if each["kind"] == "phone_number"] == ["1.15", "2.15"]
    assert delivered(dev)[0] == "delivered"


AS_IN_THE_FILE = BUSINESS | {
    "business_website": "https://freestyle-falcons.example",
    "doing_business_as": "Freestyle Falcons",
    "production_message_sample": "Freestyle Falcons: your bike is ready. Reply STOP to opt out.",
}
"""What the person wrote about the business: the same as the tenant's file says."""
