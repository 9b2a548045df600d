"""What holds for every Twilio resource. A resource's own test says how it is declared, changed and broken."""

from typing import Any, ClassVar

import pytest

from providers.core.resource import TwilioResource
from tests.providers.lifecycle import Stack
from tests.providers.world import World


class Killed(BaseException):
    """The process ends here."""


class ResourceContract:
    """Subclass it once a resource."""

    resource: ClassVar[type[TwilioResource]]

    changes: ClassVar[dict[str, Any]] = {}
    """A new value for each input that can be changed (all but those of `fixed` and those that Twilio would choose)."""

    fixed: ClassVar[dict[str, Any]] = {}
    """A new value for inputs that cannot be changed."""

    invalid: ClassVar[dict[str, Any]] = {}
    """A value that must be refused, by input."""

    pickle: ClassVar[str]
    """What the state refers to the provider by. If it changes, every stack out there breaks: see providers/core."""

    def declared(self, world: World) -> dict[str, Any]:
        """Give inputs of a usual object."""
        raise NotImplementedError

    def by_hand(self, world: World, name: str, value: Any) -> None:
        """Change one input of the object behind the engine's back."""
        raise NotImplementedError

    @pytest.fixture
    def stack(self, world: World) -> Stack:
        """A stack with nothing in it yet."""
        return Stack(self.resource, world.config)
