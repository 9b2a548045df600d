"""A deployed stack: its outputs, state and connection, read with the engine."""

import json
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from owl.failure import NO_ENGINE, Failure
from owl.rendering.on_stack import on_stack
from owl.rendering.progress import progress
from owl.rendering.unknown_name import instead
from owl.stacks.cells import cells_of_stack, stack_of
from owl.stacks.config import NEVER_CREATED, NeverCreated, read_config, valid_settings
from owl.stacks.state import StackState
from owl.stacks.tenants import reading_of_stack
from project import NAMESPACE, project_directory
from providers.core.connection import Connection, connect
from providers.core.settings import Mode, read_connection_settings
from tenants.model.naming import tenant_file


@dataclass(frozen=True)
class DeployedTenant:
    """What is needed to send as a tenant.

    Attributes:
        stack: The stack that deploys it; of a divided one, its cell.
        account_sid: Its account.
        messaging_service_sid: Its messaging service.
        api_key_sid: Its API key.
        api_key_secret: The key's secret.
        phone_numbers: Its numbers in E.164, the first one first.
        templates: Its templates' SIDs, by id.
        reviews: The status of its registration steps when it was deployed, in order.
    """

    stack: str
    account_sid: str
    messaging_service_sid: str
    api_key_sid: str
    api_key_secret: str = field(repr=False)
    phone_numbers: tuple[str, ...] = ()
    templates: dict[str, str] = field(default_factory=dict)
    reviews: tuple[dict[str, Any], ...] = ()

    def sid_of(self, step: str) -> str | None:
        """Return the SID of the object of a registration step; None if it is not at Twilio yet."""
        return next((each.get("sid") for each in self.reviews if each["step"] == step), None)


