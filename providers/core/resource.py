"""The Pulumi side of a Twilio resource: what a program declares.

An input that refers to another Twilio resource takes the resource itself: its SID is passed on, and with it the
*identity* of the object meant, a fingerprint of all that makes it another object when it changes. So a preview knows
that a child will be replaced because its parent will be, and that it stays while its parent is merely updated, although
in both cases the parent's SID is unknown then.
"""

import hashlib
import json
from typing import Any, ClassVar

import pulumi
from pulumi import dynamic
from pulumi.output import Unknown
from pydantic import ValidationError

from project.garbage import leave_out_imports
from providers.core.inputs import IMMUTABLE, Inputs, findings
from providers.core.outputs import LOOKED_AT
from providers.core.provider import TwilioProvider
from providers.core.twilio_object import IDENTITIES, IF_NEW

UNKNOWN: Any = Unknown()  # type: ignore[no-untyped-call]


class InvalidInputs(pulumi.RunError):
    """A program declared a resource with inputs that Twilio would refuse, or that are none."""


class TwilioResource(dynamic.Resource):
    """Base of all Twilio resources.

    Args:
        resource_name: The resource's name in the stack.
        opts: Pulumi's resource options.
        inputs: The inputs, by Twilio's names; see the resource's inputs model. `if_new` are those that it gets instead
            if it has to be created.

    Raises:
        InvalidInputs: An input known already is wrong; every finding is listed.
    """

    provider_class: ClassVar[type[TwilioProvider[Any]]]
    identity: str
    """Identifies the object before it exists."""

    resource_name: str
    """Its name in the stack."""

    _declared: tuple[Inputs, dict[str, str]]

    def __init_subclass__(cls, provider: type[TwilioProvider[Any]], **_: Any) -> None:
        super().__init_subclass__(module="twilio", name=cls.__name__)
        cls.provider_class = provider
        provider.kind = cls.__name__
        provider.outputs = tuple(cls.__annotations__)

    def __init__(self, resource_name: str, *, opts: pulumi.ResourceOptions | None = None, **inputs: Any) -> None:
        leave_out_imports()
        provider = self.provider_class
        if_new = inputs.pop(IF_NEW, None)
        given = {name: value for name, value in inputs.items() if value is not None}
        checked = self._checked(resource_name, given)
        identities = {name: value.identity for name, value in given.items() if isinstance(value, TwilioResource)}
        props = {name: value.sid if name in identities else value for name, value in given.items()}
        object.__setattr__(self, "identity", _fingerprint(provider, resource_name, given, identities))
        object.__setattr__(self, "resource_name", resource_name)
        object.__setattr__(self, "_declared", (checked, identities))
        secrets = sorted(provider.secret_outputs)
        options = pulumi.ResourceOptions.merge(
            pulumi.ResourceOptions(additional_secret_outputs=secrets) if secrets else None, opts
        )
        unset = {name: None for name in (*provider.outputs, LOOKED_AT) if name not in props}
        if identities:
            props[IDENTITIES] = identities
        if if_new:
            props[IF_NEW] = if_new
        super().__init__(provider(), resource_name, props | unset, options)

    @classmethod
    def _checked(cls, resource_name: str, given: dict[str, Any]) -> Inputs:
        known = {name: UNKNOWN if _contains_output(value) else value for name, value in given.items()}
        try:
            return cls.provider_class.inputs.model_validate(known)
        except ValidationError as error:
            lines = [f"  {name}: {reason}" for name, reason in findings(error)]
            raise InvalidInputs(f"{cls.__name__} {resource_name!r}:\n" + "\n".join(lines)) from None

    @property
    def looked_at(self) -> pulumi.Output[str | None]:
        """When Twilio was last asked for its status, in ISO 8601; None if it never was, or has no status."""
        looked_at: pulumi.Output[str | None] = getattr(self, LOOKED_AT)
        return looked_at

    @property
    def declared(self) -> dict[str, Any]:
        """Its inputs as far as the program knows them; what is known only after deployment is `UNKNOWN`."""
        checked, identities = self._declared
        return checked.declared() | ({IDENTITIES: identities} if identities else {})


def _contains_output(value: Any) -> bool:
    if isinstance(value, dict):
        return any(_contains_output(each) for each in value.values())
    if isinstance(value, list):
        return any(_contains_output(each) for each in value)
    return isinstance(value, pulumi.Output | TwilioResource)


def _fingerprint(
    provider: type[TwilioProvider[Any]], resource_name: str, given: dict[str, Any], identities: dict[str, str]
) -> str:
    fixed = {
        name: identities.get(name, value)
        for name, value in given.items()
        if name in provider.inputs.marked(IMMUTABLE) and (name in identities or not _contains_output(value))
    }
    text = json.dumps([provider.kind, resource_name, fixed], sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
