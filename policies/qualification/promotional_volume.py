"""Promotional messages at volume need another solution.

Advertising needs consent of its own, draws complaints, and is filtered by carriers sooner than a reminder is. A shop
may advertise a little beside its other messages; where it is many, they would harm the rest, and need a campaign, a
number and a price of their own.
"""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from policies.core.demand import messages_per_day
from policies.core.rule import Level, Parameters, Rule, Severity, TenantCase, Violation


class PromotionalVolume(Parameters):
    """What can be set of this rule. Both must be exceeded."""

    percent: Annotated[int, Field(ge=0, le=100)] = 20
    """Of the messages that advertise."""

    messages_per_day: Annotated[int, Field(ge=0)] = 500
    """Messages in all."""


rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=("https://www.twilio.com/en-us/legal/messaging-policy", "the ISV's own rule"),
    fix="sell it for the messages that answer something a customer asked for, or ask for a new solution",
    parameters=PromotionalVolume(),
    has_limit=True,
)


def check(case: TenantCase[PromotionalVolume]) -> Iterator[Violation]:
    """Compare share and volume with what fits."""
    qualification, most = case.tenant.qualification, case.parameters
    if qualification is None:
        return
    expected = messages_per_day(qualification)
    if qualification.promotional_share > most.percent and expected > most.messages_per_day:
        message = (
            f"{qualification.promotional_share} % of {expected:,f} messages a day advertise; above "
            f"{most.messages_per_day:,} a day, up to {most.percent} % may"
        )
        yield Violation("qualification.promotional_share", message)


rule.for_tenant(check)
