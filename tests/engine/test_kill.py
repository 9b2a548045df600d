"""The engine is killed in the middle: run again, each object exists once."""

import contextlib
import os
import re
import signal
import subprocess
from collections import Counter
from collections.abc import Callable

from tests.engine.project import Project
from tests.objects import NO_OBJECTS, what_there_is
from tests.profiles import is_thorough, thorough

POINTS = (
    "/Accounts.json$",
    "/IncomingPhoneNumbers.json$",
    "/Keys.json$",
    "/v1/CustomerProfiles/BU[^/]*$",
    "/a2p/BrandRegistrations$",
    "/Compliance/Usa2p$",
)
"""The paths of what costs money, is shown once, is limited or submitted."""

OTHERS = (
    "/v1/Services$",
    "/v1/Services/MG[^/]*/PhoneNumbers$",
    "/Usage/Triggers.json$",
    "/v1/CustomerProfiles$",
    "/v1/TrustProducts/BU[^/]*/EntityAssignments$",
)
"""Paths of other creates, which only the profile `thorough` tries."""

A_NUMBER = "/IncomingPhoneNumbers.json$"


def up_and_be_killed(project: Project, *paths: str) -> tuple[int, set[str]]:
    """Run `pulumi up` until the local Twilio kills it after the first create at one of these paths.

    Returns:
        Its exit code, and the paths at which something was created.
    """
    before = max((int(call["sequence"]) for call in project.local.control.journal()), default=0)
    command = ["pulumi", "up", "--yes", "--skip-preview", "--non-interactive", "--stack", project.stack]
    with subprocess.Popen(
        command,
        cwd=project.directory,
        env=project.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as engine:
        for path in paths:
            project.local.control.inject("kill", method="POST", pid=engine.pid, phase="after", path=path)
        code = engine.wait(timeout=1200)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(engine.pid, signal.SIGKILL)
    # The program runs in its own process group, outlives the engine, and would wait for it forever.
    subprocess.run(["pkill", "-KILL", "-f", str(project.directory)], check=False)
    project.local.control.clear_faults()
    committed = [call for call in project.local.control.journal(before) if call["method"] == "POST"]
    return code, {path for path in paths for call in committed if re.search(path, call["path"])}


def test_killed_after_the_first_create_of_a_kind(project: Callable[..., Project]) -> None:
    """Killed once for each kind after Twilio created the object, before recording it: then each object exists once.

    Nothing that a killed run did is recorded, so the next one starts from the beginning.
    `tests/providers/test_every_call.py` kills a run at each of its calls.
    """
    dev = project(PULUMI_SKIP_CHECKPOINTS="true")
    left = {*POINTS, *(OTHERS if is_thorough() else ())}
    while left:
        code, created = up_and_be_killed(dev, *left)
        assert code != 0
        assert created, f"it ended before a create at any of {left}"
        left -= created
        dev.pulumi("cancel", "--yes", "--stack", dev.stack)
    assert dev.resources() == []
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

    up_and_be_killed(dev, A_NUMBER)
    dev.pulumi("cancel", "--yes", "--stack", dev.stack)
    again = dev.up()
    cleared = dev.pulumi("refresh", "--yes", "--skip-preview", "--clear-pending-creates", "--stack", dev.stack)

    assert again.code == 0, again.text
    assert cleared.code == 0, cleared.text
    assert set(what_there_is(dev.console).values()) == {1}
    assert not dev.state().get("pending_operations")
    assert dev.drift().code == 0


@thorough  # the default kills providers so in tests/providers/test_lists_that_lag.py
def test_killed_while_lists_lag(project: Callable[..., Project]) -> None:
    """Twilio's list does not show the number yet when the next run looks for it: it is bought once, in that run."""
    dev = project(PULUMI_SKIP_CHECKPOINTS="true")
    dev.local.control.set_lag(15)
    dev.local.control.skip_waits(True)

    assert up_and_be_killed(dev, A_NUMBER)[0] != 0
    dev.pulumi("cancel", "--yes", "--stack", dev.stack)
    again = dev.up()

    assert again.code == 0, again.text
    dev.local.control.set_lag(0)
    assert set(what_there_is(dev.console).values()) == {1}
    paid = Counter(each["kind"] for each in dev.local.control.ledger())
    assert paid == {"phone_number": 2, "brand_registration": 2, "us_app_to_person": 2}
