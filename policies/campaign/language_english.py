"""Campaigns are in English or come with a translation.

Carriers' reviewers read English. A campaign in another language needs a translation in its registration, or is rejected
with error 30910.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.language.reading import read
from policies.language.words import Words

_TRANSLATED = Words("in english", "=translated", "translation")

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=("https://www.twilio.com/docs/api/errors/30910",),
    fix="write in English, or add a translation to the description or the message flow and label it as one",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Check the language of the campaign and its templates, and find a translation."""
    campaign = case.campaign
    if read(campaign.description).has(_TRANSLATED) or read(campaign.message_flow).has(_TRANSLATED):
        return
    if not _is_english(campaign.language):
        yield Violation("campaign.language", f"{campaign.language!r} is not English, and there is no translation")
    for index, (name, template) in enumerate(case.templates.items()):
        if not _is_english(template.language):
            yield Violation(f"templates[{index}]", f"{name!r} is in {template.language!r}, and there is no translation")


def _is_english(language: str) -> bool:
    return language.partition("_")[0] == "en"


rule.for_tenant(check)
