"""The shapes of the engine's events, as far as they are read: a recorded file may contain anything.

See https://github.com/pulumi/pulumi/blob/master/sdk/go/common/apitype/events.go.
"""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from owl.previews.recorded import ENDED


class _Shape(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore")


class _State(_Shape):
    inputs: dict[str, Any] | None = None
    outputs: dict[str, Any] | None = None


class _Metadata(_Shape):
    urn: str
    op: str
    type: str
    old: _State | None = None
    new: _State | None = None


class _Step(_Shape):
    metadata: _Metadata


class _Diagnostic(_Shape):
    severity: str = Field(pattern=r"^(debug|info|warning|error)(#err)?$")
    message: str
    urn: str = ""


class _Error(_Shape):
    error: str


class _Policy(_Shape):
    policy: str = Field(alias="policyName")
    level: str = Field(alias="enforcementLevel")
    message: str
    severity: str = ""
    urn: str = Field("", alias="resourceUrn")


class _Summary(_Shape):
    result: str = ""


class _Ended(_Shape):
    stack: str = ""
    code: int = Field(0, alias="exitCode")
    message: str = ""


_SHAPES: Mapping[str, type[_Shape]] = {
    ENDED: _Ended,
    "diagnosticEvent": _Diagnostic,
    "errorEvent": _Error,
    "policyEvent": _Policy,
    "resOpFailedEvent": _Step,
    "resOutputsEvent": _Step,
    "resourcePreEvent": _Step,
    "summaryEvent": _Summary,
}


def has_shape(event: Mapping[str, Any]) -> bool:
    """Return whether the kept part of an event has the values that are read from it."""
    try:
        for name, content in event.items():
            _SHAPES[name].model_validate(content)
    except ValidationError:
        return False
    return True
