"""Gates: a resource that needs an approval is declared from the start, and waits with nothing at Twilio.

Reviews take minutes to weeks. A resource behind a gate names the statuses it awaits, as inputs. While one of them is no
approval the resource exists in the state only, as waiting; the run that finds the gate open creates it. So `pulumi
up` goes as far as the reviews allow and succeeds, and continues from there the next time.

What waits has no SID yet, while the engine needs an id immediately and changes it only in a refresh: `sid` among the
outputs is what counts.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from pulumi.dynamic import CheckResult, CreateResult, DiffResult, ReadResult, UpdateResult
from pulumi.output import Unknown

from providers.core import run
from providers.core.errors import awaited
from providers.core.inputs import Field, Inputs, Ours, contains_unknown
from providers.core.outputs import LOOKED_AT
from providers.core.provider import TwilioProvider
from providers.core.twilio_object import IDENTITIES

if TYPE_CHECKING:
    from providers.core.connection import Connection

TO_COME: Any = Unknown()  # type: ignore[no-untyped-call]
"""What stands for a SID that is not there yet."""

WAITING = "waiting"
"""Status, and id, of what waits."""

APPROVALS = frozenset({"twilio-approved", "APPROVED", "VERIFIED", "SUCCESS", "TWILIO_APPROVED"})
"""Statuses that open a gate: of profiles and trust products, of brands, of campaigns, of vettings, of toll-free
verifications."""

REJECTIONS = frozenset({"noncompliant", "twilio-rejected", "FAILED", "TWILIO_REJECTED"})
"""Statuses with which a review, or the check before it, ends badly."""


class GatedInputs(Inputs):
    """Inputs of what waits for approvals."""

    awaits: Ours[dict[str, str]] = Field(default_factory=dict)
    """The status of each thing that has to be approved before, by what it is called."""


GatedT = TypeVar("GatedT", bound=GatedInputs)


def is_open(props: Mapping[str, Any]) -> bool:
    """Return whether everything awaited is approved. A status that is not known yet is no approval."""
    awaited = props.get("awaits") or {}
    return not contains_unknown(awaited) and all(status in APPROVALS for status in awaited.values())


def presumed(news: Mapping[str, Any], olds: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is declared, with each awaited status that only a deployment makes known as it was before.

    In a preview that is the status of what is itself about to be updated; in the program, before any, all of them.
    """
    before, awaited = olds.get("awaits", {}), news.get("awaits") or {}
    if not isinstance(awaited, Mapping):
        return {**news, "awaits": before}
    statuses = {
        name: before.get(name, status) if contains_unknown(status) else status for name, status in awaited.items()
    }
    return {**news, "awaits": statuses}


def is_waiting(outputs: Mapping[str, Any]) -> bool:
    """Return whether a resource, by its outputs, waits: there is nothing at Twilio yet."""
    return not outputs.get("sid")


class GatedProvider(TwilioProvider[GatedT]):
    """The life cycle of what waits for approvals. An open gate that closes again ends nothing."""

    status_output: ClassVar[str] = "status"
    """The output that says how far it is; empty where Twilio has no status for it."""

    def check(self, olds: dict[str, Any], news: dict[str, Any]) -> CheckResult:
        """Check the inputs; a reference to what waits itself has no value yet."""
        if is_open(news):
            return super().check(olds, news)
        references = news.get(IDENTITIES, {}).keys() - news.keys()
        checked = super().check(olds, news | dict.fromkeys(references, TO_COME))
        return CheckResult(
            {name: value for name, value in checked.inputs.items() if name not in references}, checked.failures
        )

    def diff(self, _id: str, _olds: dict[str, Any], _news: dict[str, Any]) -> DiffResult:
        """What waits changes when its gate opens; what is there no longer depends on the gate."""
        if is_waiting(_olds):
            return DiffResult(changes=is_open(_news), replaces=[], delete_before_replace=False)
        return super().diff(_olds["sid"], _olds, _news)

    def create(self, props: dict[str, Any]) -> CreateResult:
        """Find or create it if the gate is open; wait if not."""
        return super().create(props) if is_open(props) else CreateResult(WAITING, self._waiting(props))

    def read(self, id_: str, props: dict[str, Any]) -> ReadResult:
        """Read it again. A waiting resource keeps its state."""
        if is_waiting(props):
            return self.read_result(id_, self._waiting(props), props)
        return super().read(props["sid"], props)

    def update(self, _id: str, _olds: dict[str, Any], _news: dict[str, Any]) -> UpdateResult:
        """Make what waited, now that the gate is open; change what is there."""
        if is_waiting(_olds):
            return UpdateResult(self.create(_news).outs)
        return super().update(_olds["sid"], _olds, _news)

    def delete(self, _id: str, _props: dict[str, Any]) -> None:
        """End it, if there is anything to end."""
        if not is_waiting(_props):
            super().delete(_props["sid"], _props)

    def differences(self, olds: Mapping[str, Any], news: Mapping[str, Any]) -> tuple[set[str], set[str]]:
        """Leave the gate out: its state is no change of something that is past it."""
        changed, fixed = super().differences(olds, news)
        return changed - {"awaits"}, fixed

    def settle(self, twilio: "Connection", inputs: GatedT, instance: Any) -> Any:
        """Wait for the review, if the stack sets `owl:wait`."""
        seconds = run.current().settings.review_seconds
        if not seconds or not self.status_output:
            return instance

        def decided() -> Any | None:
            latest = self.fetch(twilio, inputs, instance.sid)
            return latest if getattr(latest, self.status_output) in APPROVALS | REJECTIONS else None

        return awaited(decided, looks=None, seconds=seconds) or instance

    def outputs_from_twilio(
        self, twilio: "Connection", inputs: GatedT, instance: Any, props: Mapping[str, Any]
    ) -> dict[str, Any]:
        """Return the outputs and, of what is reviewed, when Twilio was asked."""
        outs = super().outputs_from_twilio(twilio, inputs, instance, props)
        asked = {LOOKED_AT: twilio.now().isoformat(timespec="minutes")} if self.status_output else {}
        return outs | asked

    def _waiting(self, props: Mapping[str, Any]) -> dict[str, Any]:
        status = {self.status_output: WAITING} if self.status_output else {}
        return self.outputs_without_twilio(props, props) | status
