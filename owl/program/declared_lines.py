"""Pass each resource the file and line that declare it, and its stack, so that an error of a run names them."""

import pulumi

from owl.origins.resource_inputs import origin_of
from providers.core.resource import TwilioResource
from providers.core.twilio_object import DECLARED_AT, STACK
from tenants.model import Tenants
from tenants.model.naming import ResourceName, account_owner


def name_declared_lines(tenants: Tenants) -> None:
    """Declare every resource with its file and line, and its stack. Call it before any is declared."""
    stack = pulumi.get_stack()

    def with_line(given: pulumi.ResourceTransformationArgs) -> pulumi.ResourceTransformationResult | None:
        if not isinstance(given.resource, TwilioResource):
            return None
        told = {DECLARED_AT: declared_at(tenants, stack, type(given.resource).__name__, given.name), STACK: stack}
        return pulumi.ResourceTransformationResult({**given.props, **told}, given.opts)

    pulumi.runtime.register_stack_transformation(with_line)


def declared_at(tenants: Tenants, stack: str, kind: str, name: str) -> str:
    """Return the file and line to look at if Twilio refuses a resource.

    That is the field that declares it; for one that no field declares, its tenant's file; for one of no tenant, the
    stack's settings.

    Args:
        tenants: The tenants.
        stack: The stack's name.
        kind: The resource's kind, such as `PhoneNumber`.
        name: Its name in the stack.
    """
    tenant = ResourceName.parse(name).tenant
    if tenant not in tenants.by_id:
        tenant = account_owner(name, stack)
    if tenant not in tenants.by_id:
        return f"Pulumi.{stack}.yaml"
    return origin_of(tenants, tenant, kind, name) or tenants.where(tenant, "")
