"""Each messaging service has exactly one campaign.

Twilio accepts one campaign per messaging service and refuses a second one in the middle of a run. Without a campaign,
every message to a US number is blocked (error 30034) and still billed. The service of a tenant that sends from a
toll-free number or from outside the US needs none.
"""

from collections.abc import Iterator

from policies.core.declared import of_kind, owner
from policies.core.rule import Level, ResourcesCase, Rule, Severity, Violation
from tenants.model.naming import international_part

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/docs/messaging/api/usapptoperson-resource",
        "https://www.twilio.com/docs/api/errors/30034",
    ),
    fix="give each messaging service one campaign, and each campaign its own messaging service",
)


def check(case: ResourcesCase) -> Iterator[Violation]:
    """Count the campaigns of each messaging service. One with other senders may have none."""
    seen: set[str] = set()
    for campaign in of_kind(case, "Campaign"):
        service = campaign.references.get("messaging_service_sid")
        if service in seen:
            message = f"campaign {campaign.name} is the second one of {service}"
            yield Violation("campaign", message, document=owner(campaign, case))
        elif service:
            seen.add(service)
    abroad = [each for each in of_kind(case, "PhoneNumber") if international_part(each.name)]
    verified = {owner(each, case) for each in (*of_kind(case, "TollfreeVerification"), *abroad)} - {None}
    for declared in of_kind(case, "MessagingService"):
        if f"MessagingService {declared.name}" not in seen and owner(declared, case) not in verified:
            message = f"messaging service {declared.name} has no campaign"
            yield Violation("campaign", message, document=owner(declared, case))


rule.for_resources(check)
