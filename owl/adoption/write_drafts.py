"""Write the drafted tenants' files of an account that was set up by hand."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from owl.adoption.account_draft import Account, Draft, drafts
from owl.drift.account_contents import contents
from owl.failure import Failure
from owl.rendering.on_stack import on_stack
from owl.stacks.config import environment_of, named_after
from owl.stacks.files import shown_path
from owl.stacks.outputs import DeployedStack
from owl.stacks.parent_account import parent_account
from owl.stacks.state import in_state
from owl.twilio_failure import told_without_secrets
from project import project_directory
from redaction.redact import redact
from tenants.model import InvalidTenants, read_tenants
from tenants.model.naming import account_name, secret_variable, tenant_file


@dataclass
class DraftedAccount:
    """The tenants' files drafted from an account: one for each of its messaging services.

    Attributes:
        account: The account.
        stack: The stack whose parent account contains it.
        drafts: The drafts.
        written: The ids of the tenants whose files were written.
    """

    account: Account
    stack: str
    drafts: list[Draft]
    written: set[str] = field(default_factory=set)

    @classmethod
    def read(cls, account_sid: str, stack: str) -> "DraftedAccount":
        """Read the account and draft its tenants' files; nothing is written.

        Raises:
            Failure: The account can't be read, is not below the stack's parent account, or has no messaging service.
        """
        reading = read_tenants(project_directory() / "tenants")  # earlier drafts that are not valid yet are no obstacle
        tenants = reading.tenants
        if tenants is None:
            raise Failure(str(InvalidTenants(reading.findings)))
        parent = parent_account([DeployedStack(stack)])
        twilio, declared = parent.twilio, in_state([*parent.looked_at, *parent.others]).sids
        with told_without_secrets(twilio):
            known = twilio.known_accounts().get(account_sid)
            inside = contents(twilio, account_sid) if known and account_sid != twilio.account_sid else None
        if known is None or inside is None:
            raise Failure(
                f"{account_sid} is not a subaccount of {twilio.account_sid}, the parent account of stack {stack}"
            )
        if inside.unread:
            raise Failure(f"{account_sid} can't be read completely, so nothing was written: {inside.unread[0]}")
        account = Account(str(known.friendly_name), account_sid, inside.found)
        made = drafts(account, tenants, environment_of(stack), declared)
        if not made:
            raise Failure(f"{account_sid} has no undeclared messaging service: there is nothing to draft from")
        return cls(account, stack, made)

    def write(self) -> None:
        """Write each draft, unless the tenant has a file already."""
        for draft in self.drafts:
            if not _file(draft).exists():
                _file(draft).write_text(draft.text, "utf-8")
                self.written.add(draft.tenant_id)

    def document(self) -> dict[str, Any]:
        """Return plain values: each draft with its text, the secrets it needs, and the objects to rename."""
        return {
            "account_sid": self.account.sid,
            "drafts": [
                {
                    "tenant": draft.tenant_id,
                    "file": shown_path(_file(draft)),
                    "written": draft.tenant_id in self.written,
                    "text": draft.text,
                    "secrets": list(draft.secrets),
                    "renames": [
                        {"kind": kind, "sid": sid, "name": called, "wanted": wanted}
                        for kind, sid, called, wanted in draft.names
                    ],
                }
                for draft in self.drafts
            ],
        }

    def lines(self) -> Iterator[str]:
        """Yield lines about what was written, would be written or exists already, and what else to do."""
        for draft in self.drafts:
            yield from self._lines_of(draft)
        yield from self._afterwards()

    def _lines_of(self, draft: Draft) -> Iterator[str]:
        if draft.tenant_id not in self.written:
            if _file(draft).exists():
                yield f"{shown_path(_file(draft))} exists already and was not changed"
                return
            yield f"Would be written: {shown_path(_file(draft))}"
        else:
            yield f"Written: {shown_path(_file(draft))}"
        for secret in draft.secrets:
            command = on_stack(f"pulumi config set --secret owl:{secret}", self.stack)
            yield f"  it needs a secret: run `{command}`, or set {secret_variable(secret)}"
        if draft.names:
            yield f"  `{on_stack('pulumi up', self.stack)}` finds existing objects by name. Rename at Twilio:"
        for kind, sid, called, wanted in draft.names:
            yield f"    {kind} {sid}: {called!r} to {wanted!r}"

    def _afterwards(self) -> Iterator[str]:
        if len(self.drafts) == 1:
            wanted = account_name(named_after(self.stack), self.drafts[0].tenant_id)
            if self.account.name != wanted:
                sid, name = self.account.sid, redact(self.account.name)
                yield f"    Subaccount {sid}: {name!r} to {wanted!r}, if only this tenant uses it"
        else:
            count = len(self.drafts)
            yield f"  {count} tenants share this account: a stack with a subaccount for each tenant creates new ones"
        up, preview = on_stack("pulumi up", self.stack), on_stack("pulumi preview", self.stack)
        yield (
            f"An approved customer profile can't be renamed: `{up}` creates a new one and a new brand, which costs "
            f"money. `owl check` lists what is still to be filled in; `{preview}` shows the costs."
        )


def _file(draft: Draft) -> Path:
    return project_directory() / tenant_file(draft.tenant_id)
