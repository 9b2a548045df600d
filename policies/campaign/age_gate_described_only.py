"""A described age gate is declared.

A message flow that asks for the date of birth belongs to a campaign with age-restricted content, and carriers allow
that only if the campaign is declared as age-gated. Without the declaration it may be rejected with error 30888.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import FLOW, finding, flow_of
from policies.language.reading import first_of
from policies.language.vocabulary import AGE_CHECK

rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.HIGH,
    sources=("https://www.twilio.com/docs/api/errors/30888",),
    fix="set campaign.age_gated if the content is for adults only",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Find an age check in the message flow of a campaign that isn't age-gated."""
    flow = flow_of(case)
    checks = flow.said(AGE_CHECK)
    if checks and not case.campaign.age_gated:
        yield finding(
            FLOW, flow, first_of(checks), "the campaign asks for the age, but it is not declared as age-gated"
        )


rule.for_tenant(check)
