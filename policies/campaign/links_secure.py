"""Links use https.

Customers open them on phones over networks that may not be safe. Reviewers reject a campaign whose samples contain
plain http links with error 30892.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import texts
from policies.language.reading import Found, read

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/docs/api/errors/30892",
        "https://www.twilio.com/docs/api/errors/30857",
    ),
    fix="write https:// and serve the page there",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Find plain http links in every text."""
    for path, text in texts(case):
        if "http:" not in text.lower():
            continue
        reading = read(text)
        plain = [index for index, link in reading.links.items() if link.lower().startswith("http://")]
        if plain:
            link, found = reading.links[plain[0]], Found(plain[0], plain[0])
            yield Violation(path, f"{link!r} doesn't use https", span=reading.span(found))


rule.for_tenant(check)
