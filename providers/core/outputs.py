"""What the state keeps of an object: its outputs, made from what Twilio says, and the inputs that they stand for.

Outputs are every input as Twilio has it, what Twilio adds, and what only this project knows. What Twilio chose
is left out, so that it is never drift. Secrets are marked as such. Everything else that comes from Twilio and
was not declared passes through the redactor, and characters that people don't see become code points: a person may have
written anything anywhere.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pulumi.dynamic import ReadResult

from providers.core import run
from providers.core.inputs import OURS, SERVER_FILLED, WRITE_ONLY
from providers.core.twilio_object import IDENTITIES, InputsT, TwilioObject
from providers.core.wire import is_secret, secret
from redaction.unseen import with_code_points

if TYPE_CHECKING:
    from providers.core.connection import Connection

DECLARED = "declared"
"""Output that names the declared inputs among those that Twilio would otherwise choose."""

LOOKED_AT = "__looked_at"
"""Output of what is reviewed: when Twilio was last asked, in ISO 8601. It differs after every read and is no change:
the engine shows no difference in a name that begins with two underscores."""


class TwilioOutputs(TwilioObject[InputsT]):
    """Turns the SDK's instances into outputs, and outputs into inputs. See the module."""

    def outputs_from_twilio(
        self, twilio: "Connection", inputs: InputsT, instance: Any, props: Mapping[str, Any]
    ) -> dict[str, Any]:
        """Return the outputs of an object as it is at Twilio.

        Args:
            twilio: The connection.
            inputs: What is declared, or what the state holds.
            instance: The object, as the SDK's instance.
            props: The inputs, or the outputs so far. Either says what was declared.
        """
        observed = self._observed(twilio, inputs, instance, props)
        remembered = self.inputs.marked(WRITE_ONLY) | self.inputs.marked(OURS)
        silent = self.inputs.marked(SERVER_FILLED) | self.inputs.marked(WRITE_ONLY)
        named = [name for name in sorted(silent) if self._is_declared(name, props)]
        container = {name: getattr(inputs, name) for name in self.container}
        shown = {
            name: props.get(name) if name in remembered else observed.get(name)
            for name in (*self.inputs.model_fields, *self.outputs)
            if name not in silent or name in named or name in self.outputs
        }
        defaults = self.inputs.defaults()
        outs = {name: value for name, value in (shown | container).items() if value not in (None, defaults.get(name))}
        outs |= {name: secret(outs[name]) for name in self.secret_outputs & outs.keys()}
        return outs | ({DECLARED: named} if named else {}) | self.identities(props)

    def outputs_without_twilio(self, olds: Mapping[str, Any], news: Mapping[str, Any]) -> dict[str, Any]:
        """Return the outputs after a change that concerns this project alone, so that Twilio is not asked."""
        ours = {name: news.get(name) for name in self.inputs.marked(OURS)}
        values = {**olds, **ours, **self.identities(news)}
        values |= {name: secret(values[name]) for name in self.secret_outputs & values.keys()}
        return {name: value for name, value in values.items() if value is not None and name != "__provider"}

    def read_result(self, sid: str, outs: dict[str, Any], props: Mapping[str, Any]) -> ReadResult:
        """Return the result of a read: with inputs only if anything differs, for without them the engine keeps its own.

        Secrets arrive in plain text and leave marked. Inputs that are marked differently would look
        like a change, so an object that only differs in its marks counts as unchanged.
        """
        silent = {"__provider", LOOKED_AT}
        before = {name: value for name, value in props.items() if name not in silent}
        after = {
            name: value["value"] if is_secret(value) else value for name, value in outs.items() if name not in silent
        }
        return ReadResult(sid, outs, None if before == after else self.inputs_from_outputs(outs))

    def inputs_from_outputs(self, outs: Mapping[str, Any]) -> dict[str, Any]:
        """Return the inputs that would declare the object as it is."""
        silent = self.inputs.marked(SERVER_FILLED) | self.inputs.marked(WRITE_ONLY)
        defaults = self.inputs.defaults()
        declared = {
            name: outs[name]
            for name in self.inputs.model_fields
            if name in outs
            and (name not in silent or name in outs.get(DECLARED, ()))
            and self.inputs.normal(name, outs[name]) != self.inputs.normal(name, defaults[name])
        }
        return declared | self.identities(outs)

    @staticmethod
    def identities(props: Mapping[str, Any]) -> dict[str, Any]:
        """Return the part of inputs or outputs that says which objects their references mean."""
        return {IDENTITIES: props[IDENTITIES]} if props.get(IDENTITIES) else {}

    def _observed(
        self, twilio: "Connection", inputs: InputsT, instance: Any, props: Mapping[str, Any]
    ) -> dict[str, Any]:
        """Return what Twilio says of the object, in the form in which equal values compare equal.

        What was declared stays as it is, whatever it looks like: redacted, it would differ from the declaration.
        """
        observed = self.observe(twilio, inputs, instance)
        kept = self.secret_outputs | self.kept_outputs
        observed |= {name: props[name] for name in kept if not observed.get(name) and name in props}
        normal = self.inputs.normal
        observed |= {name: normal(name, observed.get(name)) for name in self.inputs.model_fields}
        declared = {name for name in self.inputs.model_fields if observed[name] == normal(name, props.get(name))}
        return {
            name: value if name in declared | self.secret_outputs else with_code_points(run.current().redact(value))
            for name, value in observed.items()
        }

    @staticmethod
    def _is_declared(name: str, props: Mapping[str, Any]) -> bool:
        """Return whether an input was declared. Outputs of an earlier run, which have a SID, name what was."""
        return name in props.get(DECLARED, ()) if "sid" in props else props.get(name) is not None
