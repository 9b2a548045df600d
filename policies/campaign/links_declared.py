"""Campaigns declare whether messages contain links.

The declaration goes to carriers, and reviewers compare it with the samples: `harborhounds.example` is a link without
https://, too. A campaign whose declaration and samples disagree is rejected.
"""

from collections.abc import Iterator

from policies.core.rule import Correction, Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import messages
from policies.language.reading import Found, read

_FLAG = "campaign.has_embedded_links"

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
    if case.campaign.has_embedded_links:
        if not any(read(sample).links for _, sample in case.samples):
            yield Violation(
                _FLAG, "links are declared, but no sample contains one", correction=Correction(_FLAG, text=False)
            )
        return
    for path, text in messages(case):
        reading = read(text)
        for index, link in reading.links.items():
            message = f"{link!r} is a link, but campaign.has_embedded_links is false"
            yield Violation(
                path, message, span=reading.span(Found(index, index)), correction=Correction(_FLAG, text=True)
            )
            return


rule.for_tenant(check)
