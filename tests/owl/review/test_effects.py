"""The engine's steps, in words for people."""

from typing import Any

import pytest

from owl.previews import Op, Preview, PreviewStep
from owl.previews.changes import changes
from owl.review.effects import effects

SID = "MG" + "0" * 32


def step(op: Op, kind: str, name: str, tenant: str | None = "acme", **inputs: tuple[Any, Any]) -> PreviewStep:
    """Return a step with the old and new value of each input."""
    old = {key: before for key, (before, _) in inputs.items() if before is not None}
    new = {key: after for key, (_, after) in inputs.items() if after is not None}
    return PreviewStep(op, name, f"pulumi-python:dynamic/twilio:{kind}", name, tenant, changes=changes(old, new))


@pytest.mark.parametrize(
    ("steps", "line"),
    [
        ([step(Op.CREATE, "ApiKey", "acme")], "dev creates ApiKey"),
        ([step(Op.DELETE, "ContentTemplate", "acme.order-ready")], "dev deletes ContentTemplate order-ready"),
        ([step(Op.CREATE, "EndUser", f"acme.{number}") for number in range(5)], "dev creates 5 resources: EndUser"),
        ([step(Op.UPDATE, "Campaign", "acme", mock=(False, True))], "dev updates Campaign (mock False → True)"),
        ([step(Op.UPDATE, "Campaign", "acme", description=("a", "b" * 99))], "dev updates Campaign (description)"),
        ([step(Op.UPDATE, "Campaign", "acme", service=(SID, SID[:-1] + "1"))], "dev updates Campaign (service)"),
        (
            [step(Op.REPLACE, "PhoneNumber", "acme", area_code=("415", None))],
            "dev replaces PhoneNumber (area_code 415 → not set)",
        ),
        (
            [step(Op.UPDATE, "Campaign", "acme", sid=("a", "[unknown]"))],
            "dev updates Campaign (sid a → known after deployment)",
        ),
        ([step(Op.UPDATE, "EndUser", "acme")], "dev updates EndUser (a secret input changes)"),
        (
            [step(Op.UPDATE, "Campaign", "acme", awaits=("a", "b"), identities=("a", "b"))],
            "dev updates Campaign (a resource it depends on changes)",
        ),
        ([step(Op.REFRESH, "Campaign", "acme", a=("x", "y"))], "dev finds drift in Campaign (a x → y)"),
    ],
)
def test_a_line_each(steps: list[PreviewStep], line: str) -> None:
    """Short values are shown; long ones, SIDs and secrets are not."""
    assert effects(Preview("dev", tuple(steps))) == {"acme": (line,)}


def test_shared_resources_are_listed_separately() -> None:
    """Unchanged resources, and those that were only read, are not listed."""
    shared = step(Op.CREATE, "Subaccount", "dev-shared", None)
    found = effects(Preview("dev", (shared, step(Op.SAME, "ApiKey", "acme"), step(Op.REFRESH, "ApiKey", "acme"))))

    assert found == {None: ("dev creates Subaccount",)}
