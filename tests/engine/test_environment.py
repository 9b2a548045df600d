"""The environment of a stack."""

from collections.abc import Callable

from tests.engine.project import Project


def test_a_stack_has_the_overrides_of_its_environment(project: Callable[..., Project]) -> None:
    """The environment has the stack's name by default; `owl:environment` names another.

    An unknown environment is refused before any call, and the refusal says what to set. Commands that read the files
    use the same environment.
    """
    dev = project()
    with dev.tenant("freestyle-falcons").open("a", encoding="utf-8") as file:
        file.write(
            "environments:\n  dev: {phone_number: {area_code: '212'}}\n  prod: {phone_number: {area_code: '646'}}\n"
        )
    assert dev.up().code == 0
    assert bought(dev) == ["+1212", "+1303"]

    dev.pulumi("config", "set", "environment", "prod", "--stack", "dev")
    dev.approve("freestyle-falcons", "phone_number", "campaign")
    assert dev.up().code == 0
    assert bought(dev) == ["+1303", "+1646"]

    dev.pulumi("config", "set", "environment", "staging", "--stack", "dev")
    for refused in (dev.preview(), dev.owl("status")):
        assert refused.code == 1
        assert "unknown environment 'staging'; " in refused.text
        assert "lists dev, prod: set " in refused.text
        assert "pulumi config set owl:environment NAME --stack dev" in refused.text
        assert "Traceback" not in refused.text


def bought(project: Project) -> list[str]:
    """The area codes of the tenants' numbers."""
    [account] = {sender["account_sid"] for sender in project.outputs()["senders"].values()}
    numbers = project.console.v2010(account).incoming_phone_numbers.list()
    return sorted(number.phone_number[:5] for number in numbers)
