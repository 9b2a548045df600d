"""The steps of a recorded run: calls that the local Twilio answered, and callbacks that it made, in their order.

`UPDATE_DIAGRAMS=1 pytest -n 0 tests/docs/test_diagrams.py` records a run again. The test compares the file with a run.
"""

import json
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_name("first_run.json")
"""The recorded run: a tenant is deployed until its campaign is verified, then one message is sent."""


@dataclass(frozen=True)
class Step:
    """A call or a callback.

    Attributes:
        caller: Who makes it: `owl` or `twilio`.
        path: The path that is called, without SIDs.
        about: What it is about, if the path does not say it.
    """

    caller: str
    path: str
    about: str = ""


def recorded() -> tuple[Step, ...]:
    """Return the recorded run."""
    return tuple(Step(*each) for each in json.loads(FILE.read_text("utf-8")))


def as_text(steps: tuple[Step, ...]) -> str:
    """Return the text of the file for these steps, a line each."""
    lines = ",\n".join(json.dumps([each.caller, each.path, each.about]) for each in steps)
    return f"[\n{lines}\n]\n"
