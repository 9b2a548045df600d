"""Tenants use only features of their package.

A feature of a larger package is not given away with a smaller one: the larger package's price covers its cost.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from tenants.model import features_used

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.MEDIUM,
    sources=("the ISV's own rule",),
    fix="sell a package that includes it, or remove the field",
)


_KEEP_NUMBER = (
    "sell a package that includes it. Don't just remove the field of a number that is in use: the number would be "
    "released"
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Find features in use that the package lacks, and the cheapest package that has them."""
    tenants = case.policy_input.tenants
    for feature, path in features_used(case.tenant, tenants.features).items():
        if feature not in case.package.features:
            including = [name for name, package in tenants.paid_packages.items() if feature in package.features]
            cheapest = min(including, key=lambda name: tenants.packages[name].price_per_month, default=None)
            where = f"package {cheapest!r} is the cheapest that does" if cheapest else "no package does"
            yield Violation(
                path,
                f"package {case.tenant.package!r} doesn't include {feature!r}; {where}",
                fix=_KEEP_NUMBER if "phone_number" in path else None,
            )


rule.for_tenant(check)
