"""What is particular to a kind of Twilio object. Its own file under `providers/` overrides the defaults here.

The life cycle that calls these hooks is in `provider`, `find_or_create` and `outputs`.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

import pulumi

from providers.core.errors import ResourceError, repeated
from providers.core.inputs import IMMUTABLE, OURS, SERVER_FILLED, WRITE_ONLY, Inputs, contains_unknown
from providers.core.wire import wire

if TYPE_CHECKING:
    from providers.core.connection import Connection

InputsT = TypeVar("InputsT", bound=Inputs)

IDENTITIES = "identities"
"""Input that carries, for each reference to another resource, which object is meant; known before it exists."""

DECLARED_AT = "declared_at"
"""What a program adds to a resource: file and line that declare it, for errors. It is no input, and the state does not
keep it."""

STACK = "stack"
"""What a program adds to a resource: the stack that declares it, for errors. It is no input, and the state does not
keep it."""

IF_GONE = "if_gone"
"""What a program adds to a paid resource that the state had before this run: what to say if the engine no longer knows
it. It is no input, and the state does not keep it."""

IF_NEW = "if_new"
"""What a program adds to a resource: inputs that it gets instead if it has to be created. It is no input, and the state
does not keep it."""

KEY, REFUSAL, SENTENCE = "key", "refusal", "sentence"
"""What `IF_GONE` consists of: the object's key; why no other one is bought, empty if that is approved; what is bought
if it is."""


class TwilioObject(Generic[InputsT]):
    """One kind of Twilio object. See the module."""

    kind: ClassVar[str]
    """Twilio's name of the object, set by the resource."""

    inputs: ClassVar[type[Inputs]]
    """What is sent."""

    outputs: ClassVar[tuple[str, ...]]
    """What comes back beside the inputs, set by the resource."""

    secret_outputs: ClassVar[frozenset[str]] = frozenset()
    """Outputs that are secrets."""

    kept_outputs: ClassVar[frozenset[str]] = frozenset()
    """Outputs that only we know: what Twilio says nothing of stays as it was."""

    natural_key: ClassVar[tuple[str, ...]]
    """Inputs that together tell one object from another in its container."""

    container: ClassVar[tuple[str, ...]] = ("account_sid",)
    """Inputs that name what the object lies in, and that one list of Twilio's covers."""

    container_kind: ClassVar[str] = ""
    """Kind of the object that the last name of `container` is the SID of; empty where that is the account."""

    listed_as: ClassVar[str] = ""
    """Whose list of Twilio's it is found in, by kind; empty: one of its own."""

    delete_before_replace: ClassVar[bool] = False
    """Whether the old object has to go before the new one can be made."""

    paid: ClassVar[bool] = False
    """Whether creating one costs money: then a call that may have been carried out is never made again in one run."""

    paced: ClassVar[bool] = False
    """Whether Twilio asks that not more than one a second is created, in the whole parent account."""

    carried_out_once: ClassVar[bool] = False
    """Whether Twilio refuses to carry out the same create twice: then one without an answer can be made again."""

    only_sid: ClassVar[str] = ""
    """The SID that every object of this kind has in its container, if it is a constant."""

    ends: ClassVar[bool] = True
    """Whether Twilio has a way to end one."""

    def collection(self, twilio: "Connection", inputs: InputsT) -> Any:
        """Return the SDK's resource that creates and lists these objects; called with a SID, it is one of them."""
        raise NotImplementedError(self.kind)  # each resource says its own; there is no default

    def lister(self, twilio: "Connection", inputs: InputsT) -> Callable[..., list[Any]]:
        """Return the function that reads the whole list these objects are in."""
        read: Callable[..., list[Any]] = self.collection(twilio, inputs).list
        return read

    def fetch(self, twilio: "Connection", inputs: InputsT, sid: str) -> Any:
        """Return one object by its SID, with the same fields as in the list."""
        return self.collection(twilio, inputs)(sid).fetch()

    def secrets(self, inputs: InputsT) -> tuple[str, ...]:  # noqa: ARG002 - few have any
        """Return the texts among the inputs that no message may show, in any one spelling."""
        return ()

    def create_parameters(self, inputs: InputsT) -> dict[str, Any]:
        """Return what `create` sends, by the SDK's names."""
        hidden = {*self.container, *self.inputs.marked(OURS)}
        return {name: value for name, value in inputs.declared().items() if name not in hidden}

    def update_parameters(self, inputs: InputsT, changed: set[str]) -> dict[str, Any]:
        """Return what `update` sends, by the SDK's names: only what changed, with an empty text for what is unset."""
        values = self.inputs.defaults() | inputs.declared()
        sent = changed - self.inputs.marked(OURS)
        return {name: "" if values[name] is None else values[name] for name in sorted(sent)}

    def fields(self, instance: Any) -> dict[str, Any]:
        """Return the fields of one of the SDK's instances, by the inputs' and outputs' names."""
        return wire(instance)

    def observe(self, twilio: "Connection", inputs: InputsT, instance: Any) -> dict[str, Any]:  # noqa: ARG002 - for those that need more calls
        """Return all that Twilio says of the object, with further calls if its instance lacks something."""
        return self.fields(instance)

    def matches(self, inputs: InputsT, instance: Any) -> bool:
        """Return whether this is the object that the natural key names."""
        values, normal = self.fields(instance), self.inputs.normal
        wanted = self.inputs.defaults() | inputs.declared()
        return all(normal(name, values.get(name)) == normal(name, wanted[name]) for name in self.natural_key)

    def exists(self, instance: Any) -> bool:  # noqa: ARG002 - for those that end without vanishing
        """Return whether an object that Twilio lists can still be used."""
        return True

    def belongs_to(self, instance: Any) -> str:
        """Return the SID of the object that this one stands for: its own, unless it is only a note of another."""
        return str(instance.sid)

    def make(self, twilio: "Connection", inputs: InputsT) -> Any:
        """Create the object and give the SDK's instance."""
        return self.collection(twilio, inputs).create(**self.create_parameters(inputs))

    def adopt(self, twilio: "Connection", inputs: InputsT, found: Any) -> Any | None:
        """Adopt an existing object, updated to the declared inputs. Return None to create a new one instead."""
        observed = self.observe(twilio, inputs, found)
        unseen = self.inputs.marked(WRITE_ONLY) | self.inputs.marked(OURS) | set(self.container)
        changed, fixed = (names - unseen for names in self.differences(observed, inputs.declared()))
        if fixed:
            shown = ", ".join(f"{name} is {observed.get(name)!r}" for name in sorted(fixed))
            raise ResourceError(
                f"{found.sid} has the same {self.key_text(inputs)}, but {shown}, which cannot be changed"
            )
        pulumi.log.warn(f"{self.kind} {found.sid} existed already and was adopted")
        return self.change(twilio, inputs, found.sid, changed) if changed else found

    def change(self, twilio: "Connection", inputs: InputsT, sid: str, changed: set[str]) -> Any:
        """Update the object and return the SDK's instance."""
        parameters = self.update_parameters(inputs, changed)
        return repeated(lambda: self.collection(twilio, inputs)(sid).update(**parameters))

    def settle(self, twilio: "Connection", inputs: InputsT, instance: Any) -> Any:  # noqa: ARG002 - for those that move on by themselves
        """Return the object once the resources that depend on it can go on."""
        return instance

    def after_write(self, twilio: "Connection", instance: Any) -> None:
        """Act on an object that this run created, adopted or changed."""

    def remove(self, twilio: "Connection", inputs: InputsT, sid: str) -> None:
        """End the object."""
        self.collection(twilio, inputs)(sid).delete()

    def differences(self, olds: Mapping[str, Any], news: Mapping[str, Any]) -> tuple[set[str], set[str]]:
        """Return the names of the inputs that differ: those that can be changed, and those that cannot."""
        defaults, normal = self.inputs.defaults(), self.inputs.normal
        silent = self.inputs.marked(SERVER_FILLED) | self.inputs.marked(WRITE_ONLY)
        known = news.get(IDENTITIES, {})
        changed = set()
        for name, default in defaults.items():
            new = news.get(name, default)
            if new is None and name in silent:
                continue
            if contains_unknown(new):
                if name not in known and name not in self.inputs.marked(IMMUTABLE):
                    changed.add(name)
            elif normal(name, olds.get(name, default)) != normal(name, new):
                changed.add(name)
        fixed = changed & self.inputs.marked(IMMUTABLE)
        return changed - fixed, fixed

    def changes(self, olds: Mapping[str, Any], news: Mapping[str, Any]) -> tuple[set[str], set[str]]:
        """Return the names of changed inputs, and of those that force replacement.

        An input that is not known yet counts as changed if its identity changed.
        """
        changed, fixed = self.differences(olds, news)
        before, after = olds.get(IDENTITIES, {}), news.get(IDENTITIES, {})
        moved = {name for name in before.keys() & after.keys() if before[name] != after[name]}
        unknown = {name for name, value in news.items() if contains_unknown(value)}
        return changed | fixed | moved, fixed | (moved & unknown & self.inputs.marked(IMMUTABLE))

    def key_text(self, inputs: InputsT) -> str:
        """Return the natural key in words."""
        return " and ".join(f"{name} {getattr(inputs, name)!r}" for name in self.natural_key)
