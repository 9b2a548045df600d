"""The campaign is in English, or translated for reviewers.

Carriers' reviewers read English. A campaign whose messages are in another language needs a translation in what it is
registered with, or is rejected with error 30910.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import any_of

_TRANSLATED = any_of("in English", "translated", "translation*")


def _is_english(language: str) -> bool:
    return language.partition("_")[0] == "en"


rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=("https://www.twilio.com/docs/api/errors/30910",),
    fix="write in English, or add the translation to the description or the message flow and say that it is one",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Look at the languages of campaign and templates, and for a translation."""
    campaign = case.tenant.campaign
    if _TRANSLATED.search(campaign.description) or _TRANSLATED.search(campaign.message_flow):
        return
    if not _is_english(campaign.language):
        yield Violation("campaign.language", f"{campaign.language!r} is not English, and no translation is given")
    for index, (name, template) in enumerate(case.templates.items()):
        if not _is_english(template.language):
            yield Violation(f"templates[{index}]", f"{name!r} is in {template.language!r}, and no translation is given")


rule.for_tenant(check)
