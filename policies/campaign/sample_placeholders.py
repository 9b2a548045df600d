"""Sample messages have no blanks for the sender to fill in.

Reviewers read a sample as a customer would. Blanks for what differs between recipients are fine, such as [first name];
a blank for the business or the offer, "TBD" or "put text here" is an unfinished message, and is rejected with error
30893.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import names_business
from policies.language.placeholders import UNFINISHED, unfilled
from policies.language.reading import first_of, read

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/docs/api/errors/30893",
        "https://help.myhub360.marketing/en/articles/12153473-best-practices-for-a2p-10dlc-campaign-approval",
    ),
    fix="write the sample as it will be sent; leave blanks only for what differs between recipients, as in 'Hi [name]'",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Find unfinished words in the campaign's own samples; those from templates are filled in."""
    for index, sample in enumerate(case.campaign.samples):
        reading = read(sample)
        words = reading.said(UNFINISHED)
        blank = unfilled(sample, is_named=names_business(sample, case))
        span = blank or (reading.span(first_of(words)) if words else None)
        if span:
            message = f"{sample[slice(*span)]!r} is left for the sender to fill in"
            yield Violation(f"campaign.samples[{index}]", message, span=span)


rule.for_tenant(check)
