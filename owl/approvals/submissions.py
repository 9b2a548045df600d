"""Submissions: what a run will hand to reviewers that nobody can take back or change while they look at it.

A toll-free verification has no draft: creating it submits it. A regulatory bundle is submitted in the run that makes
it. So both are announced before anything is created, as purchases are.
"""

from collections.abc import Iterable

from owl.stacks.in_program import Deployed
from tenants.model import InternationalNumber, Tenant, Tenants
from tenants.model.regulatory_facts import bundle_name, regulation_of


def submissions(tenant_ids: Iterable[str], before: Deployed, tenants: Tenants) -> str:
    """Return which tenants' verifications and bundles are still to be submitted, a line each; empty if none is.

    Args:
        tenant_ids: The tenants.
        before: The stack before this run.
        tenants: The tenants.
    """
    bundles = [
        f"{each} ({', '.join(number.words for number in numbers)})"
        for each in sorted(tenant_ids)
        if (numbers := _new_bundles(tenants.by_id[each], before, tenants))
    ]
    told = (
        f"to submit, unless the account has them approved: the regulatory bundles of {', '.join(bundles)}. Until it is "
        "decided a bundle can't be taken back, and its facts can't be changed; each number is bought once its bundle "
        "is approved"
    )
    return "\n".join([*_verifications(tenant_ids, before, tenants), *([told] if bundles else [])])


def _new_bundles(tenant: Tenant, before: Deployed, tenants: Tenants) -> list[InternationalNumber]:
    """Return the numbers whose bundles, or their renewals, are still to be submitted."""
    return [
        each
        for each in tenant.international
        if regulation_of(each, tenants.countries)
        and before.at_twilio("RegulatoryBundleSubmission", bundle_name(tenant.id, each)) is None
    ]


def _verifications(tenant_ids: Iterable[str], before: Deployed, tenants: Tenants) -> list[str]:
    to_come = [
        each
        for each in sorted(tenant_ids)
        if tenants.by_id[each].toll_free and before.at_twilio("TollfreeVerification", each) is None
    ]
    if not to_come:
        return []
    told = (
        f"to submit, once its customer profile is approved: the toll-free verification of {', '.join(to_come)}. "
        "Creating it submits it: it can't be taken back, and can be edited only if it is rejected"
    )
    return [told]
