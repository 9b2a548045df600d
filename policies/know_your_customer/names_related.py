"""The business name and the legal name are recognizably related.

Reviewers look for the registered business on the website and in the messages. If the two names have nothing in common
and the description doesn't explain it, the campaign is rejected with error 30894.
"""

import re
from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation

_WORD = re.compile(r"[^\W_]{3,}")


rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.MEDIUM,
    sources=("https://www.twilio.com/docs/api/errors/30894",),
    fix="name the legal entity in campaign.description, for example 'Acme is a trade name of Hilltop LLC'",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Find a word of three or more letters in both names, or the legal name in the description."""
    tenant = case.tenant
    name, legal = tenant.name, tenant.business.legal_name
    toll_free = tenant.toll_free
    descriptions = (tenant.campaign and tenant.campaign.description, toll_free and toll_free.use_case_summary)
    explained = any(each and legal.casefold() in each.casefold() for each in descriptions)
    if not explained and not {*_WORD.findall(name.casefold())} & {*_WORD.findall(legal.casefold())}:
        yield Violation(
            "business.legal_name",
            f"{legal!r} has no word in common with {name!r}, and the description doesn't explain it",
        )


rule.for_tenant(check)
