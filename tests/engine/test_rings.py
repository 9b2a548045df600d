"""Rings and further numbers: a tenant that changes rings keeps everything, and removals need an approval."""

from collections.abc import Callable

from tests.engine.project import Project

FALCONS = "freestyle-falcons"
SPOKES = "alpine-spokes"


def test_a_change_reaches_one_ring_first(dev: Project) -> None:
    """The other ring is left as it is, until it is deployed as well.

    Here the rings share an account; `tests/workflows` deploys tenants to an account each, one ring after the other.
    """
    catalogue = dev.directory / "tenants" / "catalogue" / "templates.yaml"
    catalogue.write_text(catalogue.read_text("utf-8").replace("is ready for pickup", "can be picked up"), "utf-8")

    beta = dev.make_up(ring="beta")
    assert f"ContentTemplate {FALCONS}.order-ready" in beta.text
    assert f"ContentTemplate {SPOKES}.order-ready" not in beta.text
    assert beta.counts["unchanged"] > 0
    assert set(dev.outputs()["senders"]) == {FALCONS, SPOKES}
    general = dev.make_up()
    assert f"ContentTemplate {SPOKES}.order-ready" in general.text
    assert f"ContentTemplate {FALCONS}.order-ready" not in general.text
    assert dev.preview("--expect-no-changes").code == 0


def test_the_ring_of_a_tenant_is_that_of_the_stacks_environment(project: Callable[..., Project]) -> None:
    """A file that overrides the ring for an environment counts there with that ring."""
    prod = project(stack="prod")
    for name, ring in ((FALCONS, "general"), (SPOKES, "beta")):
        with prod.tenant(name).open("a", encoding="utf-8") as file:
            file.write(f"environments:\n  prod:\n    ring: {ring}\n")

    done = prod.make_up(ring="beta")

    assert done.code == 0, done.text
    assert set(prod.outputs()["senders"]) == {SPOKES}


def test_a_ring_that_is_not_there_is_refused(project: Callable[..., Project]) -> None:
    """An unknown ring is refused before an engine starts."""
    refused = project().make_up(ring="gamma")
    assert refused.code == 1
    assert "RING=gamma: no tenant is in that ring; the rings are beta, general" in refused.text


def test_a_tenant_that_moves_to_another_ring_keeps_everything(project: Callable[..., Project]) -> None:
    """Also in a stack that deploys only the tenant's former ring: nothing is replaced, and nothing ends."""
    dev = project()
    assert dev.pulumi("config", "set", "--path", "owl:rings[0]", "beta", "--stack", "dev").code == 0
    assert dev.pulumi("config", "rm", "--path", "owl:rings[1]", "--stack", "dev").code == 0
    assert dev.up().code == 0
    before = {(each["urn"], each["id"]) for each in dev.resources()}
    assert FALCONS in dev.outputs()["senders"]
    assert "alpine-spokes" not in dev.outputs()["senders"]

    dev.edit(FALCONS, "ring: beta", "ring: general")
    moved = dev.up()

    assert moved.code == 0, moved.text
    assert {(each["urn"], each["id"]) for each in dev.resources()} == before
    assert FALCONS in dev.outputs()["senders"]


def test_a_further_number_comes_and_goes(prod: Project) -> None:
    """It becomes a sender of the tenant's service; its release needs an approval, and the first number stays."""
    further = 'additional_phone_numbers:\n  workshop:\n    area_code: "415"\n'
    prod.edit(FALCONS, "templates:", f"{further}templates:")
    more = prod.up()
    assert more.code == 0, more.text
    assert "phone number $1.15 a month" in more.text
    sender = prod.outputs()["senders"][FALCONS]
    service = prod.console.account(sender["account_sid"]).messaging.v1.services(sender["messaging_service_sid"])
    assert len(service.phone_numbers.list()) == 2

    prod.edit(FALCONS, further, "")
    refused = prod.up()
    assert refused.code != 0
    assert f"{FALCONS}: its phone number would be released" in refused.text
    prod.approve(FALCONS, "phone_number")
    prod.pulumi("state", "unprotect", "--all", "--yes", "--stack", "prod")
    done = prod.up()

    assert done.code == 0, done.text
    [number] = service.phone_numbers.list()
    assert number.phone_number == sender["phone_number"]
