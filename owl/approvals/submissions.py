"""Submissions: what a run will hand to reviewers that nobody can take back or change while they look at it.

A toll-free verification has no draft: creating it submits it. So it is announced before anything is created, as
purchases are.
"""

from collections.abc import Iterable

from owl.stacks.in_program import Deployed
from tenants.model import Tenants


def submissions(tenant_ids: Iterable[str], before: Deployed, tenants: Tenants) -> str:
    """Return which tenants' toll-free verifications are still to be submitted; empty if none is.

    Args:
        tenant_ids: The tenants.
        before: The stack before this run.
        tenants: The tenants.
    """
    to_come = [
        each
        for each in sorted(tenant_ids)
        if tenants.by_id[each].toll_free and before.at_twilio("TollfreeVerification", each) is None
    ]
    if not to_come:
        return ""
    return (
        f"to submit, once its customer profile is approved: the toll-free verification of {', '.join(to_come)}. "
        "Creating it submits it: it can't be taken back, and can be edited only if it is rejected"
    )
