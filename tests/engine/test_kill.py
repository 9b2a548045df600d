"""The engine is killed in the middle: run again, each object exists once."""

import contextlib
import os
import signal
import subprocess
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from tests.engine.project import Project
from tests.objects import NO_OBJECTS, what_there_is

POINTS = {
    "the subaccount": "/Accounts.json$",
    "a service": "/v1/Services$",
    "a number": "/IncomingPhoneNumbers.json$",
    "a sender": "/v1/Services/MG[^/]*/PhoneNumbers$",
    "a trigger": "/Usage/Triggers.json$",
    "a key": "/Keys.json$",
    "a customer profile": "/v1/CustomerProfiles$",
    "an assignment": "/v1/TrustProducts/BU[^/]*/EntityAssignments$",
    "a submission": "/v1/CustomerProfiles/BU[^/]*$",
    "a brand": "/a2p/BrandRegistrations$",
    "a campaign": "/Compliance/Usa2p$",
}


def up_and_be_killed(project: Project, **fault: Any) -> int:
    """Run `pulumi up` until the local Twilio kills it at the call in `fault`; return its exit code."""
    command = ["pulumi", "up", "--yes", "--skip-preview", "--non-interactive", "--stack", project.stack]
    with subprocess.Popen(
        command,
        cwd=project.directory,
        env=project.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as engine:
        project.local.control.inject("kill", method="POST", pid=engine.pid, **fault)
        code = engine.wait(timeout=1200)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(engine.pid, signal.SIGKILL)
    # The program runs in its own process group, outlives the engine, and would wait for it forever.
    subprocess.run(["pkill", "-KILL", "-f", str(project.directory)], check=False)
    project.local.control.clear_faults()
    return code


@pytest.mark.parametrize("point", POINTS)
def test_killed_after_a_create_was_committed(project: Callable[..., Project], point: str) -> None:
    """The engine is killed after Twilio created the object, before recording it: run again, each object exists once."""
    dev = project(PULUMI_SKIP_CHECKPOINTS="true")

    assert up_and_be_killed(dev, phase="after", path=POINTS[point]) != 0
    dev.pulumi("cancel", "--yes", "--stack", dev.stack)
    again = dev.up()

    assert again.code == 0, again.text
    found = what_there_is(dev.console)
    assert set(found.values()) == {1}, found
    kinds = [each["type"].rpartition(":")[2] for each in dev.resources()]
    assert len(found) == sum(kind not in NO_OBJECTS for kind in kinds)
    assert not dev.state().get("pending_operations")
    assert dev.drift().code == 0
    paid = Counter(each["kind"] for each in dev.local.control.ledger())
    assert paid == {"phone_number": 2, "brand_registration": 2, "us_app_to_person": 2}


def test_killed_with_checkpoints(project: Callable[..., Project]) -> None:
    """The engine's checkpoints change nothing about this; a refresh clears the pending operation."""
    dev = project()

    up_and_be_killed(dev, phase="after", path=POINTS["a number"])
    dev.pulumi("cancel", "--yes", "--stack", dev.stack)
    again = dev.up()
    cleared = dev.pulumi("refresh", "--yes", "--skip-preview", "--clear-pending-creates", "--stack", dev.stack)

    assert again.code == 0, again.text
    assert cleared.code == 0, cleared.text
    assert set(what_there_is(dev.console).values()) == {1}
    assert not dev.state().get("pending_operations")
    assert dev.drift().code == 0


def test_killed_while_lists_lag(project: Callable[..., Project]) -> None:
    """Twilio's list does not show the number yet when the next run looks for it: it is bought once, in that run."""
    dev = project(PULUMI_SKIP_CHECKPOINTS="true")
    dev.local.control.set_lag(15)
    dev.local.control.skip_waits(True)

    assert up_and_be_killed(dev, phase="after", path=POINTS["a number"]) != 0
    dev.pulumi("cancel", "--yes", "--stack", dev.stack)
    again = dev.up()

    assert again.code == 0, again.text
    dev.local.control.set_lag(0)
    assert set(what_there_is(dev.console).values()) == {1}
    paid = Counter(each["kind"] for each in dev.local.control.ledger())
    assert paid == {"phone_number": 2, "brand_registration": 2, "us_app_to_person": 2}
