"""A high volume of promotional messages needs another solution.

Marketing needs its own consent, draws complaints, and is filtered by carriers sooner than a reminder. A business may
send a few promotions beside its other messages; in large numbers they would harm the rest, and need their own campaign,
number and price.
"""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from policies.core.demand import messages_per_day
from policies.core.rule import Level, Parameters, Rule, Severity, TenantCase, Violation


class PromotionalVolume(Parameters):
    """Parameters of this rule. A finding needs both to be exceeded."""

    percent: Annotated[int, Field(ge=0, le=100)] = 20
    """Maximum percentage of promotional messages."""

    messages_per_day: Annotated[int, Field(ge=0)] = 500
    """Maximum number of messages a day, promotional or not."""


rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=("https://www.twilio.com/en-us/legal/messaging-policy", "the ISV's own rule"),
    fix="sell it only for messages that customers have asked for, or request a new solution",
    parameters=PromotionalVolume(),
    has_limit=True,
)


def check(case: TenantCase[PromotionalVolume]) -> Iterator[Violation]:
    """Compare the promotional share and the volume with the limits."""
    qualification, most = case.tenant.qualification, case.parameters
    if qualification is None:
        return
    expected = messages_per_day(qualification)
    if qualification.promotional_share > most.percent and expected > most.messages_per_day:
        message = (
            f"{qualification.promotional_share} % of {expected:,f} messages a day are promotional; "
            f"above {most.messages_per_day:,} a day, the limit is {most.percent} %"
        )
        yield Violation("qualification.promotional_share", message)


rule.for_tenant(check)
