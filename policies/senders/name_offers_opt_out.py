"""Who gets messages from a name can opt out on a page of the business's own.

Nobody can reply STOP to a name. Laws want an opt-out in every country, so messages from a name link a page for it.
"""

from collections.abc import Iterator

from policies.core.domains import domain
from policies.core.rule import Level, Rule, Severity, TenantCase, Violation

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=("https://www.twilio.com/docs/glossary/what-alphanumeric-sender-id",),
    fix="link a page below the business's website on which recipients enter their number to opt out",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Find pages of others, and pages that show something else."""
    names, business = case.tenant.alphanumeric, case.tenant.business
    if names is None:
        return
    if domain(names.opt_out_url) != domain(business.website):
        message = f"{names.opt_out_url!r} is not on the business's website {business.website!r}"
        yield Violation("senders.alphanumeric.opt_out_url", message)
    elif names.opt_out_url.rstrip("/") == business.website.rstrip("/"):
        message = f"{names.opt_out_url!r} is the website's home page, not the opt-out"
        yield Violation("senders.alphanumeric.opt_out_url", message)


rule.for_tenant(check)
