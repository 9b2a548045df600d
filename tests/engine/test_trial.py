"""A tenant on trial has a file and no account: every list of tenants counts it."""

import json

from tests.engine.project import Project

SENDS, ON_TRIAL, ELSEWHERE = "freestyle-falcons", "cadence-running", "pedal-and-pine"
TRIAL = f"""
trial:
  title: Trial
  description: For a shop that tries it.
  messages_per_day: 10
  price_per_month: "0.00"
  phone_numbers: 1
  support: e-mail
  features: [message-expiry, replies]
  trial: {{days: 30, sends_as: {SENDS}, highest_cost: "50.00"}}
"""


def test_a_tenant_on_trial_is_listed_as_what_it_is(dev: Project) -> None:
    """`owl status` has as many tenants as the board, and what is not deployed is none that may send."""
    dev.add_tenants(ON_TRIAL, ELSEWHERE)
    with (dev.directory / "tenants" / "catalogue" / "packages.yaml").open("a", encoding="utf-8") as packages:
        packages.write(TRIAL)
    dev.edit(ON_TRIAL, "package: silver", "package: trial\ntrial_started: 2026-11-20")

    text, document = dev.owl("status"), dev.owl("status", "--format", "json")
    one, other = dev.owl("status", ON_TRIAL), dev.owl("status", ELSEWHERE)
    board = dev.owl("board", "--output", "board.html")

    trial = f"on trial: sends as {SENDS} since 2026-11-20, for 30 days"
    assert text.code == document.code == one.code == board.code == 0, text.text + document.text + one.text + board.text
    lines = {line.partition("  ")[0]: line.partition("  ")[2].strip() for line in text.out.splitlines()}
    assert (lines[ON_TRIAL], lines[ELSEWHERE]) == (trial, "not deployed")
    assert "2 of 4 may send; `owl status TENANT --stack dev` says what to do" in text.out
    found = {each["tenant_id"]: each for each in json.loads(document.out)}
    assert {name: (each["stage"], each["may_send"]) for name, each in found.items()} == {
        SENDS: ("approved", True),
        "alpine-spokes": ("approved", True),
        ON_TRIAL: ("on trial", False),
        ELSEWHERE: ("not deployed", False),
    }
    assert one.out == (
        f"{ON_TRIAL}: {trial}: it gets an account of its own once tenants/{ON_TRIAL}.yaml names a paid package\n"
    )
    assert (other.code, "run `make up STACK=dev`" in other.text) == (1, True), other.text
    page = (dev.directory / "board.html").read_text("utf-8")
    assert '<span class="figure">2</span> of 4 tenants' in page
    assert trial.removeprefix("on trial: ") in page
