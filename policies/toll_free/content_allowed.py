"""The toll-free number's texts promise nothing that may not be sent.

Third-party debt collection, debt reduction, credit repair and cryptocurrencies are rejected, and such a verification
can't be edited. So is everything else that carriers forbid.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.language.forbidden import first_forbidden
from policies.language.reading import read

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.CRITICAL,
    sources=(
        "https://www.twilio.com/docs/api/errors/30460",
        "https://www.twilio.com/docs/api/errors/30464",
        "https://www.twilio.com/docs/api/errors/30466",
        "https://www.twilio.com/docs/api/errors/30950",
    ),
    fix="remove it; a business in one of these trades can't send US text messages",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Find what is forbidden in the texts of the verification, unless it is denied."""
    declared = case.toll_free
    texts = {
        "use_case_summary": declared.use_case_summary,
        "production_message_sample": declared.production_message_sample,
        "opt_in_confirmation_message": declared.opt_in_confirmation_message,
        "additional_information": declared.additional_information,
    }
    for name, text in texts.items():
        if text and (forbidden := first_forbidden(reading := read(text))):
            kind, found = forbidden
            message = f"{reading.quoted(found)!r} is content that carriers forbid: {kind}"
            yield Violation(f"senders.toll_free.{name}", message, span=reading.span(found))


rule.for_tenant(check)
