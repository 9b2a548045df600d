"""Find before create: how one declared resource gets exactly one object at Twilio, and keeps it.

Twilio has no idempotency key, and an engine killed between Twilio's answer and its own record forgets what was made. So
`create` looks the object up by its natural key first: one match is adopted, two are refused, none is created. A create
whose answer got lost, in this run or in an earlier one (`pending_creates`), is looked for until it shows or a stated
time has passed. Then what is free is created again, and what costs money is refused.
"""

import datetime as dt
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pulumi

from providers.core import run
from providers.core.errors import ATTEMPTS, AnswerLost, ResourceError, is_gone, is_refusal
from providers.core.pending_creates import LOOKED_FOR, LOOKS_EVERY, PendingCreate, key_of
from providers.core.twilio_object import InputsT, TwilioObject

if TYPE_CHECKING:
    from providers.core.connection import Connection
    from providers.core.listings import Listing


class FindOrCreate(TwilioObject[InputsT]):
    """Finds objects by natural key or SID, and creates what is not there. See the module."""

    def existing(self, twilio: "Connection", container: Mapping[str, str]) -> dict[str, Any]:
        """Return all objects of this kind that are there in a container, by SID, read once in a run.

        Args:
            twilio: The connection.
            container: The values of the inputs that name the container.
        """
        listing = self.listing(twilio, self.inputs.unchecked(container))
        return {sid: each for sid, each in listing.items() if self.exists(each)}

    def object_key(self, values: Mapping[str, Any], sid: str) -> tuple[str, ...]:
        """Return what tells one object from every other: a SID alone does not, for all campaigns have the same.

        Args:
            values: At least those that name its container.
            sid: Its SID.
        """
        return (self.kind, *(str(values[name]) for name in self.container), sid)

    def natural_key_of(self, values: Mapping[str, Any]) -> tuple[str, ...]:
        """Return what tells one object from every other before it has a SID.

        Args:
            values: At least those of its natural key and those that name its container.
        """
        names, values = (*self.container, *self.natural_key), self.inputs.defaults() | dict(values)
        return (self.kind, *(repr(self.inputs.normal(name, values[name])) for name in names))

    def find_or_create(self, twilio: "Connection", inputs: InputsT) -> Any:
        """Return the object with the declared natural key as the SDK's instance: adopted if it exists, else created.

        Raises:
            ResourceError: Several objects match, or another resource of the stack declares the same natural key.
            AnswerLost: It may have been created, and creating it again might cost money twice.
        """
        natural_key = self.natural_key_of(inputs.declared())
        run.current().claim(natural_key, self.key_text(inputs))
        pending, key = run.current().pending_creates, key_of(natural_key)
        instance, note = self.find(twilio, inputs), pending.get(key)
        if instance is None and note:
            instance = self.of_earlier_run(twilio, inputs, note)
        note = note or self._note(twilio, inputs, key)
        if instance is None:
            instance = self.create_once(twilio, inputs, note)
        pending.write(replace(note, sid=instance.sid))
        return instance

    def forget_pending(self, values: Mapping[str, Any], sid: str) -> None:
        """Forget a pending create if the state has its object.

        Args:
            values: The outputs in the state.
            sid: The SID in the state. A replacement has the natural key of what it replaces, but not its SID.
        """
        pending = run.current().pending_creates
        if pending.all():
            note = pending.get(key_of(self.natural_key_of(values)))
            if note is not None and note.sid == sid:
                pending.forget(note.key)

    def _note(self, twilio: "Connection", inputs: InputsT, key: str) -> PendingCreate:
        where = ", ".join(f"{name} {getattr(inputs, name)}" for name in self.container)
        what = run.current().redact(f"{self.kind} with {self.key_text(inputs)}{where and f' ({where})'}")
        return PendingCreate(key, what, twilio.now().timestamp(), paid=self.paid)

    def of_earlier_run(self, twilio: "Connection", inputs: InputsT, earlier: PendingCreate) -> Any | None:
        """Return the object that an earlier run created, or may have created, adopted; None if there is none.

        Raises:
            ResourceError: Whether it was created is not known, and creating it again might cost money twice.
        """
        sid = earlier.sid or self.only_sid
        if sid:
            return self.fetched(twilio, inputs, sid)
        instance = self.looked_for(twilio, inputs, earlier.at + LOOKED_FOR)
        if instance is None and self._costs_twice(twilio):
            raise ResourceError(
                f"an earlier run asked Twilio for this one at {_time(earlier.at)} and got no answer, and it is in no "
                f"list since. Creating it again might cost money twice, so nothing was created. Look for "
                f"{self.key_text(inputs)} in Twilio's Console. {after_a_look(earlier)}"
            )
        return instance

    def fetched(self, twilio: "Connection", inputs: InputsT, sid: str) -> Any | None:
        """Return an object by its SID, adopted; None if it is gone or a resource of the stack stands for it."""
        key, this_run = self.object_key(vars(inputs), sid), run.current()
        if this_run.held(key) or this_run.in_use(key):
            return None
        found = self.look_up(twilio, inputs, sid)
        return None if found is None else self.adopt(twilio, inputs, found)

    def looked_for(self, twilio: "Connection", inputs: InputsT, until: float) -> Any | None:
        """Return the object with the declared natural key, adopted, as soon as a list shows it; None by `until`."""
        told = False
        while True:
            found = self.find(twilio, inputs, read_again=True)
            left = until - twilio.now().timestamp() if twilio.lists_may_lag else 0
            if found is not None or left <= 0:
                return found
            if not told:
                pulumi.log.warn(
                    f"{self.kind} with {self.key_text(inputs)} may have been created by a call that got no answer: "
                    f"looking for it for up to {left:.0f} seconds"
                )
                told = True
            twilio.wait(min(LOOKS_EVERY, left))

    def find(self, twilio: "Connection", inputs: InputsT, *, read_again: bool = False) -> Any | None:
        """Return the one object with the declared natural key that no resource of the stack stands for, adopted.

        Args:
            twilio: The connection.
            inputs: What is declared.
            read_again: Whether to read Twilio's list again, even if this run has read it before.

        Raises:
            ResourceError: Several objects match.
        """
        listing, this_run = self._listing_key(inputs), run.current()
        if read_again:
            twilio.listings.forget(listing)
        elif this_run.has_made(listing[1:]):
            return None
        free = [
            each
            for each in self.listing(twilio, inputs).values()
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

    def look_up(self, twilio: "Connection", inputs: InputsT, sid: str) -> Any | None:
        """Return the object with a SID, or None if it is gone.

        One that is missing from its list is asked for by its SID before it counts as gone.
        """
        try:
            instance = self.listing(twilio, inputs).get(sid) or self.fetch(twilio, inputs, sid)
        except Exception as error:
            if self.means_gone(twilio, inputs, error):
                return None
            raise
        return instance if self.exists(instance) else None

    @staticmethod
    def means_gone(twilio: "Connection", inputs: InputsT, error: Exception) -> bool:
        """Return whether an error means that the object is gone.

        Raises:
            ResourceError: The parent has no such account: the object was looked for in the wrong place.
        """
        account_sid = getattr(inputs, "account_sid", None)
        if account_sid is not None:
            twilio.require_account(account_sid)
        return is_gone(error) or (account_sid is not None and twilio.is_closed(account_sid))

    def listing(self, twilio: "Connection", inputs: InputsT) -> "Listing":
        """Return the list that the object is in, by SID, read once in a run."""
        return twilio.listing(self._listing_key(inputs), self.lister(twilio, inputs))

    def _listing_key(self, inputs: InputsT) -> tuple[str, ...]:
        return (self.listed_as or self.kind, *(str(getattr(inputs, name)) for name in self.container))

    def create_once(self, twilio: "Connection", inputs: InputsT, note: PendingCreate) -> Any:
        """Create the object; after a lost answer, look for it for a while before trying again.

        What waits for its turn is not noted yet: of a run that is killed meanwhile, nobody has to ask about it.
        """
        is_lost = False
        for last in (False,) * (ATTEMPTS - 1) + (True,):
            try:
                with twilio.turn() if self.paced else nullcontext():
                    note = replace(note, at=twilio.now().timestamp())
                    run.current().pending_creates.write(note)
                    instance = self.make(twilio, inputs)
            except AnswerLost:
                is_lost = True
                found = self._found_after_loss(twilio, inputs, note)
                if found is not None:
                    return found
                if last or self._costs_twice(twilio):
                    raise
            except Exception as error:
                if is_refusal(error) and not is_lost:  # a refusal says nothing of the attempt before it
                    run.current().pending_creates.forget(note.key)
                raise
            else:
                run.current().note_made(instance.sid)
                return instance
        raise AssertionError("unreachable: the last attempt returns or raises")

    def _costs_twice(self, twilio: "Connection") -> bool:
        """Return whether creating the object again, after it was in no list, might cost money twice."""
        return self.paid and not self.carried_out_once and twilio.lists_may_lag

    def _found_after_loss(self, twilio: "Connection", inputs: InputsT, note: PendingCreate) -> Any | None:
        if self.only_sid:
            return self.fetched(twilio, inputs, self.only_sid)
        return self.looked_for(twilio, inputs, note.at + LOOKED_FOR)


def after_a_look(note: PendingCreate) -> str:
    """Return what to type after somebody has looked for an object of which no list and no answer tells."""
    stack = f" --stack {run.current().stack}" if run.current().stack else ""
    return f"If it is there, run again. If it is not, run `owl pending --discard {note.key}{stack}` and then run again"


def _time(seconds: float) -> str:
    return dt.datetime.fromtimestamp(seconds, dt.UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
