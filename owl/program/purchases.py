"""What a refresh of the same run finds missing is not bought unannounced.

`pulumi up --refresh` removes from the state what no longer exists at Twilio, then runs the program, which still reads
the state from before. So each paid resource that this state has is declared with what to say if it is gone. Its
provider says it when the engine no longer knows the resource (`providers.core.provider`).
"""

import datetime as dt

import pulumi

from owl.approvals.irreversible import IRREVERSIBLE, IrreversibleStep, price
from owl.approvals.refusals import refusal_if_gone
from owl.stacks.in_program import Deployed
from providers.core.resource import TwilioResource
from providers.core.twilio_object import IF_GONE, KEY, REFUSAL, SENTENCE
from tenants.model import Price, Tenants
from tenants.model.naming import ResourceName


def announce_what_is_gone(before: Deployed, tenants: Tenants, today: dt.date) -> None:
    """Declare every paid resource of the state with what to say if it is gone. Call it before any is declared.

    Args:
        before: The stack before this run.
        tenants: The tenants and the price book.
        today: The day, in UTC.
    """

    def with_words(
        given: pulumi.ResourceTransformationArgs,
    ) -> pulumi.ResourceTransformationResult | None:
        declared, kind, name = given.resource, type(given.resource).__name__, given.name
        if not isinstance(declared, TwilioResource) or kind not in IRREVERSIBLE:
            return None
        at_twilio, tenant = before.at_twilio(kind, name), tenants.by_id.get(ResourceName.parse(name).tenant)
        if at_twilio is None or tenant is None:
            return None
        resource = IRREVERSIBLE[kind]
        cost = price(resource, tenant, tenants, name)
        if cost == Price():
            return None
        sid = str(at_twilio.get("phone_number") or at_twilio["sid"])
        step = IrreversibleStep(resource, tenant.id, at_twilio, name=name, vanished=sid)
        provider = declared.provider_class()
        words = {
            KEY: list(provider.object_key(at_twilio, str(at_twilio["sid"]))),
            REFUSAL: refusal_if_gone(step, tenant, tenants, pulumi.get_stack(), today),
            SENTENCE: f"to buy: {cost}. {tenant.id}: its {resource.words} {sid} no longer exists, and the file "
            "approves a new one. Purchases can't be undone",
        }
        return pulumi.ResourceTransformationResult({**given.props, IF_GONE: words}, given.opts)

    pulumi.runtime.register_stack_transformation(with_words)
