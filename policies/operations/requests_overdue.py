"""Requests to Twilio are answered by the day they are due.

What no file can declare, such as a short code, is asked for by a person. Nothing reminds that person but this rule: a
form that got lost is noticed when the tenant asks.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation

rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.MEDIUM,
    sources=("the ISV's own rule",),
    fix="ask Twilio how far it is; then set `status`, or the new day in `due`",
    has_limit=True,
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Compare the due date of each open request with today."""
    for index, request in enumerate(case.tenant.requests or ()):
        if request.is_overdue(case.policy_input.today):
            message = f"{request.asked_by}'s request for the {request.title} was due on {request.due}"
            yield Violation(f"requests[{index}].due", message)


rule.for_tenant(check)
