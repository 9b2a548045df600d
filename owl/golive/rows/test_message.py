"""A message of the tenant was delivered, and Twilio's callback said so to the receiver."""

from owl.golive.facts import TenantGoLive
from owl.golive.row import Outcome, Part, TenantRow, done, missing
from owl.rendering.on_stack import on_stack


def judge(tenant: TenantGoLive) -> Outcome:
    """Check the callbacks about delivered messages, then delivered messages without one."""
    seen = tenant.facts.deliveries.found
    delivered = seen.delivered if seen else 0
    if tenant.proven.found is None:
        what = f"{delivered} delivered, but no receiver was called" if delivered else "no message was delivered"
        local = on_stack("make serve", tenant.stack)
        serve = f"run `{on_stack('owl serve', tenant.stack)}` (`{local}` with the local Twilio)"
        return missing(what, f"{serve}, then {tenant.send_command}")
    called = tenant.proven.found.delivered.get(tenant.tenant_id, 0)
    if called:
        return done(f"the receiver was called about {called:,} delivered")
    if delivered:
        command = on_stack(f"owl doctor {tenant.tenant_id}", tenant.stack)
        return missing(f"{delivered} delivered, but the receiver was not called", f"`{command}` says why")
    return missing("no message was delivered", tenant.send_command)


row = TenantRow(__name__, Part.TECHNOLOGY, judge)
