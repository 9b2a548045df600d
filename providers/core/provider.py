"""The life cycle every Twilio resource shares: check, diff, find or create, read, update, delete.

Twilio has no idempotency key, and an engine killed between Twilio's answer and its own record forgets what was made. So
`create` looks the object up by its natural key first: one match is adopted, two are refused, none is created.

A resource's own file says what is particular to it: its inputs, its natural key, the SDK's collection it lives in. The
provider's class is what the state refers to (by module and class name), so it never moves, takes no arguments and holds
nothing.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

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

from providers.core import run
from providers.core.errors import (
    ATTEMPTS,
    AccountSuspended,
    AnswerLost,
    ResourceError,
    awaited,
    explain,
    failure,
    is_gone,
    repeated,
)
from providers.core.garbage import collect_rarely
from providers.core.inputs import (
    OURS,
    SERVER_FILLED,
    WRITE_ONLY,
    findings,
)
from providers.core.settings import NAMESPACE
from providers.core.twilio_object import IDENTITIES, InputsT, TwilioObject
from providers.core.wire import secret, without_numbers

if TYPE_CHECKING:
    from providers.core.connection import Connection
    from providers.core.listings import Listing

DECLARED = "declared"
"""Output that names the declared inputs among those that Twilio would otherwise choose."""


class TwilioProvider(TwilioObject[InputsT], ResourceProvider):
    """Base of all providers. See the module."""

    serialize_as_secret_always = False

    # What the engine calls.

    def configure(self, req: ConfigureRequest) -> None:
        """Take the stack's config, before anything else is asked of this process."""
        if run.begin_once(lambda key: req.config.get(f"{NAMESPACE}{key}")):
            collect_rarely()

    def check(self, _olds: dict[str, Any], news: dict[str, Any]) -> CheckResult:
        """Check the inputs, each on its own, and drop what equals Twilio's defaults."""
        run.current().note_program()
        given = {name: value for name, value in news.items() if name not in {"__provider", IDENTITIES}}
        try:
            declared = self.inputs.model_validate(given).declared()
        except ValidationError as error:
            return CheckResult(news, [CheckFailure(name, reason) for name, reason in findings(error)])
        return CheckResult(declared | self._identities(news), [])

    def diff(self, _id: str, _olds: dict[str, Any], _news: dict[str, Any]) -> DiffResult:
        """Compare what is declared with what Twilio last said; what is not known yet differs if its identity does."""
        object_key = self.object_key(_olds, _id)
        run.current().note_held(object_key)
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
            run.current().claim(self.natural_key_of(inputs.declared()), self.key_text(inputs))
            instance = self.settle(twilio, inputs, self._find(twilio, inputs) or self._make(twilio, inputs))
            run.current().note_in_use(self.object_key(vars(inputs), instance.sid))
            self.after_write(twilio, instance)
            return CreateResult(instance.sid, self._outs(twilio, inputs, instance, props))

    def read(self, id_: str, props: dict[str, Any]) -> ReadResult:
        """Read the object anew; the inputs come back as they are at Twilio, so that the next `up` corrects drift."""
        inputs = self.inputs.unchecked(props)
        with self._explained("read", inputs):
            twilio = run.current().connection
            try:
                instance = self._look_up(twilio, inputs, id_)
            except AccountSuspended:
                return self._unseen(id_, props)
            if instance is None:
                return ReadResult("", {})
            return self._as_read(id_, self._outs(twilio, inputs, instance, props), props)

    def update(self, _id: str, _olds: dict[str, Any], _news: dict[str, Any]) -> UpdateResult:
        """Change what differs, and nothing else."""
        inputs = self._parse(_news)
        with self._explained("update", inputs):
            twilio = run.current().connection
            changed, _ = self.differences(_olds, _news)
            if not changed - self.inputs.marked(OURS):
                return UpdateResult(self._carried(_olds, _news))
            instance = self.settle(twilio, inputs, self.change(twilio, inputs, _id, changed))
            self.after_write(twilio, instance)
            kept = {name: _olds[name] for name in self.secret_outputs | self.kept_outputs if name in _olds}
            return UpdateResult(self._outs(twilio, inputs, instance, kept | _news))

    def delete(self, _id: str, _props: dict[str, Any]) -> None:
        """End the object; that it has gone already is what was wanted."""
        inputs = self.inputs.unchecked(_props)
        with self._explained("delete", inputs):
            if run.current().in_use(self.object_key(_props, _id)):
                pulumi.log.warn(f"{self.kind} {_id} stays: another resource of the stack stands for it now")
                return
            twilio = run.current().connection
            try:
                repeated(lambda: self.remove(twilio, inputs, _id))
            except Exception as error:
                if not self._is_gone(twilio, inputs, error):
                    raise

    # What others ask.

    def existing(self, twilio: "Connection", container: Mapping[str, str]) -> dict[str, Any]:
        """Give all objects of this kind that are there in a container, by SID, read once in a run.

        Args:
            twilio: The connection.
            container: The values of the inputs that name it.
        """
        listing = self._listing(twilio, self.inputs.unchecked(container))
        return {sid: each for sid, each in listing.items() if self.exists(each)}

    # How they do it.

    def _parse(self, props: Mapping[str, Any]) -> InputsT:
        given = {name: value for name, value in props.items() if name in self.inputs.model_fields}
        try:
            parsed = self.inputs.model_validate(given)
        except ValidationError as error:
            reasons = "; ".join(f"{name}: {reason}" for name, reason in findings(error))
            raise ResourceError(f"{self.kind}: {reasons}") from None
        return cast("InputsT", parsed)

    def _find(self, twilio: "Connection", inputs: InputsT, *, anew: bool = False) -> Any | None:
        """Find the one object with this natural key that no resource of the stack holds yet."""
        listing, this_run = self._listing_key(inputs), run.current()
        if anew:
            twilio.listings.forget(listing)
        elif this_run.has_made(listing[1:]):
            return None
        free = [
            each
            for each in self._listing(twilio, inputs).values()
            if self.exists(each)
            and self.matches(inputs, each)
            and not this_run.held(self.object_key(vars(inputs), each.sid))
            and not this_run.in_use(self.object_key(vars(inputs), each.sid))
        ]
        if not free:
            return None
        if len(free) > 1:
            sids = ", ".join(sorted(each.sid for each in free))
            raise ResourceError(
                f"{len(free)} exist with the same {self.key_text(inputs)}: {sids}. Nothing was created. "
                "Find out which one is in use, delete or rename the others, and run again"
            )
        return self.adopt(twilio, inputs, free[0])

    def _make(self, twilio: "Connection", inputs: InputsT) -> Any:
        """Create the object; when the answer got lost, look what came of it, for a while, before anything else."""
        for last in (False,) * (ATTEMPTS - 1) + (True,):
            try:
                instance = self.make(twilio, inputs)
            except AnswerLost:
                found = awaited(lambda: self._find(twilio, inputs, anew=True))
                if found is not None:
                    return found
                if self.paid or last:
                    raise
            else:
                run.current().note_made(instance.sid)
                return instance
        raise AssertionError("unreachable: the last attempt returns or raises")

    def _look_up(self, twilio: "Connection", inputs: InputsT, sid: str) -> Any | None:
        """Find the object in its list; one that is not listed is asked for itself before it counts as gone."""
        try:
            instance = self._listing(twilio, inputs).get(sid) or self.collection(twilio, inputs)(sid).fetch()
        except Exception as error:
            if self._is_gone(twilio, inputs, error):
                return None
            raise
        return instance if self.exists(instance) else None

    @staticmethod
    def _is_gone(twilio: "Connection", inputs: InputsT, error: Exception) -> bool:
        """Tell whether an error means that the object is not there, rather than that we look in the wrong place."""
        account_sid = getattr(inputs, "account_sid", None)
        if account_sid is not None:
            twilio.require_account(account_sid)
        return is_gone(error) or (account_sid is not None and twilio.is_closed(account_sid))

    def _listing(self, twilio: "Connection", inputs: InputsT) -> "Listing":
        return twilio.listing(self._listing_key(inputs), self.lister(twilio, inputs))

    def _listing_key(self, inputs: InputsT) -> tuple[str, ...]:
        return (self.listed_as or self.kind, *(str(getattr(inputs, name)) for name in self.container))

    def object_key(self, values: Mapping[str, Any], sid: str) -> tuple[str, ...]:
        """Tell one object from every other: SIDs alone don't, for all campaigns have the same.

        Args:
            values: Those that name what it lies in, at least.
            sid: Its SID.
        """
        return (self.kind, *(str(values[name]) for name in self.container), sid)

    def natural_key_of(self, values: Mapping[str, Any]) -> tuple[str, ...]:
        """Tell one object from every other before it has a SID.

        Args:
            values: Those that name it and what it lies in, at least.
        """
        names, values = (*self.container, *self.natural_key), self.inputs.defaults() | dict(values)
        return (self.kind, *(repr(self.inputs.normal(name, values[name])) for name in names))

    def _outs(self, twilio: "Connection", inputs: InputsT, instance: Any, props: Mapping[str, Any]) -> dict[str, Any]:
        """Give the outputs: every input as Twilio has it, what Twilio adds, and what only we know.

        `props` are the inputs, or the outputs so far: what was declared is read from either.
        """
        observed = self.observe(twilio, inputs, instance)
        if observed.get("errors"):
            observed["errors"] = without_numbers(observed["errors"])
        kept = self.secret_outputs | self.kept_outputs
        observed |= {name: props[name] for name in kept if not observed.get(name) and name in props}
        observed |= {name: self.inputs.normal(name, observed.get(name)) for name in self.inputs.model_fields}
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
        return outs | ({DECLARED: named} if named else {}) | self._identities(props)

    @staticmethod
    def _is_declared(name: str, props: Mapping[str, Any]) -> bool:
        """Tell inputs from outputs of an earlier run, which name what was declared."""
        return name in props.get(DECLARED, ()) if "sid" in props else props.get(name) is not None

    def _declared_of(self, outs: Mapping[str, Any]) -> dict[str, Any]:
        """Give the inputs that would declare the object as it is."""
        silent = self.inputs.marked(SERVER_FILLED) | self.inputs.marked(WRITE_ONLY)
        defaults = self.inputs.defaults()
        declared = {
            name: outs[name]
            for name in self.inputs.model_fields
            if name in outs
            and (name not in silent or name in outs.get(DECLARED, ()))
            and self.inputs.normal(name, outs[name]) != self.inputs.normal(name, defaults[name])
        }
        return declared | self._identities(outs)

    def _unseen(self, sid: str, props: Mapping[str, Any]) -> ReadResult:
        """Leave the state as it is: a suspended account shows what it holds when it is active again."""
        pulumi.log.warn(f"{self.kind} {sid} was not looked at: its account is suspended")
        return self._as_read(sid, self._carried(props, props), props)

    def _as_read(self, sid: str, outs: dict[str, Any], props: Mapping[str, Any]) -> ReadResult:
        """Give what was read; with inputs only where something differs, for without any the engine keeps its own.

        Secrets come in plain and go out marked: what has any differs, and is marked anew in the inputs too.
        """
        known = {name: value for name, value in props.items() if name != "__provider"}
        return ReadResult(sid, outs, None if outs == known else self._declared_of(outs))

    def _carried(self, olds: Mapping[str, Any], news: Mapping[str, Any]) -> dict[str, Any]:
        """Give the outputs after a change that Twilio has no part in."""
        ours = {name: news.get(name) for name in self.inputs.marked(OURS)}
        values = {**olds, **ours, **self._identities(news)}
        values |= {name: secret(values[name]) for name in self.secret_outputs & values.keys()}
        return {name: value for name, value in values.items() if value is not None and name != "__provider"}

    @staticmethod
    def _identities(props: Mapping[str, Any]) -> dict[str, Any]:
        return {IDENTITIES: props[IDENTITIES]} if props.get(IDENTITIES) else {}

    @contextmanager
    def _explained(self, verb: str, inputs: InputsT) -> Iterator[None]:
        """Turn every failure into one line for the person who reads it, without a secret in it."""
        try:
            yield
        except Exception as error:  # noqa: BLE001 - whatever it is, it must be scrubbed before the engine prints it
            where = ", ".join(f"{name} {getattr(inputs, name, None)}" for name in self.container)
            name = getattr(inputs, self.natural_key[0], "")
            text = failure(verb, self.kind, name, where, explain(error))
            for secret_text in self.secrets(inputs):
                text = text.replace(secret_text, "[secret]")
            raise ResourceError(run.current().scrub(text)) from None
