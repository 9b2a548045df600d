"""What the engine calls: check, diff, create, read, update and delete, the same for every Twilio resource.

A resource's own file says what is particular to it: its inputs, its natural key, the SDK's collection it lives in. How
an object is found or created is in `find_or_create`; what the state keeps of it is in `outputs`.

The provider's class is what the state refers to, by module and class name. So it never moves, takes no arguments and
holds nothing.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, cast

import pulumi
from pulumi.dynamic import (
    CheckFailure,
    CheckResult,
    ConfigureRequest,
    CreateResult,
    DiffResult,
    ReadResult,
    ResourceProvider,
    UpdateResult,
)
from pydantic import ValidationError

from project import NAMESPACE
from project.garbage import leave_out_imports
from providers.core import run
from providers.core.engine_call import fail
from providers.core.errors import AccountGone, AccountSuspended, ResourceError, explain, is_gone, repeated
from providers.core.find_or_create import FindOrCreate
from providers.core.host import repeat_less
from providers.core.inputs import OURS, contains_unknown, findings
from providers.core.outputs import TwilioOutputs
from providers.core.records import ResourceFailed
from providers.core.twilio_object import (
    DECLARED_AT,
    IDENTITIES,
    IF_GONE,
    IF_NEW,
    KEY,
    REFUSAL,
    SENTENCE,
    STACK,
    InputsT,
)

_GONE = "What it is in, or refers to, is no longer at Twilio: run `pulumi up --refresh`, which notices that"
"""What to do about a write that Twilio answers with 404."""


class TwilioProvider(FindOrCreate[InputsT], TwilioOutputs[InputsT], ResourceProvider):
    """Base of all providers. See the module."""

    serialize_as_secret_always = False

    def configure(self, req: ConfigureRequest) -> None:
        """Take the stack's config, before anything else is asked of this process."""
        if run.begin_once(lambda key: req.config.get(f"{NAMESPACE}{key}")):
            leave_out_imports()
            repeat_less()

    def check(self, _olds: dict[str, Any], news: dict[str, Any]) -> CheckResult:
        """Check the inputs, each on its own, and drop what equals Twilio's defaults.

        The engine gives no old inputs of what it is going to create, also where that replaces something.
        """
        run.current().note_program()
        if failure := self._bought_again(_olds, news):
            return CheckResult(news, [failure])
        run.current().note_declared_at(self._declared_key(news), str(news.get(DECLARED_AT) or ""))
        run.current().note_stack(str(news.get(STACK) or ""))
        ours = {"__provider", IDENTITIES, IF_GONE, IF_NEW, DECLARED_AT, STACK}
        given = {name: value for name, value in news.items() if name not in ours}
        if not _olds:
            given |= news.get(IF_NEW) or {}
        try:
            declared = self.inputs.model_validate(given).declared()
        except ValidationError as error:
            return CheckResult(news, [CheckFailure(name, reason) for name, reason in findings(error)])
        return CheckResult(declared | self.identities(news), [])

    @staticmethod
    def _bought_again(olds: Mapping[str, Any], news: Mapping[str, Any]) -> CheckFailure | None:
        """Announce or refuse a purchase that the program could not foresee.

        Without old inputs the engine will create the resource. That is a purchase only if this run's refresh did not
        find the object that the state had: otherwise it is found again.
        """
        words = news.get(IF_GONE)
        if not words or olds or not run.current().is_gone(tuple(words[KEY])):
            return None
        if words[REFUSAL]:
            return CheckFailure("", words[REFUSAL])
        pulumi.log.warn(words[SENTENCE])
        return None

    def diff(self, _id: str, _olds: dict[str, Any], _news: dict[str, Any]) -> DiffResult:
        """Compare what is declared with what Twilio last said; what is not known yet differs if its identity does."""
        object_key = self.object_key(_olds, _id)
        run.current().note_held(object_key)
        self.forget_pending(_olds, _id)
        changed, replaces = self.changes(_olds, _news)
        if not replaces and run.current().has_program:
            run.current().note_in_use(object_key)
        changes = bool(changed or replaces)
        return DiffResult(changes=changes, replaces=sorted(replaces), delete_before_replace=self.delete_before_replace)

    def create(self, props: dict[str, Any]) -> CreateResult:
        """Find the object by its natural key, or create it."""
        inputs = self._parse(props)
        with self._explained("create", inputs):
            twilio = run.current().connection
            instance = self.settle(twilio, inputs, self.find_or_create(twilio, inputs))
            run.current().note_in_use(self.object_key(vars(inputs), instance.sid))
            self.after_write(twilio, instance)
            return CreateResult(instance.sid, self.outputs_from_twilio(twilio, inputs, instance, props))

    def read(self, id_: str, props: dict[str, Any]) -> ReadResult:
        """Read the object again; the inputs come back as they are at Twilio, so that the next `up` corrects drift.

        What is in a suspended account stays in the state as it is, until the account is active again.
        """
        inputs = self.inputs.unchecked(props)
        with self._explained("read", inputs):
            twilio = run.current().connection
            try:
                instance = self.look_up(twilio, inputs, id_)
            except AccountSuspended:
                account_sid = getattr(inputs, "account_sid", "")
                if run.current().first(("suspended", account_sid)):
                    pulumi.log.warn(f"account {account_sid} is suspended: nothing in it was looked at")
                return self.read_result(id_, self.outputs_without_twilio(props, props), props)
            if instance is None:
                run.current().note_gone(self.object_key(props, id_))
                return ReadResult("", {})
            return self.read_result(id_, self.outputs_from_twilio(twilio, inputs, instance, props), props)

    def update(self, _id: str, _olds: dict[str, Any], _news: dict[str, Any]) -> UpdateResult:
        """Change what differs, and nothing else."""
        inputs = self._parse(_news)
        with self._explained("update", inputs):
            twilio = run.current().connection
            changed, _ = self.differences(_olds, _news)
            if not changed - self.inputs.marked(OURS):
                return UpdateResult(self.outputs_without_twilio(_olds, _news))
            instance = self.settle(twilio, inputs, self.change(twilio, inputs, _id, changed))
            self.after_write(twilio, instance)
            kept = {name: _olds[name] for name in self.secret_outputs | self.kept_outputs if name in _olds}
            return UpdateResult(self.outputs_from_twilio(twilio, inputs, instance, kept | _news))

    def delete(self, _id: str, _props: dict[str, Any]) -> None:
        """End the object; one that is gone already counts as ended."""
        inputs = self.inputs.unchecked(_props)
        with self._explained("delete", inputs):
            if run.current().in_use(self.object_key(_props, _id)):
                pulumi.log.warn(f"{self.kind} {_id} stays: another resource of the stack stands for it now")
                return
            twilio = run.current().connection
            try:
                repeated(lambda: self.remove(twilio, inputs, _id))
            except Exception as error:
                if not self.means_gone(twilio, inputs, error):
                    raise

    def _parse(self, props: Mapping[str, Any]) -> InputsT:
        given = {name: value for name, value in props.items() if name in self.inputs.model_fields}
        try:
            parsed = self.inputs.model_validate(given)
        except ValidationError as error:
            reasons = "; ".join(f"{name}: {reason}" for name, reason in findings(error))
            raise ResourceError(f"{self.kind}: {reasons}") from None
        return cast("InputsT", parsed)

    @contextmanager
    def _explained(self, verb: str, inputs: InputsT) -> Iterator[None]:
        """Turn every failure into one line for the person who reads it, without a secret in it."""
        run.current().note_secrets(self.secrets(inputs))
        try:
            yield
        except Exception as error:  # noqa: BLE001 - whatever it is, it must be redacted before the engine prints it
            where = ", ".join(f"{name} {getattr(inputs, name, None)}" for name in self.container)
            name = repr(getattr(inputs, self.natural_key[0], ""))
            reason = (
                f"{explain(error)}. {_GONE}"
                if is_gone(error) and not isinstance(error, AccountGone)
                else explain(error)
            )
            name, where, reason = (run.current().redact(text) for text in (name, where, reason))
            declared_at = run.current().declared_at(self._declared_key(inputs.declared()))
            where = f"{declared_at}; {where}" if declared_at else where
            failed = ResourceFailed(verb=verb, kind=self.kind, name=name, where=where, reason=reason)
            fail(failed.message())
            raise ResourceError(failed.message()) from None

    def _declared_key(self, values: Mapping[str, Any]) -> tuple[str, ...] | None:
        """Return the natural key of values; None as long as one of them is not known."""
        try:
            key = self.natural_key_of(values)
        except KeyError:
            return None
        return None if any(contains_unknown(values.get(name)) for name in (*self.container, *self.natural_key)) else key
