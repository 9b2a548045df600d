"""Links in messages are declared as they are.

Carriers are told whether messages have links, and reviewers compare that with the samples. A campaign whose answer and
samples disagree is rejected.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import links, messages

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/docs/messaging/api/usapptoperson-resource",
        "https://www.twilio.com/docs/api/errors/30893",
        "https://help.twilio.com/articles/11847054539547",
    ),
    fix="set campaign.has_embedded_links to what the messages have, and show a link in a sample where they have one",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Compare the flag with every message; where it is set, a sample has a link."""
    path = "campaign.has_embedded_links"
    if case.tenant.campaign.has_embedded_links:
        if not any(links(sample) for _, sample in case.samples):
            yield Violation(path, "links are declared, and no sample has one")
        return
    for where, text in messages(case):
        if found := links(text):
            yield Violation(path, f"no links are declared, and {where} has {found[0]!r}")
            return


rule.for_tenant(check)
