"""The life cycle of an object: what it waits for, how it is found, updated, deleted and compared."""

import inspect
from dataclasses import dataclass
from typing import Any

from owl.pages.resources.source import (
    Undocumented,
    attributes_used,
    never_returns,
    refusal_texts,
    trailing_comment,
    unwrapped,
    uses,
)
from providers.core.gate import GatedProvider
from providers.core.inputs import IMMUTABLE, OURS, SERVER_FILLED, WRITE_ONLY
from providers.core.provider import TwilioProvider
from providers.core.resource import TwilioResource
from providers.core.twilio_object import TwilioObject


@dataclass(frozen=True)
class LifeCycle:
    """What the provider of a resource does.

    Attributes:
        waits: Whether it waits for approvals.
        status: The output with the status of its own review; empty if it has none.
        costs: Whether creating one costs money.
        never_made: The errors that refuse to create one; empty if it can be created.
        natural_key: Inputs by which an existing object is found.
        container: Inputs that name the container to search; empty for the parent account.
        said: The docstrings of the provider's own methods, by method; empty for inherited methods.
        adopts: Whether an existing object is adopted instead of created again.
        changed_in_place: Inputs that an update changes.
        replacing: Inputs whose change replaces the object.
        old_first: Whether the old object is deleted before the new one is created.
        old_first_reason: Why.
        decides_delete: Inputs that decide whether to delete.
        ends_nothing: Whether deleting leaves everything at Twilio as it is.
        refusals: The errors that refuse to delete an object.
        compared: Inputs whose drift is detected.
        compared_fixed: Inputs whose drift is detected, but can't be reverted in place.
        compared_if_declared: Inputs whose drift is detected if they are declared.
        never_compared: Inputs whose drift is never detected.
        by_parent: Whether the parent's credentials are used, not the account's own.
    """

    waits: bool
    status: str
    costs: bool
    never_made: list[str]
    natural_key: list[str]
    container: list[str]
    said: dict[str, str]
    adopts: bool
    changed_in_place: list[str]
    replacing: list[str]
    old_first: bool
    old_first_reason: str
    decides_delete: list[str]
    ends_nothing: bool
    refusals: list[str]
    compared: list[str]
    compared_fixed: list[str]
    compared_if_declared: list[str]
    never_compared: list[str]
    by_parent: bool


def life_cycle_of(resource: type[TwilioResource]) -> LifeCycle:
    """Return the life cycle, read from the provider's code.

    Raises:
        Undocumented: The provider's collection comes from neither the parent nor an account.
    """
    provider = resource.provider_class
    names = list(provider.inputs.model_fields)
    marked = provider.inputs.marked
    unseen = marked(WRITE_ONLY) | marked(OURS) | set(provider.container)
    seen = [name for name in names if name not in unseen]
    named_by = {name for name in provider.natural_key if name.endswith("_sid")}
    return LifeCycle(
        waits=issubclass(provider, GatedProvider),
        status=provider.status_output if issubclass(provider, GatedProvider) else "",
        costs=provider.paid,
        never_made=refusal_texts(provider.make) if never_returns(provider.make) else [],
        natural_key=list(provider.natural_key),
        container=list(provider.container),
        said=_said(provider),
        adopts=inspect.signature(provider.adopt).return_annotation is not None,
        changed_in_place=[name for name in names if name not in marked(IMMUTABLE) | marked(OURS)],
        replacing=[name for name in names if name in marked(IMMUTABLE)],
        old_first=provider.delete_before_replace,
        old_first_reason=trailing_comment(provider, "delete_before_replace"),
        decides_delete=sorted(attributes_used(provider.remove, "inputs") & marked(OURS)),
        ends_nothing=not uses(provider.remove, "twilio"),
        refusals=refusal_texts(provider.remove),
        compared=[name for name in seen if name not in marked(SERVER_FILLED)],
        compared_fixed=[name for name in seen if name in marked(IMMUTABLE) and name not in named_by],
        compared_if_declared=[name for name in seen if name in marked(SERVER_FILLED)],
        never_compared=[name for name in names if name in unseen],
        by_parent=_by_parent(provider),
    )


def _said(provider: type[TwilioProvider[Any]]) -> dict[str, str]:
    """Return the docstrings of the provider's own methods."""
    methods = {name: method for name, method in vars(TwilioObject).items() if inspect.isfunction(method)}
    texts = {name: getattr(provider, name).__doc__ or "" for name in methods}
    own = {name for name in methods if getattr(provider, name) is not methods[name]}
    return {name: unwrapped(text.partition("Raises:")[0]) if name in own else "" for name, text in texts.items()}


def _by_parent(provider: type[TwilioProvider[Any]]) -> bool:
    used = attributes_used(provider.collection, "twilio")
    by_account, by_parent = "account" in used, bool(used & {"v2010", "accounts"})
    if by_account == by_parent:
        raise Undocumented(
            f"{provider.__module__}: `collection` says by none of twilio.v2010, twilio.accounts and twilio.account, "
            "or by more than one of them, whose credentials are used"
        )
    return by_parent
