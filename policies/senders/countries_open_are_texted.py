"""Only countries that a tenant texts are open.

What is open and that nobody texts invites fraud: messages to expensive numbers (SMS pumping), which the ISV pays.
"""

from collections.abc import Iterator

from policies.core.declared import of_kind
from policies.core.rule import Level, ResourcesCase, Rule, Severity, Violation
from tenants.model import countries_texted

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=("https://www.twilio.com/docs/messaging/guides/sms-geo-permissions",),
    fix="declare GeoPermissions with the countries in messaging.destinations of the tenants, and no other",
)


def check(case: ResourcesCase) -> Iterator[Violation]:
    """Compare what a program opens with what tenants text."""
    texted = countries_texted(case.policy_input.tenants)
    for permissions in of_kind(case, "GeoPermissions"):
        unused = sorted(set(permissions.inputs.get("countries", ())) - set(texted))
        if unused:
            yield Violation("", f"{', '.join(unused)} would be open, but the tenants text only {', '.join(texted)}")


rule.for_resources(check)
