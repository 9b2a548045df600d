"""One business registers, asks for consent and sends.

The registered business, the name in the words of consent, the name in the samples and the website must be one company:
consent to one sender is no consent to another, and an agency can't register for its client. Reviewers say that the
campaign doesn't match the brand, and reject it with error 30927.
"""

from collections.abc import Iterator

from policies.core.domains import domain, host
from policies.core.names import is_of_business, named_senders
from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import DESCRIPTION, FLOW, flow_of, opt_in_links
from policies.language.reading import Found

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/docs/api/errors/30927",
        "https://www.twilio.com/docs/api/errors/30907",
    ),
    fix="register the business that customers know, and use its name and its website everywhere",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Find other senders in the consent, and an opt-in and policies that are all on another website."""
    campaign = case.campaign
    for path, text in ((FLOW, campaign.message_flow), (DESCRIPTION, campaign.description)):
        for span in named_senders(text):
            if not is_of_business(text[slice(*span)], case):
                yield Violation(path, f"{text[slice(*span)]!r} is not {case.tenant.name!r}", span=span)
                return
    flow, website = flow_of(case), case.tenant.business.website
    pages = opt_in_links(case)
    domains = [domain(f"https://{host(link)}") for link in flow.links.values() if host(link)]
    if pages and len(domains) > 1 and domain(website) not in domains:
        index, link = pages[0]
        message = f"{link!r} and every other link is not on the website {host(website)!r}"
        yield Violation(FLOW, message, span=flow.span(Found(index, index)))


rule.for_tenant(check)
