"""Every country that a tenant texts has a sender that is allowed there.

A message from a sender that a country does not know is blocked, or arrives from another one that nobody recognizes, and
is charged in any case.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from tenants.model import Country, Tenant
from tenants.model.catalogue.country import Access, SenderKind
from tenants.model.sections.senders import WITHOUT_NAMES

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=("https://www.twilio.com/en-us/guidelines/sms", "tenants/catalogue/countries.yaml"),
    fix="give the country a number at senders.international, or a name at senders.alphanumeric if names are "
    "self-service there, or take it out of messaging.destinations",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Compare each destination without a number with what the catalogue says of names there."""
    known = case.policy_input.tenants.countries
    with_numbers = {each.iso_country for each in case.tenant.international}
    for index, code in enumerate(case.tenant.messaging.destinations):
        if code not in {*WITHOUT_NAMES, *with_numbers} and (why := _obstacle(case.tenant, code, known.get(code))):
            yield Violation(f"messaging.destinations[{index}]", why)


def _obstacle(tenant: Tenant, code: str, country: Country | None) -> str | None:
    """Return why a tenant has no sender for a country; None if it has one."""
    if country is None:
        return f"tenants/catalogue/countries.yaml has no {code}, so it is not known what may send there"
    if not (tenant.alphanumeric and tenant.alphanumeric.sender_in(code)):
        return f"the tenant has no sender for {country.name}. {country.next_step}"
    route = country.senders.get(SenderKind.ALPHANUMERIC)
    if route is None:
        return f"tenants/catalogue/countries.yaml says nothing of an {SenderKind.ALPHANUMERIC.words} in {country.name}"
    if route.access is not Access.SELF_SERVICE:
        return f"an {SenderKind.ALPHANUMERIC.words} {route.access.words} in {country.name}"
    return None


rule.for_tenant(check)
