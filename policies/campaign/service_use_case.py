"""Messaging services match the use case of their campaign.

Twilio refuses a campaign whose use case does not match the messaging service's (error 21719), after the brand fee has
been paid. A service with an undeclared use case matches every campaign.
"""

from collections.abc import Iterator

from policies.core.rule import Level, ResourcesCase, Rule, Severity, Violation
from tenants.model import ServiceUseCase

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/docs/api/errors/21719",
        "https://www.twilio.com/docs/messaging/api/service-resource",
    ),
    fix="declare the service with `usecase=tenant.campaign.service_use_case.value`",
)


def check(case: ResourcesCase) -> Iterator[Violation]:
    """Compare each declared service with the campaign of the tenant it is named after."""
    for resource in case.resources:
        tenant = case.policy_input.tenants.by_id.get(resource.name)
        if resource.kind != "MessagingService" or tenant is None or tenant.campaign is None:
            continue
        declared, fitting = resource.inputs.get("usecase"), tenant.campaign.service_use_case
        if declared not in {None, ServiceUseCase.UNDECLARED, fitting}:
            use_case = tenant.campaign.use_case
            message = f"{use_case} needs a service for {fitting.value!r}, but this one is for {declared!r}"
            yield Violation("campaign.use_case", message, document=tenant.id)


rule.for_resources(check)
