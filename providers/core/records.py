"""Records: what a run has to say as values, beside the sentence that people read.

`owl review` and `owl drift` read the engine's events. They never take a sentence apart: beside it is its record, a
line that begins with `MARKER` and goes on in JSON. People at a terminal see none of them:

- A program logs a record as a message for debugging. Those are always among the events of `pulumi preview --json`, and
  a terminal shows them with `--debug` only.
- A provider's process has no connection to the engine: whatever it prints, the engine shows. It has the text of its
  exceptions alone, so there the record follows the sentence, and only if `WANTED` is set, as it is by commands that
  take the record off again.

A record never holds a secret: it is made of what the sentence is made of.
"""

import os
from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict

MARKER = "owl-record: "
"""What a record's line begins with."""

WANTED = "OWL_RECORDS"
"""The environment variable that asks providers for records."""


class Record(BaseModel):
    """A record. Each kind has a name of its own in `record`."""

    model_config = ConfigDict(frozen=True)

    record: str

    @property
    def line(self) -> str:
        """The record as a line of text."""
        return f"{MARKER}{self.model_dump_json()}"


class ResourceFailed(Record):
    """An operation on a resource failed.

    Attributes:
        verb: What could not be done, such as `read`.
        kind: The resource's kind.
        name: What it is known by.
        where: What it lies in; empty if in nothing.
        reason: Why, which many resources may share.
    """

    record: Literal["resource-failed"] = "resource-failed"
    verb: str
    kind: str
    name: str
    where: str
    reason: str

    @property
    def sentence(self) -> str:
        """The same in a line, for people."""
        where = f" ({self.where})" if self.where else ""
        return f"could not {self.verb} {self.kind} {self.name}{where}: {self.reason}"

    def message(self, environment: Mapping[str, str] = os.environ) -> str:
        """Return the text of the exception: the sentence, and the record if it is wanted."""
        return f"{self.sentence}\n{self.line}" if environment.get(WANTED) else self.sentence
