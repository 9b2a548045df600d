"""Names built from a tenant's id fit Twilio's limits."""

from collections.abc import Callable

from tests.engine.project import Project


def test_the_longest_id_can_be_deployed(project: Callable[..., Project]) -> None:
    """A tenant's id of 40 characters is accepted, and so is every name built from it."""
    prod = project(stack="prod")
    longest = "a" * 40
    prod.tenant("alpine-spokes").rename(prod.tenant(longest))
    prod.keep_tenants(longest)

    deployed = prod.up()

    assert deployed.code == 0, deployed.text
    assert longest in prod.outputs()["senders"]
