"""Record what is seen in the rings that have exit criteria: `owl check` judges the files, without Twilio."""

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from owl.failure import Failure
from owl.golive.facts import StackGoLive, TenantGoLive
from owl.golive.received import deliveries
from owl.receiver.of_stack import received
from owl.registration.progress import Stage, current
from tenants.model import Ring, Rollout, Tenants, features_used
from tenants.model.yaml_files.file_edit import with_value


def read_feedback(given: Iterable[str], tenants: Tenants) -> dict[str, str]:
    """Return what tenants said, by tenant.

    Args:
        given: Each as typed: `acme=Bikes are collected sooner.`
        tenants: All tenants.

    Raises:
        Failure: One is not of this form, or its tenant is in no ring with exit criteria.
    """
    found: dict[str, str] = {}
    asked = [each.id for each in tenants if each.ring in tenants.rings]
    for text in given:
        tenant, separator, said = text.partition("=")
        if not separator or not said.strip() or tenant not in asked:
            known = ", ".join(asked) or "none"
            raise Failure(f"--feedback {text!r}: write TENANT=TEXT, with a tenant of a ring with criteria: {known}")
        found[tenant] = said.strip()
    return found


def record(stack: StackGoLive, file: Path, feedback: Mapping[str, str]) -> list[Ring]:
    """Add today's record to the file of rings, and return the rings that got one. Today's earlier record is replaced.

    It counts whole days in UTC, from that of the record before until yesterday, so that no message counts twice.

    Args:
        stack: What was seen.
        file: The file of rings.
        feedback: What tenants said, by tenant.

    Raises:
        Failure: There is no ring with exit criteria, no tenant of one is deployed, the ring of one is not known, or no
            receiver has run.
        NotReadError: The catalogue is not valid, or Twilio could not be asked about a tenant.
    """
    tenants = stack.declared
    unknown = [each.tenant_id for each in stack.tenants if each.tenant_id not in tenants.by_id]
    if unknown and stack.facts.file_findings:
        raise Failure(f"files are not valid, so the ring of {', '.join(unknown)} is not known: run `owl check`")
    if not tenants.rings:
        raise Failure(f"no ring has exit criteria: write {file.name} as docs/go-live.md shows it")
    today = stack.facts.now.astimezone(dt.UTC).date()
    text, recorded = file.read_text("utf-8"), []
    for ring, rollout in tenants.rings.items():
        inside = [each for each in stack.tenants if each.tenant_id not in unknown and each.declared.ring is ring]
        if inside:
            value = {"stack": stack.stack, "tenants": _tenants(stack, tenants, inside, rollout, today, feedback)}
            text = with_value(text, [ring.value, "records", today.isoformat()], value)
            recorded.append(ring)
    if not recorded:
        raise Failure(f"stack {stack.stack!r} has no tenant in a ring with exit criteria: {', '.join(tenants.rings)}")
    file.write_text(text, "utf-8")
    return recorded


def _tenants(  # noqa: PLR0913, PLR0917 - what a record is made of
    stack: StackGoLive,
    tenants: Tenants,
    inside: Iterable[TenantGoLive],
    rollout: Rollout,
    today: dt.date,
    feedback: Mapping[str, str],
) -> dict[str, Any]:
    by_id = {each.tenant_id: each for each in inside}
    first = max((day for day in rollout.records if day < today), default=dt.date.min)
    since, before = (dt.datetime.combine(day, dt.time.min, dt.UTC) for day in (first, today))
    with received(stack.stack) as connection:
        counted = deliveries(connection, by_id, since, before)
    found = {}
    for name, tenant in sorted(by_id.items()):
        messages, delivered = counted[name]
        rejection = _rejection(tenant)
        found[name] = {
            "features": list(features_used(tenant.declared, tenants.features)),
            "messages": messages,
            "delivered": delivered,
            **({"open_rejection": rejection} if rejection else {}),
            **({"feedback": feedback[name]} if name in feedback else {}),
        }
    return found


def _rejection(tenant: TenantGoLive) -> str:
    step = current(tenant.facts.sending.value.reviews)
    if step.stage is not Stage.REJECTED:
        return ""
    codes = ", ".join(str(each.get("code") or each.get("error_code") or "") for each in step.errors)
    return f"{step.step} {step.status}" + (f": {codes}" if codes.strip(", ") else "")
