"""The table of countries is up to date.

Countries change who may send texts, and from which senders, several times a year. An answer to a customer from last
year's table is a promise that cannot be kept.
"""

from collections.abc import Iterator

from policies.core.rule import AllTenantsCase, Level, Rule, Severity, Violation

rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.LOW,
    sources=("https://www.twilio.com/en-us/guidelines/sms", "the ISV's own rule"),
    fix="read the source again, correct the country's senders, and set date and review_after",
    has_limit=True,
)


def check(case: AllTenantsCase) -> Iterator[Violation]:
    """Check the review date of each country."""
    for code, country in case.policy_input.tenants.countries.items():
        if case.policy_input.today > country.review_after:
            message = f"{country.name} was read on {country.date} and was due for review by {country.review_after}"
            yield Violation(f"{code}.review_after", message, document="catalogue/countries")


rule.for_all_tenants(check)
