"""Writes the files of tenants drafted from an account that was set up by hand."""

from collections.abc import Iterator

from owl.adoption.account_draft import Account, Draft, drafts
from owl.drift.account_contents import contents
from owl.failure import Failure
from owl.program.registration_numbers import variable
from owl.stacks.deployed import DeployedStack
from owl.stacks.parent_account import parent_account
from owl.stacks.paths import shown_path
from owl.stacks.settings import environment_of
from owl.stacks.state import in_state
from owl.twilio_failure import told_without_secrets
from project import project_directory
from tenants.model import InvalidTenants, read_tenants


def write_drafts(account_sid: str, stack: str) -> Iterator[str]:
    """Write a file for each messaging service of the account, and say what was written and what else is to be done.

    Raises:
        Failure: The account can't be read, is no account of the stack's parent, or has no messaging service.
    """
    reading = read_tenants(project_directory() / "tenants")  # earlier drafts, which are not right yet, are no obstacle
    tenants = reading.tenants
    if tenants is None:
        raise Failure(str(InvalidTenants(reading.findings)))
    parent = parent_account([DeployedStack(stack)])
    twilio, declared = parent.twilio, in_state([*parent.looked_at, *parent.others]).sids
    with told_without_secrets(twilio):
        known = twilio.known_accounts().get(account_sid)
        inside = contents(twilio, account_sid) if known and account_sid != twilio.account_sid else None
    if known is None or inside is None:
        raise Failure(f"{account_sid} is no subaccount of {twilio.account_sid}, the parent account of stack {stack}")
    if inside.unread:
        raise Failure(f"{account_sid} can't be read as a whole, and nothing was written: {inside.unread[0]}")
    account = Account(str(known.friendly_name), account_sid, inside.found)
    made = drafts(account, tenants, environment_of(stack), declared)
    if not made:
        raise Failure(f"{account_sid} has no messaging service that no stack declares: there is nothing to draft from")
    for draft in made:
        yield from _written(draft, stack)
    yield from _afterwards(account, made, stack)


def _written(draft: Draft, stack: str) -> Iterator[str]:
    file = project_directory() / "tenants" / f"{draft.tenant_id}.yaml"
    if file.exists():
        yield f"{shown_path(file)} exists already, and is left as it is"
        return
    file.write_text(draft.text, "utf-8")
    yield f"Written: {shown_path(file)}"
    for secret in draft.secrets:
        yield f"  it needs a secret: `pulumi config set --secret owl:{secret} -s {stack}`, or {variable(secret)}"
    if draft.names:
        yield "  `pulumi up` finds what exists by its name. To be renamed at Twilio:"
    for kind, sid, called, wanted in draft.names:
        yield f"    {kind} {sid}: {called!r} to {wanted!r}"


def _afterwards(account: Account, made: list[Draft], stack: str) -> Iterator[str]:
    if len(made) == 1:
        wanted = f"{stack}-{made[0].tenant_id}"
        if account.name != wanted:
            yield f"    Subaccount {account.sid}: {account.name!r} to {wanted!r}, if it is the tenant's own"
    else:
        yield f"  {len(made)} tenants share this account: a stack with a subaccount for each makes them new ones"
    yield (
        "What is approved keeps its name at Twilio: a customer profile that can't be renamed is made anew, and so is "
        "its brand, which costs. `owl check` names what is still to be written; `pulumi preview` says what it costs."
    )
