"""Only countries that a tenant texts are open.

What is open and that nobody texts invites fraud: messages to expensive numbers (SMS pumping), which the ISV pays. The
first run of a stack finds countries that were open before it, and leaves closing them to the next.
"""

from collections.abc import Iterator

from policies.core.declared import of_kind
from policies.core.rule import Level, ResourcesCase, Rule, Severity, Violation
from tenants.model import countries_texted

rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.HIGH,
    sources=("https://www.twilio.com/docs/messaging/guides/sms-geo-permissions",),
    fix="run again, after a preview: the program closes what no tenant texts",
)


def check(case: ResourcesCase) -> Iterator[Violation]:
    """Compare what is open, or is to be, with what tenants text."""
    texted = countries_texted(case.policy_input.tenants)
    for permissions in of_kind(case, "GeoPermissions"):
        unused = sorted(set(permissions.inputs.get("countries", ())) - set(texted))
        if unused:
            yield Violation("", f"{', '.join(unused)} open, but the tenants text only {', '.join(texted)}")


rule.for_resources(check)
