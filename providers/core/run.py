"""What all resources share in one run of the engine: settings, connection, and what has been done so far.

A run is a process: preview and update are two, and nothing survives between them. The connection is made when the first
call needs it, so a run that changes nothing never loads the SDK.
"""

import threading
from collections.abc import Callable, Hashable, Iterable
from typing import TYPE_CHECKING, Any

from providers.core.errors import ResourceError
from providers.core.pending_creates import PendingCreates
from providers.core.settings import ConnectionSettings, read_connection_settings
from redaction.redact import redact

if TYPE_CHECKING:
    from providers.core.connection import Connection


def _unset(_key: str) -> None:
    """Return None for every key: there is no config."""


class Run:
    """One run. Safe for use by many threads.

    Args:
        config: The stack's config by key, without `owl:`.
    """

    def __init__(self, config: Callable[[str], str | None] | None = None) -> None:
        self.configured = config is not None
        self._config: Callable[[str], str | None] = config or _unset
        self._lock = threading.Lock()
        self._connection: Connection | None = None
        self._pending_creates: PendingCreates | None = None
        self._held: set[Hashable] = set()
        self._in_use: set[Hashable] = set()
        self._made: set[str] = set()
        self._chosen: set[str] = set()
        self._claimed: set[Hashable] = set()
        self._said: set[Hashable] = set()
        self._secrets: frozenset[str] = frozenset()
        self._sources: tuple[frozenset[str], frozenset[str]] = (self._secrets, self._secrets)
        self._known_secrets = self._secrets  # all of them in one set, rebuilt only when there are more
        self._gone: set[Hashable] = set()
        self._declared_at: dict[Hashable, str] = {}
        self._has_program = False
        self.stack = ""
        """The name of the stack that is deployed; empty if it is not known."""

    @property
    def settings(self) -> ConnectionSettings:
        """The settings of this run.

        Raises:
            InvalidSettings: They are incomplete.
        """
        return read_connection_settings(self._config)

    @property
    def connection(self) -> "Connection":
        """This run's connection to Twilio, made when first asked for."""
        with self._lock:
            if self._connection is None:
                from providers.core.connection import connect  # noqa: PLC0415 - see the module

                self._connection = connect(self.settings)
            return self._connection

    @property
    def pending_creates(self) -> PendingCreates:
        """The creates whose outcome the state does not know yet."""
        with self._lock:
            if self._pending_creates is None:
                self._pending_creates = PendingCreates(self.settings.pending_creates)
            return self._pending_creates

    def note_secrets(self, secrets: Iterable[str]) -> None:
        """Remember secrets, so that no output and no message of this run shows them."""
        with self._lock:
            self._secrets |= frozenset(secrets)

    def redact(self, value: Any) -> Any:
        """Return a text or plain data without registration numbers, tokens, and the secrets that this run knows."""
        with self._lock:
            sources = self._secrets, self._connection.secrets if self._connection else frozenset[str]()
            if any(one is not other for one, other in zip(sources, self._sources, strict=True)):
                self._sources, self._known_secrets = sources, frozenset.union(*sources)
            known = self._known_secrets
        return redact(value, known)

    def note_declared_at(self, key: Hashable, where: str) -> None:
        """Remember the file and line that declare a resource, by its natural key; nothing if one of them is missing."""
        if key is not None and where:
            self._declared_at[key] = where

    def declared_at(self, key: Hashable) -> str:
        """Return the file and line that declare a resource; empty if they are not known."""
        return self._declared_at.get(key, "")

    def note_stack(self, name: str) -> None:
        """Remember the name of the stack that is deployed; nothing if it is empty."""
        self.stack = name or self.stack

    def note_gone(self, key: Hashable) -> None:
        """Remember an object of the state that this run did not find at Twilio."""
        self._gone.add(key)

    def is_gone(self, key: Hashable) -> bool:
        """Return whether this run did not find an object of the state at Twilio."""
        return key in self._gone

    def note_held(self, key: Hashable) -> None:
        """Remember which object the stack's state holds, so that nothing new takes it for its own."""
        self._held.add(key)

    def note_program(self) -> None:
        """Remember that a program has begun to declare resources.

        A refresh, which comes before, also has the provider compare; that says nothing about what is declared.
        """
        self._has_program = True

    @property
    def has_program(self) -> bool:
        """Whether a program has begun to declare resources."""
        return self._has_program

    def note_in_use(self, key: Hashable) -> None:
        """Remember which object a resource of the program stands for, so that nothing else ends it."""
        self._in_use.add(key)

    def in_use(self, key: Hashable) -> bool:
        """Return whether a resource of the program stands for this object."""
        return key in self._in_use

    def held(self, key: Hashable) -> bool:
        """Return whether the stack's state holds this object."""
        return key in self._held

    def claim(self, key: Hashable, text: str) -> None:
        """Claim a natural key for one resource of the stack.

        Raises:
            ResourceError: Another one has it: the two would share one object.
        """
        with self._lock:
            if key in self._claimed:
                raise ResourceError(f"another resource of this stack has the same {text}: give each its own")
            self._claimed.add(key)

    def choose(self, phone_number: str) -> bool:
        """Choose a free phone number for one resource; return whether no other resource of this run has chosen it."""
        with self._lock:
            is_free = phone_number not in self._chosen
            self._chosen.add(phone_number)
            return is_free

    def first(self, what: Hashable) -> bool:
        """Return whether this is the first time that this run has this to say."""
        with self._lock:
            if what in self._said:
                return False
            self._said.add(what)
            return True

    def note_made(self, sid: str) -> None:
        """Remember that this run made the object: only this run can have put anything into it."""
        self._made.add(sid)

    def has_made(self, sids: Iterable[str]) -> bool:
        """Return whether this run made any of these objects."""
        return not self._made.isdisjoint(sids)


_current = Run()
_beginning = threading.Lock()


def current() -> Run:
    """Return the run of this process."""
    return _current


def begin_once(config: Callable[[str], str | None]) -> bool:
    """Begin the run of this process with the stack's config, unless another resource has.

    Returns:
        Whether it was begun now.
    """
    with _beginning:
        if _current.configured:
            return False
        begin(config)
        return True


def begin(config: Callable[[str], str | None]) -> Run:
    """Begin a new run in this process, with nothing remembered of an earlier one."""
    global _current  # noqa: PLW0603 - the process is the run
    _current = Run(config)
    return _current
