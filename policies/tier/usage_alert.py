"""Every tenant has a usage alert at its allowance.

A package allows a number of messages a day, but Twilio sends any number. Without a daily usage trigger at the allowance
that calls the ISV, nobody notices that a tenant sends more than it pays for, or that someone else uses its key.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from policies.core.rule import Level, ResourcesCase, Rule, Severity, Violation
from tenants.model import Tenant, Tenants

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=("https://www.twilio.com/docs/usage/api/usage-trigger",),
    fix="declare a UsageTrigger for the tenant as owl/program/tenant_messaging.py does",
)


def check(case: ResourcesCase) -> Iterator[Violation]:
    """Check the usage trigger of each tenant that can send."""
    tenants = case.policy_input.tenants
    senders = {each.name for each in case.resources if each.kind in {"ApiKey", "MessagingService"}}
    triggers = {each.name: each.inputs for each in case.resources if each.kind == "UsageTrigger"}
    for tenant in tenants:
        if tenant.id in senders:
            reason = _lack(tenant, tenants, triggers.get(tenant.id))
            if reason:
                yield Violation("package", reason, document=tenant.id)


def _lack(tenant: Tenant, tenants: Tenants, trigger: Mapping[str, Any] | None) -> str | None:
    if trigger is None:
        return "the tenant can send, but has no UsageTrigger for its allowance"
    expected = {
        "usage_category": "sms-outbound",
        "trigger_by": "count",
        "trigger_value": str(tenants.package_of(tenant).messages_per_day),
        "recurring": "daily",
    }
    for name, value in expected.items():
        if trigger.get(name) != value:
            return f"the UsageTrigger's {name} is {trigger.get(name)!r}, expected {value!r}"
    url = trigger.get("callback_url")
    if not str(url).startswith(f"{tenants.isv.callbacks}/"):
        return f"the UsageTrigger calls {url!r}, which is not under {tenants.isv.callbacks!r}"
    return None


rule.for_resources(check)
