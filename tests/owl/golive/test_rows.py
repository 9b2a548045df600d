"""Each row is done for a tenant that is ready, and else names what is missing and the command that does it."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from owl.doctor.facts import Deliveries, Fact
from owl.exit_codes import ExitCode
from owl.golive.checklist import checklist
from owl.golive.facts import Proven
from owl.golive.row import State
from owl.golive.rows import rows
from policies.core.judgement import Judgement
from policies.core.rule import Level, Severity
from tests.owl.doctor.healthy import HEALTHY, SENDING, SHOP, TENANTS, sending
from tests.owl.golive.ready import ROLLOUT, SEEN, line, stack


def finding(rule: str, message: str) -> Judgement:
    """Return a finding of a rule on the tenant's file."""
    return Judgement(
        Path("tenants/f.yaml"), 3, 1, "package", message, "the fix", rule, Level.MANDATORY, Severity.HIGH, SHOP
    )


NO_RECEIVER: Fact[Proven] = Fact(reason="no receiver has run for this stack")
NOT_SENT = replace(HEALTHY, deliveries=Fact(Deliveries()))
CHANGED: dict[str, tuple[dict[str, Any], str, str]] = {
    "may-send": ({"facts": sending(account_status="suspended")}, "its account is suspended", "find out who suspended"),
    "test-message": ({"facts": NOT_SENT, "proven": NO_RECEIVER}, "no message", f"owl send {SHOP} --to alice"),
    "usage-alert": ({"proven": Fact(Proven())}, "none yet", "send the 250 messages that freestyle-falcons may send"),
    "events": (
        {"proven": Fact(Proven()), "shared": {"is_live": False}},
        "none yet",
        "owl emulator status MG1 VERIFIED",
    ),
    "margin": ({"findings": (finding("margin-floor", "12.0 %"),)}, "12.0 %", f"owl margin {SHOP}"),
    "qualification": ({"findings": (finding("us-only", "customers in CA"),)}, "customers in CA", "the fix"),
    "tenant-findings": ({"findings": (finding("us-only", "customers in CA"),)}, "1 of `owl check`", "the fix"),
    "catalogue-findings": ({"others": (finding("x", "old price"),)}, "old price", "the fix"),
    "runbook": ({"facts": sending(reviews=SENDING.reviews[:-1], numbers=())}, "no number", "make up STACK=dev"),
    "usage-trigger": ({"facts": replace(HEALTHY, triggers=Fact(()))}, "no usage trigger", "pulumi up --refresh"),
    "exit-criteria": (
        {"rollout": ROLLOUT | {"records": {"2026-11-01": SEEN}}},
        "ring beta: 0 of 14 days; ring beta: 60 of 100 messages",
        "owl golive --record --feedback TENANT=TEXT --stack dev",
    ),
    "beta-customers": ({"facts": sending(account_status="suspended")}, "none of 1 in ring beta", "owl status"),
    "stack-problems": ({"problems": ("balance: low",)}, "balance: low", "owl doctor --all"),
    "tenant-problems": ({"facts": sending(senders=())}, "not in its messaging service", "pulumi up --refresh"),
}


def test_a_tenant_that_is_ready() -> None:
    """Every row is done, and the command ends with 0."""
    found = checklist(stack())

    assert {each.row: each.state for each in found.lines} == dict.fromkeys((each.name for each in rows()), State.DONE)
    assert found.exit_code is ExitCode.DONE


@pytest.mark.parametrize("row", CHANGED)
def test_what_is_missing_is_named_with_the_command_that_does_it(row: str) -> None:
    """The evidence says what was seen, and the row alone makes the command end with 4."""
    changes, evidence, command = CHANGED[row]
    seen = stack(**changes)

    [outcome] = line(row, seen).outcomes.values()

    assert outcome.state is State.MISSING
    assert evidence in outcome.evidence
    assert command in outcome.command
    assert checklist(seen).exit_code is ExitCode.NEEDS_PERSON


@pytest.mark.parametrize(
    ("field", "value", "row"), [("contacts", {}, "contacts"), ("support_contact", None, "runbook")]
)
def test_what_the_file_lacks(field: str, value: Any, row: str) -> None:
    """The row names the file."""
    less = TENANTS.by_id[SHOP].model_copy(update={field: value})
    seen = stack()
    shared = replace(seen.facts, tenants=replace(seen.declared, by_id={SHOP: less}))
    [tenant] = seen.tenants
    seen = replace(seen, facts=shared, tenants=(replace(tenant, facts=replace(tenant.facts, stack=shared)),))

    [outcome] = line(row, seen).outcomes.values()

    assert (outcome.state, "tenants/freestyle-falcons.yaml" in outcome.command) == (State.MISSING, True)


def test_events_of_tenants_without_a_campaign() -> None:
    """No campaign is reported as approved once more where only a toll-free number was verified."""
    no_campaign = sending(reviews=tuple(each for each in SENDING.reviews if each.step != "campaign"))
    seen = stack(facts=no_campaign, proven=Fact(Proven()), shared={"is_live": False})

    [outcome] = line("events", seen).outcomes.values()

    assert "VERIFIED" not in outcome.command
    assert "run the receiver" in outcome.command


def test_a_tenant_is_not_asked_for_the_beta_customers_of_the_stack() -> None:
    """Others of the stack are in the first ring; without any, the row names what to write."""
    seen = stack(deployed=("alpine-spokes", "dawn-patrol-surf"))
    alone = stack(deployed=("alpine-spokes",))

    assert line("beta-customers", seen).state is State.DONE
    [outcome] = line("beta-customers", alone).outcomes.values()
    assert outcome.command == "write `ring: beta` into the file of a tenant that agreed to it"


def test_prices_that_are_due_for_review() -> None:
    """The prices are named."""
    seen = stack(shared={"now": HEALTHY.stack.now.replace(year=2099)})

    [outcome] = line("prices", seen).outcomes.values()

    assert outcome.evidence.startswith("prices due for review: ")


def test_without_valid_files_a_row_is_not_checked() -> None:
    """It is not done either."""
    seen = stack()

    broken = replace(seen, facts=replace(seen.facts, tenants=None))

    assert line("exit-criteria", broken).state is State.NOT_CHECKED
    assert checklist(broken).exit_code is ExitCode.NEEDS_PERSON
