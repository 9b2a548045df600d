"""Whether a deployment that nobody is asked about is needed, and what is said of it."""

import pytest

from owl.deployment.announced import announced, is_unchanged, previewed_alone, unchanged
from owl.previews import Change, Op, Preview, PreviewStep

STATUS = {"registration_status": {"acme": "may send"}, "senders": {"acme": {"from": "+14155550100"}}}


def step(op: Op, name: str, *changes: Change) -> PreviewStep:
    """Return a step with a tenant's resource."""
    return PreviewStep(op, f"urn:{name}", "pulumi-python:dynamic/twilio:Campaign", name, None, changes=changes)


def stack(old: dict[str, object] = STATUS, new: dict[str, object] = STATUS) -> PreviewStep:
    """Return the step of the stack itself."""
    return PreviewStep(Op.SAME, "urn:dev", "pulumi:pulumi:Stack", "owl-dev", None, old_outputs=old, new_outputs=new)


@pytest.mark.parametrize(
    ("arguments", "options"),
    [
        (["--yes"], []),
        (["-y", "--refresh", "--target", "urn:a"], ["--refresh", "--target", "urn:a"]),
        ([], None),
        (["--yes", "--diff"], None),
        (["--yes", "--plan", "plan.json"], None),
    ],
)
def test_who_is_asked_sees_the_engines_own_preview(arguments: list[str], options: list[str] | None) -> None:
    """So does the person who passes an option that only the engine understands."""
    assert previewed_alone(arguments) == options


def test_a_stack_in_which_nothing_changes_is_not_deployed() -> None:
    """It prints the status of each tenant, and how many resources there are."""
    found = Preview("dev", (stack(), step(Op.SAME, "a"), step(Op.REFRESH, "a")))

    assert is_unchanged(found)
    assert unchanged(found) == "acme: may send\nResources:\n    2 unchanged\n"


@pytest.mark.parametrize(
    "found",
    [
        Preview("dev", (stack(), step(Op.CREATE, "a"))),
        Preview("dev", (stack(), step(Op.REFRESH, "a", Change("status", "VERIFIED", "FAILED")), step(Op.SAME, "a"))),
        Preview("dev", (stack(new={**STATUS, "senders": {"acme": {"from": "+14155550101"}}}),)),
        Preview("dev", (stack(),), failure="mandatory policies are violated: keywords"),
        Preview("dev", (stack(),), complete=False),
    ],
)
def test_anything_else_is_deployed(found: Preview) -> None:
    """A change at Twilio, one of an output, and a preview that did not get to its end."""
    assert not is_unchanged(found)


def test_an_output_that_is_not_known_yet_is_no_change() -> None:
    """In a preview the engine does not know what depends on a resource that it has not asked about."""
    assert is_unchanged(Preview("dev", (stack(new={"registration_status": {}, "senders": {"acme": "[unknown]"}}),)))


def test_what_is_deployed_is_announced_in_one_line() -> None:
    """The engine's own lines about each resource follow."""
    found = Preview("dev", (stack(), step(Op.CREATE, "a"), step(Op.CREATE, "b"), step(Op.DELETE, "c")))

    assert announced(found) == "dev: 2 to create, 1 to delete, 1 unchanged"
