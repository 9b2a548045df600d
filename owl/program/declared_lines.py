"""Pass each resource the file and line that declare it, and its stack, so that an error of a run names them."""

import pulumi

from owl.origins.resource_inputs import origin_of
from providers.core.resource import TwilioResource
from providers.core.twilio_object import DECLARED_AT, STACK
from tenants.model import Tenants
from tenants.model.naming import ResourceName


def name_declared_lines(tenants: Tenants) -> None:
    """Declare every resource of a tenant with its file and line, and its stack. Call it before any is declared."""

    def with_line(given: pulumi.ResourceTransformationArgs) -> pulumi.ResourceTransformationResult | None:
        if not isinstance(given.resource, TwilioResource):
            return None
        tenant = ResourceName.parse(given.name).tenant
        where = origin_of(tenants, tenant, type(given.resource).__name__, given.name) if tenant in tenants.by_id else ""
        if not where:
            return None
        told = {DECLARED_AT: where, STACK: pulumi.get_stack()}
        return pulumi.ResourceTransformationResult({**given.props, **told}, given.opts)

    pulumi.runtime.register_stack_transformation(with_line)
