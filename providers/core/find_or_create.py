"""Find before create: how one declared resource gets exactly one object at Twilio, and keeps it.

Twilio has no idempotency key, and an engine killed between Twilio's answer and its own record forgets what was made. So
`create` looks the object up by its natural key first: one match is adopted, two are refused, none is created. A write
whose answer got lost is looked up in the same way before anything else.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from providers.core import run
from providers.core.errors import ATTEMPTS, AnswerLost, ResourceError, awaited, is_gone
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
        run.current().claim(self.natural_key_of(inputs.declared()), self.key_text(inputs))
        return self.find(twilio, inputs) or self._create_once(twilio, inputs)

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
            instance = self.listing(twilio, inputs).get(sid) or self.collection(twilio, inputs)(sid).fetch()
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

    def _create_once(self, twilio: "Connection", inputs: InputsT) -> Any:
        """Create the object; after a lost answer, look for a while whether it was created before trying again."""
        for last in (False,) * (ATTEMPTS - 1) + (True,):
            try:
                instance = self.make(twilio, inputs)
            except AnswerLost:
                found = awaited(lambda: self.find(twilio, inputs, read_again=True))
                if found is not None:
                    return found
                if self.paid or last:
                    raise
            else:
                run.current().note_made(instance.sid)
                return instance
        raise AssertionError("unreachable: the last attempt returns or raises")