class DeployedStack:
    """A deployed stack. The engine is asked for no more than what is needed, when it is needed.

    Args:
        name: The stack's name.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.cells: tuple[str, ...] = (name,)
        """The stacks that are read as one with it, itself among them."""

    @property
    def unread(self) -> Mapping[str, str]:
        """Why each of its cells can't be read that can't, by name. If none can be read, reading the stack fails."""
        return {}

    @cached_property
    def state(self) -> StackState:
        """The stack's state as the engine exports it, its secrets encrypted.

        Raises:
            Failure: It can't be read.
        """
        return StackState(self.name, tuple(self.exported.get("resources") or ()))

    @cached_property
    def exported(self) -> dict[str, Any]:
        """The stack's deployment as the engine exports it, its secrets encrypted.

        Raises:
            Failure: It can't be read.
        """
        return dict(self._read("stack", "export").get("deployment") or {})

    @property
    def tenant_ids(self) -> list[str]:
        """The tenants of the stack, sorted.

        Raises:
            Failure: The stack can't be read.
        """
        return sorted(self._output("senders"))

    def some_tenant_ids(self) -> list[str]:
        """Return the tenants of the stack, sorted.

        Raises:
            Failure: The stack can't be read, or it has none yet.
        """
        if not (found := self.tenant_ids):
            raise Failure(self._without_tenants())
        return found

    def _without_tenants(self) -> str:
        return f"stack {self.name!r} has no tenant yet: run `{on_stack('make up', self.name)}`"

    def stack_of(self, tenant_id: str) -> str:
        """Return the name of the stack that deploys a tenant: this one, or a cell that is read as one with it."""
        return self._cell_of.get(tenant_id, self.name)

    @cached_property
    def _cell_of(self) -> Mapping[str, str]:
        """The cell of each tenant, where several are read as one."""
        return {}

    def tenant(self, tenant_id: str) -> DeployedTenant:
        """Return a tenant of the stack.

        Raises:
            Failure: The stack can't be read, it has no tenant with that id, or the tenant's first run failed halfway.
        """
        tenants = self._output("senders")
        if tenant_id not in tenants:
            raise Failure(self._missing(tenant_id, sorted(tenants)))
        facts = tenants[tenant_id]
        if not facts:
            stack = self.stack_of(tenant_id)
            raise Failure(
                f"{tenant_id} is not completely deployed in stack {stack!r}: its last run failed. Correct what that "
                f"run reported, then run `{on_stack('make up', stack)}` again"
            )
        return DeployedTenant(
            stack=self.stack_of(tenant_id),
            account_sid=facts["account_sid"],
            messaging_service_sid=facts["messaging_service_sid"],
            api_key_sid=facts["api_key_sid"],
            api_key_secret=facts["api_key_secret"],
            phone_numbers=tuple(
                filter(None, (facts.get("phone_numbers") or {tenant_id: facts["phone_number"]}).values())
            ),
            templates=facts["templates"],
            reviews=tuple(facts["reviews"]),
        )

    def _missing(self, tenant_id: str, known: list[str]) -> str:
        """Return why the stack has no such tenant, and what to do."""
        if left := self.left(tenant_id):
            return (
                f"{tenant_id} can't be used in stack {self.name!r} any more. At the last run: {left}. See `state` "
                f"and `offboarding` in {tenant_file(tenant_id)}, and docs/registration.md"
            )
        if self.unread:
            return (
                f"{tenant_id} is not in the cells of stack {self.name!r} that can be read. "
                f"{'; '.join(self.unread.values())}"
            )
        if (project_directory() / tenant_file(tenant_id)).is_file():
            cell = self._cell_in_file(tenant_id)
            if cell not in self.cells:
                return (
                    f"{tenant_id} is not deployed in stack {self.name!r}: its file puts it into {cell!r}. Run this "
                    f"with `--stack {cell}`"
                )
            return (
                f"{tenant_id} is not deployed in stack {cell!r}: run `{on_stack('make up', cell)}`. If it is "
                "still missing then, its ring is not deployed there: see `ring` in its file, and `owl:rings` of the "
                "stack"
            )
        if not known:
            return self._without_tenants()
        return f"stack {self.name!r} has no tenant {tenant_id!r}{instead(tenant_id, known, 'it has')}"

    def _cell_in_file(self, tenant_id: str) -> str:
        """Return the cell that a tenant's file puts it into; this stack if the file is not valid."""
        tenants = reading_of_stack(self.name).tenants
        tenant = tenants.by_id.get(tenant_id) if tenants else None
        return stack_of(tenant, cells_of_stack(self.name)) if tenant else self.name

    def left(self, tenant_id: str) -> str:
        """Return what the last run said of a tenant that the stack does not have any more; empty if it said nothing.

        Raises:
            Failure: The stack can't be read.
        """
        return str(self._output("registration_status").get(tenant_id) or "")

    def brand_sid(self, tenant_id: str) -> str:
        """Return the SID of a tenant's brand.

        Raises:
            Failure: The stack has no such tenant, or the tenant has no brand at Twilio.
        """
        tenant = self.tenant(tenant_id)
        sid = tenant.sid_of("brand")
        if sid is None:
            raise Failure(
                f"{tenant_id} has no brand at Twilio yet: run `{on_stack('pulumi up --refresh', tenant.stack)}`, then "
                f"`{on_stack(f'owl status {tenant_id}', tenant.stack)}`"
            )
        return sid

    def connect(self) -> Connection:
        """Return a connection to the Twilio that the stack is deployed to.

        Raises:
            Failure: Credentials or the local Twilio's database are missing, the database is damaged, or the stack's
                settings can't be read.
        """
        with valid_settings():
            settings = read_connection_settings(self._config_value)
            if settings.mode is Mode.LOCAL and not settings.database.exists() and self.tenant_ids:
                raise Failure(
                    f"the local Twilio's database {settings.database} is missing, and with it everything that stack "
                    f"{self.name!r} is deployed to. Restore the file, or start again: run `pulumi stack rm {self.name} "
                    f"--force --preserve-config`, then `{on_stack('make up', self.name)}`"
                )
            return connect(settings)

    @cached_property
    def _outputs(self) -> Any:
        return self._read("stack", "output", "--show-secrets", "--json")

    def _read(self, *command: str) -> Any:
        """Return what a command of the engine prints. Pulumi's Automation API would run two more for the outputs."""
        try:
            with progress(f"reading stack {self.name}"):
                done = subprocess.run(  # noqa: S603 - Pulumi, with the stack's name as one argument
                    ["pulumi", *command, "--stack", self.name, "--non-interactive", "--color", "never"],  # noqa: S607
                    cwd=project_directory(),
                    capture_output=True,
                    text=True,
                    check=True,
                )
            return json.loads(done.stdout)
        except FileNotFoundError:
            raise Failure(f"stack {self.name!r} can't be read: {NO_ENGINE}") from None
        except subprocess.CalledProcessError as error:
            reason = self._reason(error.stderr)
            run = f". `{on_stack('make up', self.name)}`"
            heals = f"{run} restores a damaged state" if _DAMAGED in reason else ""
            heals = f"{run} creates it" if NEVER_CREATED in reason else heals
            heals = _MOVED_OR_LOST if _NO_DIRECTORY in reason else heals
            kind = NeverCreated if NEVER_CREATED in reason else Failure
            raise kind(f"stack {self.name!r} can't be read: {reason}{heals}") from None

    def _reason(self, message: str) -> str:
        """Return the line of the engine's message that gives the reason."""
        lines = [line for line in message.splitlines() if "error:" in line]
        see = f"the engine failed: run `{on_stack('pulumi stack', self.name)}` to see why"
        return lines[0].partition("error:")[2].strip() if lines else see

    def _config_value(self, key: str) -> str | None:
        """Return a setting of the stack. Only the engine can decrypt one."""
        value = self._settings.get(key)
        if value is None or isinstance(value, str):
            return value
        found = self._config.get(f"{NAMESPACE}{key}")  # of another cell, it may be missing
        return str(found["value"]) if found else None

    @cached_property
    def _settings(self) -> Mapping[str, Any]:
        return read_config(self.name).settings

    @cached_property
    def _config(self) -> Any:
        return self._read("config", "--show-secrets", "--json")

    def _output(self, name: str) -> dict[str, Any]:
        return dict(self._outputs.get(name) or {})


_NO_DIRECTORY = "unable to open state directory"
"""What the engine says of a backend that is a directory, and is not there."""

_MOVED_OR_LOST = (
    ". Correct PULUMI_BACKEND_URL, or restore the directory. If nothing was deployed with it, `make setup` creates it"
)

_DAMAGED = "failed to load checkpoint"
"""What the engine says of a state that a full disk or a killed engine left behind."""
