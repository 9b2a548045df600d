"""Campaigns declare whether messages contain links.

The declaration goes to carriers, and reviewers compare it with the samples. A campaign whose declaration and samples
disagree is rejected.
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
    fix="set campaign.has_embedded_links to match the messages, and show a link in a sample if they contain one",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Compare the declaration with every message; if links are declared, find one in the samples."""
    path = "campaign.has_embedded_links"
    if case.tenant.campaign.has_embedded_links:
        if not any(links(sample) for _, sample in case.samples):
            yield Violation(path, "links are declared, but no sample contains one")
        return
    for where, text in messages(case):
        if found := links(text):
            yield Violation(path, f"no links are declared, but {where} contains {found[0]!r}")
            return


rule.for_tenant(check)
