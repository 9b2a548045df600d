"""Adopt an orphan: find its tenant and the necessary edits, and write the file only if the rules accept it."""

from functools import cached_property
from pathlib import Path

from owl.adoption import Adoption, Into, NotExpressible, adoption_of
from owl.adoption.kinds import is_account
from owl.check.as_text import lines_of
from owl.drift.orphans import Orphan, orphans
from owl.failure import Failure
from owl.rendering.on_stack import on_stack
from owl.rendering.unknown_name import there_is_no
from owl.stacks.files import shown_path
from owl.stacks.outputs import DeployedStack
from owl.stacks.parent_account import parent_account
from owl.stacks.tenants import tenants_of_stack
from owl.twilio_failure import told_without_secrets
from policies.core.judgement import Judgement
from policies.core.project import check_project, today
from project import project_directory
from tenants.model.naming import account_owner, is_named_after, tenant_file
from tenants.model.yaml_files.yaml_document import read_document


class Adopting:
    """The adoption of a stack's orphans.

    Args:
        stack: The stack's name.

    Raises:
        Failure: The stack, its parent account or the tenants' files can't be read.
    """

    def __init__(self, stack: str) -> None:
        self._tenants = tenants_of_stack(stack)
        self._parent = parent_account([DeployedStack(stack)])
        self._state = self._parent.looked_at[0]

    @cached_property
    def _orphans(self) -> tuple[Orphan, ...]:
        with told_without_secrets(self._parent.twilio):
            parent = self._parent
            return orphans(parent.twilio, parent.looked_at, parent.others, self._tenants.price_book).found

    def orphan(self, sid: str) -> Orphan:
        """Return the orphan with this SID. For a number that is a sender, that is the number.

        Raises:
            Failure: There is no such orphan.
        """
        found = [each for each in self._orphans if each.sid == sid]
        if not found:
            known = ", ".join(f"{each.sid} ({each.kind})" for each in self._orphans) or "none"
            raise Failure(
                f"{sid} is not an orphan of stack {self._state.name}: it is declared or not there. Orphans: {known}"
            )
        if is_account(found[0]):
            command = on_stack(f"owl adopt --account {sid}", self._state.name)
            raise Failure(f"{sid} is an account: `{command}` drafts its tenants' files")
        return min(found, key=lambda each: len(each.content.container) if each.content else 0)

    def tenant_for(self, orphan: Orphan, named: str | None) -> str:
        """Return the tenant of an orphan: the named one, or the only one possible.

        Raises:
            Failure: There is no such tenant, it is in another account, or several tenants are possible.
        """
        living = sorted(self._living(orphan.account_sid))
        if named is not None:
            if named not in self._tenants.by_id:
                raise Failure(there_is_no("tenant", named, self._tenants.by_id))
            if named not in living:
                raise Failure(
                    f"{orphan.sid} is in account {orphan.account} ({orphan.account_sid}), and {named} is not. Tenants "
                    f"of that account: {', '.join(living) or 'none'}"
                )
            return named
        for candidates in (living, self._sending(orphan), self._called(orphan, living)):
            if len(candidates) == 1:
                return candidates[0]
        raise Failure(
            f"{orphan.sid} may belong to several tenants: name one with --tenant ({', '.join(living) or 'none'})"
        )

    def _sending(self, orphan: Orphan) -> list[str]:
        """Return the tenants whose messaging services have the number as a sender."""
        services = {
            each.content.container.get("service_sid")
            for each in self._orphans
            if each.content is not None and each.sid == orphan.sid
        }
        known = self._state.of_kind("MessagingService")
        return [name for name, outputs in known.items() if outputs["sid"] in services]

    @staticmethod
    def _called(orphan: Orphan, tenants: list[str]) -> list[str]:
        """Return the tenants that the orphan is named after."""
        name = str(orphan.content.fields.get("friendly_name", "")) if orphan.content else ""
        return [each for each in tenants if is_named_after(name, each)]

    def _living(self, account_sid: str) -> set[str]:
        """Return the tenants that are in an account, or will be."""
        account = self._state.accounts.get(account_sid, "")
        owner = account_owner(account, self._state.name)
        here = {
            name for name, each in self._state.of_kind("MessagingService").items() if each["account_sid"] == account_sid
        }
        is_shared = owner not in self._tenants.by_id
        waiting = set(self._tenants.by_id) - set(self._state.of_kind("MessagingService")) if is_shared else {owner}
        return (here | waiting) & self._tenants.by_id.keys()

    def adoption(self, orphan: Orphan, tenant_id: str) -> Adoption:
        """Return what it takes to adopt an orphan.

        Raises:
            Failure: The tenant's file can't express it. The message says what to do instead.
        """
        into = Into(
            tenant=self._tenants.by_id[tenant_id],
            tenants=self._tenants,
            state=self._state,
            twilio=self._parent.twilio,
            file=read_document(self._file(tenant_id)).content or {},
        )
        try:
            with told_without_secrets(self._parent.twilio, but=NotExpressible):
                return adoption_of(orphan, into)
        except NotExpressible as reason:
            raise Failure(
                f"{orphan.kind} {orphan.sid} ({orphan.name}) can't be adopted for {tenant_id}: {reason}"
            ) from None

    def carry_out(self, adoption: Adoption, tenant_id: str) -> None:
        """Write the file, then make the changes at Twilio.

        Raises:
            Failure: `owl check` would refuse the file, which is left unchanged; or Twilio refused a change.
        """
        file = self._file(tenant_id)
        before = file.read_bytes()
        text = before.decode("utf-8")
        for edit in adoption.edits:
            text = edit.applied(text)
        known = {(each.rule, each.message) for each in self._refused(file)}
        file.write_bytes(text.encode("utf-8"))
        refused = [each for each in self._refused(file) if (each.rule, each.message) not in known]
        if refused:
            file.write_bytes(before)
            reasons = "\n".join(lines_of(refused))
            raise Failure(f"nothing was written, because `owl check` would refuse it:\n{reasons}")
        try:
            with told_without_secrets(self._parent.twilio):
                for write in adoption.writes:
                    write.carry_out(self._parent.twilio)
        except Failure as reason:
            raise Failure(
                f"{self.shown_file(tenant_id)} was written, but Twilio refused the change: {reason}. The next "
                f"`{on_stack('pulumi up', self._state.name)}` will make it"
            ) from None

    @staticmethod
    def _refused(file: Path) -> list[Judgement]:
        """Return the findings for which `owl check` would refuse a file."""
        judged = check_project(project_directory(), today()).judgements
        return [each for each in judged if each.is_fatal and each.file == file]

    def shown_file(self, tenant_id: str) -> str:
        """Return the path of the tenant's file, as shown to people."""
        return shown_path(self._file(tenant_id))

    @staticmethod
    def _file(tenant_id: str) -> Path:
        return project_directory() / tenant_file(tenant_id)
