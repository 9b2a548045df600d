"""The review as JSON, for programs. Its keys are stable."""

from dataclasses import asdict
from typing import Any

from owl.check.as_json import finding
from owl.rendering.formats import as_json
from owl.review.fields import FieldChange
from owl.review.next_steps import next_steps
from owl.review.review import Review
from owl.review.tenants_changed import TenantChange


def render(review: Review) -> str:
    """Return everything in the comment, tenant by tenant, with nothing omitted for length."""
    document = {
        "refused": review.is_refused,
        "incomplete": review.is_incomplete,
        "blockers": [asdict(each) for each in review.blockers],
        "stacks": [asdict(each) for each in review.stacks],
        "not_previewed": list(review.not_previewed),
        "tenants": [_tenant(change) for group in review.groups for change in group.changes],
        "catalogue": [_field(each) for each in review.catalogue],
        "shared": list(review.shared),
        "money": {
            "rows": [asdict(each) for each in review.money.rows],
            "all_tenants": asdict(review.money.whole) if review.money.whole else None,
            "difference": asdict(review.money.difference),
            "to_be_bought": [asdict(each) for each in review.money.bought],
        },
        "irreversible": [asdict(each) for each in review.irreversible],
        "not_approved": [each.model_dump(mode="json") for each in review.not_approved],
        "pending_reviews": [asdict(each) for each in review.pending_reviews],
        "findings": {
            "new": [finding(each) for each in review.findings.new],
            "mandatory": [finding(each) for each in review.findings.fatal],
            "as_before": review.findings.before,
            "gone": review.findings.gone,
            "engine": [
                {"stack": stack, "rule": rule, "level": level, "message": message}
                for stack, rule, level, message in review.findings.of_engine
            ],
        },
        "waivers": [
            {
                "rule": each.waiver.rule,
                "tenant": each.waiver.tenant,
                "owner": each.waiver.owner,
                "reason": each.waiver.reason,
                "expires": each.waiver.expires.isoformat(),
                "where": each.where,
            }
            for each in review.waivers
        ],
        "next": list(next_steps(review)),
        "approvers": [asdict(each) for each in review.approvers],
        "failures": list(review.failures),
        "not_seen": list(review.unseen),
    }
    return f"{as_json(document)}\n"


def _tenant(change: TenantChange) -> dict[str, Any]:
    return {**asdict(change), "fields": [_field(each) for each in change.fields]}


def _field(change: FieldChange) -> dict[str, str]:
    return {"path": change.path, "old": change.old, "new": change.new, "where": change.where}
