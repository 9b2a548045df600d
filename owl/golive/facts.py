"""What the checklist looks at: what the doctor found, the findings of the rules, and what the receiver has proven."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from owl.doctor.diagnosis import Diagnosis
from owl.doctor.facts import Fact, NotReadError, StackFacts, TenantFacts
from owl.rendering.on_stack import on_stack
from policies.core.judgement import Judgement
from tenants.model import Tenant, Tenants


@dataclass(frozen=True)
class Proven:
    """What the receiver has kept, however long ago.

    Attributes:
        delivered: How many delivered messages it was called about, by tenant.
        usage_alerts: How many usage alerts it had.
        events: How many events of Event Streams it had.
    """

    delivered: Mapping[str, int] = field(default_factory=dict)
    usage_alerts: int = 0
    events: int = 0


@dataclass(frozen=True)
class StackGoLive:
    """What all tenants of a stack share.

    Attributes:
        stack: The stack's name.
        facts: What the doctor looked at.
        problems: What the doctor found that affects all tenants, and what to do.
        findings: The findings of the rules that belong to no tenant.
        proven: What the receiver has kept.
        deployed: The ids of all tenants of the stack.
        tenants: Those of them that were looked at.
    """

    stack: str
    facts: StackFacts
    problems: tuple[str, ...]
    findings: tuple[Judgement, ...]
    proven: Fact[Proven]
    deployed: tuple[str, ...] = ()
    tenants: tuple["TenantGoLive", ...] = ()

    @property
    def declared(self) -> Tenants:
        """The tenants' files.

        Raises:
            NotReadError: The catalogue is not valid.
        """
        if self.facts.tenants is None:
            raise NotReadError("the catalogue is not valid: run `owl check`")
        return self.facts.tenants


@dataclass(frozen=True)
class TenantGoLive:
    """One tenant.

    Attributes:
        stack: The stack that deploys it; of a divided one, its cell.
        facts: What the doctor looked at.
        diagnosis: What the doctor found.
        findings: The findings of the rules on the tenant's file.
        proven: What the receiver has kept.
        messaging_service_sid: Its messaging service; empty if it is not completely deployed.
    """

    stack: str
    facts: TenantFacts
    diagnosis: Diagnosis
    findings: tuple[Judgement, ...]
    proven: Fact[Proven]
    messaging_service_sid: str = ""

    @property
    def tenant_id(self) -> str:
        """The tenant."""
        return self.facts.tenant_id

    @property
    def declared(self) -> Tenant:
        """The tenant as its file declares it.

        Raises:
            NotReadError: It has no valid file.
        """
        return self.facts.declared

    @property
    def send_command(self) -> str:
        """The command that sends a test message.

        Raises:
            NotReadError: It has no valid file.
        """
        contact = next(iter(self.declared.contacts), "CONTACT")
        template = next(iter(self.declared.templates))
        command = on_stack(f"owl send {self.tenant_id} --to {contact} --template {template}", self.stack)
        return f"`{command}`"
