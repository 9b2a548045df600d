"""Generate docs/diagrams.md: what a first run and a message do at Twilio, and the accounts of each stack."""

from pathlib import Path

from owl.pages.diagrams.accounts import accounts
from owl.pages.diagrams.recorded import recorded
from owl.pages.diagrams.sequences import sequences
from policies.core.stack_files import Stack
from tenants.model import Tenants

FILE = Path("docs", "diagrams.md")
"""The page's path in the project."""

_INTRODUCTION = """\
<!-- Written by `owl docs` from owl/pages/diagrams/first_run.json, the tenants' files and the stacks. Do not edit. -->

# Diagrams

Four sequence diagrams show what happens at Twilio from the first `pulumi up` for a tenant until its first message. They
are drawn from the local Twilio's journal of such a run: each line is a call or a callback that was really made, in this
order. Calls that only read are not shown: `pulumi up` looks for each object before it creates it.
"""


def page(tenants: Tenants, stacks: dict[str, Stack]) -> str:
    """Return the page.

    Args:
        tenants: The tenants of the project.
        stacks: Its stacks, by name.
    """
    parts = [_INTRODUCTION, *sequences(recorded()), *(accounts(stack, tenants, stacks) for stack in stacks.values())]
    return "\n".join(parts)
