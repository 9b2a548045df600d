"""Read drift from a preview with refresh: what differs, and who changed it.

Such a preview has two parts for each resource. The refresh compares the state with Twilio: an input that differs was
edited at Twilio, a status that differs was changed by a reviewer. The plan compares Twilio with the program: what
differs there and was not edited is not deployed yet.

If something could not be read, there is no plan. Then the state is used in place of what is declared.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from owl.approvals.irreversible import IRREVERSIBLE, IrreversibleStep, price_again
from owl.drift.findings import Edited, News, NotDeployed, NotSeen, Resource, Vanished
from owl.drift.not_seen import not_seen
from owl.drift.shown import shown
from owl.origins.resource_inputs import origin_of, origin_of_field
from owl.previews import Change, Op, Preview, PreviewStep
from owl.previews.changes import SECRET, UNKNOWN, changes
from providers.core.gate import is_waiting
from providers.core.inputs import OURS, WRITE_ONLY
from providers.core.provider import TwilioProvider
from providers.core.registry import resources
from providers.subaccount import SUSPENDED_AT_TWILIO
from tenants.model import Price, Tenants

_ACTIONS = {
    Op.CREATE: "would be created",
    Op.UPDATE: "would be updated",
    Op.REPLACE: "would be replaced",
    Op.DELETE: "would be deleted",
}

_CHANGES = frozenset({Op.UPDATE, Op.REPLACE})

FOLLOWS = "would be replaced, because what it refers to no longer exists"
"""The action for a resource that belongs to an object that no longer exists."""

RELEASED = "would be created, now that its reviews allow it"
"""The action for a resource that was waiting for a review."""

SECRETS = "a secret (not shown)"


@dataclass(frozen=True)
class Read:
    """The findings of a preview.

    Attributes:
        edited: Fields that were edited at Twilio.
        vanished: Objects that no longer exist.
        not_deployed: Changes that are not deployed yet, each with the step it comes from.
        news: Statuses that reviewers changed.
        not_seen: What could not be read.
    """

    edited: tuple[Edited, ...]
    vanished: tuple[Vanished, ...]
    not_deployed: tuple[tuple[NotDeployed, PreviewStep], ...]
    news: tuple[News, ...]
    not_seen: tuple[NotSeen, ...]


def read(preview: Preview, tenants: Tenants) -> Read:
    """Return the findings of a preview with refresh.

    Args:
        preview: The preview.
        tenants: The tenants' files, for the lines that declare what differs.
    """
    reading = _Reading(preview, tenants)
    return Read(
        edited=tuple(sorted({*reading.edited()})),
        vanished=tuple(sorted({*reading.vanished()})),
        not_deployed=tuple(sorted(reading.not_deployed(), key=lambda pair: pair[0])),
        news=tuple(sorted({*reading.news()})),
        not_seen=tuple(sorted({*not_seen(preview)})),
    )


class _Reading:
    def __init__(self, preview: Preview, tenants: Tenants) -> None:
        self._tenants = tenants
        self._providers = {kind.__name__: kind.provider_class() for kind in resources()}
        steps = [step for step in preview.steps if step.is_at_provider and step.kind in self._providers]
        self._has_plan = any(step.op is not Op.REFRESH for step in preview.steps)
        self._refreshed = {step.urn: step for step in steps if step.op is Op.REFRESH and not step.failed}
        self._planned = {step.urn: step for step in steps if step.op is not Op.REFRESH and not step.failed}

    def news(self) -> Iterator[News]:
        """Yield the statuses that changed."""
        for step in self._there():
            provider = self._providers[step.kind]
            given = {name for name in provider.outputs if name.endswith("status")}
            statuses = given - provider.inputs.model_fields.keys()
            for change in step.changes:
                if change.path in statuses:
                    yield News(_resource(step), change.path, shown(change.old), shown(change.new))

    def edited(self) -> Iterator[Edited]:
        """Yield the fields that were edited: the refresh saw them change, and the program would change them back."""
        for step in self._there():
            found, plan = _moved(step), self._planned.get(step.urn)
            moved = _fields(found) - self._not_at_twilio(step)
            if not self._has_plan:
                for change in found:
                    if change.field in moved:
                        yield self._edit(step, change.path, declared=change.old, at_twilio=change.new)
            elif plan and plan.op in _CHANGES:
                for change in _comparable(plan.changes):
                    if change.field in moved:
                        replaces = plan.op is Op.REPLACE
                        yield self._edit(
                            step, change.path, declared=change.new, at_twilio=change.old, replaces=replaces
                        )
        for plan in self._planned.values():
            if field := self._edited_secret(plan):
                yield self._edit(plan, field, declared=SECRETS, at_twilio="a different one")

    def vanished(self) -> Iterator[Vanished]:
        """Yield the objects that no longer exist and would be created again."""
        for step in self._refreshed.values():
            plan = self._planned.get(step.urn)
            if step.old_outputs and not step.new_outputs and (not self._has_plan or plan):
                where = origin_of(self._tenants, step.tenant or "", step.kind, step.name)
                yield Vanished(_resource(step), str(step.old_outputs.get("sid", "")), where, self._price(step))

    def not_deployed(self) -> Iterator[tuple[NotDeployed, PreviewStep]]:
        """Yield what the program would change and was not edited."""
        gone = {step.urn for step in self._refreshed.values() if step.old_outputs and not step.new_outputs}
        for urn, plan in self._planned.items():
            if plan.op not in _ACTIONS or (plan.op is Op.CREATE and urn in gone):
                continue
            if plan.op is Op.UPDATE and is_waiting(plan.old_outputs):
                yield NotDeployed(_resource(plan), RELEASED), plan
                continue
            refreshed = self._refreshed.get(urn)
            moved = _fields(_moved(refreshed)) if refreshed else set()
            differ = _fields(_comparable(plan.changes)) - moved
            if plan.op in _CHANGES and not differ and (moved or self._edited_secret(plan)):
                continue
            follows = plan.op is Op.REPLACE and not differ and bool(gone)
            fields = tuple(sorted(differ)) if plan.op in _CHANGES else ()
            yield NotDeployed(_resource(plan), FOLLOWS if follows else _ACTIONS[plan.op], fields), plan

    def _there(self) -> Iterator[PreviewStep]:
        """Yield the refreshed resources that still exist."""
        yield from (step for step in self._refreshed.values() if step.new_outputs)

    def _not_at_twilio(self, step: PreviewStep) -> set[str]:
        inputs = self._providers[step.kind].inputs
        suspended = {"status"} if step.new_outputs.get(SUSPENDED_AT_TWILIO) else set()  # no deployment ends that
        return {*inputs.marked(OURS), *inputs.marked(WRITE_ONLY), "identities", *suspended}

    def _edited_secret(self, plan: PreviewStep) -> str:
        """Return the name of a secret that was edited: no visible field differs, nor does its source in the file.

        Secrets can't be compared here. All of a tenant's secrets come from the business facts in its file. The program
        keeps a fingerprint of those facts, itself a secret, in each submission: if no submission would change, the file
        has not changed either.
        """
        provider = self._providers[plan.kind]
        secrets = provider.secret_outputs & provider.inputs.model_fields.keys() - provider.inputs.marked(WRITE_ONLY)
        if plan.op is not Op.UPDATE or not secrets or _comparable(plan.changes):
            return ""
        resubmits = any(
            other.op is Op.UPDATE and other.tenant == plan.tenant and self._writes_secrets(other)
            for other in self._planned.values()
        )
        return "" if resubmits else min(secrets)

    def _writes_secrets(self, plan: PreviewStep) -> bool:
        provider = self._providers[plan.kind]
        return bool(provider.secret_outputs & provider.inputs.marked(WRITE_ONLY))

    def _edit(self, step: PreviewStep, path: str, *, declared: Any, at_twilio: Any, replaces: bool = False) -> Edited:
        where = origin_of_field(self._tenants, step.tenant or "", step.kind, step.name, path)
        default = self._providers[step.kind].inputs.defaults().get(path)
        wanted, found = (shown(default if each is None else each) for each in (declared, at_twilio))
        return Edited(_resource(step), path, wanted, found, where, replaces)

    def _price(self, step: PreviewStep) -> str:
        resource = IRREVERSIBLE.get(step.kind)
        if resource is None:
            return ""
        try:
            price = price_again(IrreversibleStep(resource, step.tenant or "", step.old_outputs), self._tenants)
        except ValueError:  # a use case that the price book does not know
            return ""
        return "" if price == Price() else str(price)


def _resource(step: PreviewStep) -> Resource:
    return Resource(step.tenant or "", step.kind, step.name)


def _moved(refreshed: PreviewStep) -> tuple[Change, ...]:
    """Return the inputs that differ between the state and Twilio."""
    return _comparable(changes(refreshed.old_inputs, refreshed.new_inputs))


def _comparable(found: Sequence[Change]) -> tuple[Change, ...]:
    """Return the changes that can be compared: no secrets, and no values that are known only after a deployment."""
    return tuple(each for each in found if SECRET not in (each.old, each.new) and each.new != UNKNOWN)


def _fields(found: tuple[Change, ...]) -> set[str]:
    return {each.field for each in found}


def declares(
    plan: PreviewStep, provider: TwilioProvider[Any], fields: Mapping[str, Any], taken: Collection[str] = ()
) -> bool:
    """Return whether a step that creates a resource would find this object by its natural key and take it over.

    Parts of the key that Twilio doesn't tell, such as the country of a regulatory bundle, are not compared: its name
    has them too.

    Args:
        plan: The step.
        provider: The provider of its kind.
        fields: The object's fields at Twilio, and what contains it.
        taken: SIDs that resources of the same name would take over: a value not known yet may be one of them.
    """
    normal, wanted = provider.inputs.normal, provider.inputs.defaults() | dict(plan.new_inputs)

    def agrees(name: str) -> bool:
        if wanted.get(name) == UNKNOWN:
            return fields.get(name) in taken
        return bool(normal(name, wanted.get(name)) == normal(name, fields.get(name)))

    same_account = wanted.get("account_sid") in {UNKNOWN, None, fields.get("account_sid")}
    inside = (name for name in provider.container if name != "account_sid")
    untold = provider.inputs.marked(WRITE_ONLY)
    key = [name for name in provider.natural_key if name in fields or name not in untold]
    return same_account and bool(key) and all(map(agrees, (*inside, *key)))
