"""The pages of the opt-in show where customers agree to texts from the toll-free number.

The home page, the privacy policy and the terms don't: reviewers reject a verification on which they can't see the
opt-in.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=("https://www.twilio.com/docs/api/errors/30842",),
    fix="link the page, or a picture, on which customers agree to texts",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Find links to pages that show something else."""
    declared = case.toll_free
    others = {
        case.tenant.business.website: "the website's home page",
        declared.privacy_policy_url: "the privacy policy",
        declared.terms_and_conditions_url: "the terms",
    }
    known = {url.rstrip("/"): what for url, what in others.items() if url}
    for index, url in enumerate(declared.opt_in_image_urls):
        if what := known.get(url.rstrip("/")):
            yield Violation(f"senders.toll_free.opt_in_image_urls[{index}]", f"{url!r} is {what}, not the opt-in")


rule.for_tenant(check)
