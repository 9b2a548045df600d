"""Every template fits in one segment.

Twilio and the carriers charge per segment, and T-Mobile's daily cap counts segments: a message of two costs twice as
much and uses twice the cap.
"""

from collections.abc import Iterator

from finance.segments import outside_gsm_7, shown
from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.volume import in_gsm_7, longest_segments
from tenants.model import Template

rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.LOW,
    sources=("https://www.twilio.com/docs/glossary/what-sms-character-limit",),
    fix="lower `longest` of a placeholder in catalogue/templates, or choose a shorter template",
    has_limit=True,
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Count the segments of each template at its longest; a character of the name is reported once."""
    name = case.tenant.name
    foreign = outside_gsm_7(name)
    plain = name.translate({ord(each): "x" for each in foreign})
    by_name = 0
    for index, (template_id, template) in enumerate(case.templates.items()):
        count = longest_segments(template, name)
        if count > 1 and foreign and longest_segments(template, plain) == 1:
            by_name = max(by_name, count)
        elif count > 1:
            yield _too_long(index, template_id, template, count)
    if by_name:
        characters = ", ".join(map(shown, foreign))
        yield Violation(
            "name",
            f"{characters} in the name makes every message UCS-2, so that templates which fit in one segment take up "
            f"to {by_name}, and each one is charged",
            fix=f"write the name with characters of GSM-7, such as {in_gsm_7(name)!r}, if the business agrees",
        )


def _too_long(index: int, template_id: str, template: Template, count: int) -> Violation:
    path, message = f"templates[{index}]", f"{template_id!r} takes up to {count} segments, and each one is charged"
    foreign = outside_gsm_7(template.body)
    if not foreign:
        return Violation(path, message)
    characters = ", ".join(map(shown, foreign))
    return Violation(
        path,
        f"{characters} in {template_id!r} makes its messages UCS-2: they take up to {count} segments, and each one is "
        "charged",
        fix="replace the character in catalogue/templates, or choose another template",
    )


rule.for_tenant(check)
