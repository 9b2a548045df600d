"""Notes what the program declares, so that it can be judged before the engine hears of it.

The engine runs the rules on resources in a preview, or once all is deployed. A run without a preview, or without the
policy pack, would buy first and be refused afterwards.
"""

import asyncio
from collections.abc import Callable, Iterator

import pulumi

from owl.stacks.in_program import Deployed
from policies.core.policy_input import DeclaredResource
from providers.core.inputs import contains_unknown
from providers.core.resource import TwilioResource
from providers.core.twilio_object import IDENTITIES


class DeclaredResources:
    """The Twilio resources that are declared from now on.

    Args:
        before: The stack before this run.
        judge: Called with all of them, when the program has declared everything and before the engine hears of it.
    """

    def __init__(self, before: Deployed, judge: Callable[[tuple[DeclaredResource, ...]], None]) -> None:
        self._before = before
        self._noted: list[tuple[TwilioResource, bool]] = []
        pulumi.runtime.register_stack_transformation(self._note)
        # The SDK registers resources in tasks of this loop, each created with its resource, so this comes before them.
        asyncio.get_event_loop().call_soon(lambda: judge(tuple(self._seen())))

    def _note(self, given: pulumi.ResourceTransformationArgs) -> None:
        if isinstance(given.resource, TwilioResource):
            self._noted.append((given.resource, bool(given.opts.protect)))

    def _seen(self) -> Iterator[DeclaredResource]:
        names = {each.identity: f"{type(each).__name__} {each.resource_name}" for each, _ in self._noted}
        for each, is_protected in self._noted:
            kind, inputs = type(each).__name__, each.declared
            references = {name: names[of] for name, of in inputs.pop(IDENTITIES, {}).items() if of in names}
            known = {name: value for name, value in inputs.items() if not contains_unknown(value)}
            if at_twilio := self._before.get(each):
                known["sid"] = at_twilio["sid"]
            yield DeclaredResource(kind, each.resource_name, "", known, is_protected, references)
