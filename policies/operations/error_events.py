"""Every account reports its errors to the ISV.

Twilio logs errors and warnings inside the account. Only an event subscription alerts the ISV in time to a failing
webhook, a blocked number or a suspended campaign.
"""

from collections.abc import Iterator

from policies.core.declared import owner
from policies.core.leaving import is_ending
from policies.core.rule import Level, ResourcesCase, Rule, Severity, Violation

ERROR_LOGGED = "com.twilio.error-logs.error.logged"

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.MEDIUM,
    sources=("https://www.twilio.com/docs/events/event-types/error-logs/error-logged",),
    fix="declare an EventSubscription for the account as owl/program/account.py does",
)


def check(case: ResourcesCase) -> Iterator[Violation]:
    """Find accounts without a subscription, except those of leaving tenants, whose subscription ends first."""
    subscribed = {
        each.name
        for each in case.resources
        if each.kind == "EventSubscription" and ERROR_LOGGED in (each.inputs.get("types") or ())
    }
    for account in case.resources:
        if account.kind != "Subaccount" or account.name in subscribed:
            continue
        tenant = case.policy_input.tenants.by_id.get(owner(account, case))
        if tenant is None or not is_ending(tenant, case.policy_input.today):
            message = f"account {account.name} has no EventSubscription with the type {ERROR_LOGGED!r}"
            yield Violation("", message, document=tenant.id if tenant else None)


rule.for_resources(check)
