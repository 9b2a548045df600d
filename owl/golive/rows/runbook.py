"""Support knows what the tenant has, whom to call, and since when each review is decided."""

from collections.abc import Iterator

from owl.golive.facts import TenantGoLive
from owl.golive.row import Outcome, Part, TenantRow, done, missing
from owl.registration.progress import Stage
from owl.rendering.on_stack import on_stack
from tenants.model.naming import tenant_file


def judge(tenant: TenantGoLive) -> Outcome:
    """Name what is missing of it."""
    lacking = list(_lacking(tenant))
    if lacking:
        return missing("; ".join(what for what, _ in lacking), "; ".join(dict.fromkeys(how for _, how in lacking)))
    return done(
        f"{tenant.declared.support_contact}; {len(tenant.facts.sending.value.reviews)} reviews with their dates"
    )


def _lacking(tenant: TenantGoLive) -> Iterator[tuple[str, str]]:
    file = tenant_file(tenant.tenant_id)
    if tenant.declared.support_contact is None:
        yield "no support_contact", f"write `support_contact` into {file}"
    for each in tenant.facts.sending.value.reviews:
        if each.stage is not Stage.APPROVED or not each.since:
            command = on_stack(f"owl status {tenant.tenant_id}", tenant.stack)
            yield f"{each.step} is not approved", f"`{command}`"
    if not tenant.facts.sending.value.numbers:
        yield "no number", f"`{on_stack('make up', tenant.stack)}`"


row = TenantRow(__name__, Part.ENABLEMENT, judge)
