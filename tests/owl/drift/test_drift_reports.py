"""The formats of `owl drift`'s report: no text from Twilio becomes markup, and equal findings give equal bytes."""

import json
from decimal import Decimal

import pytest

from owl.drift.findings import (
    Accepted,
    DriftOutcome,
    Edited,
    NeedsPerson,
    News,
    NotDeployed,
    NotSeen,
    Resource,
    StackDrift,
    Vanished,
    outcome,
)
from owl.drift.orphans import Orphan
from owl.drift.reports import DriftForm, as_issue, as_text
from owl.registration.progress import Stage
from owl.rendering.color import GREEN, RED, YELLOW

HOSTILE = "<script>@everyone | `x` [y](http://z) ![i](j) #1 | --- \\"
CAMPAIGN = Resource("acme", "Campaign", "acme")
FOUND = StackDrift(
    "dev",
    needs_person=(NeedsPerson("acme", Stage.SUSPENDED, HOSTILE, "2026-12-02"),),
    accepted=(
        Accepted(
            Orphan("dev", "AC4", "Subaccount", "AC4", "legacy", "legacy", Decimal(0)),
            HOSTILE,
            "ops@owl.example",
            "2027-03-31",
            "policies/accepted-drift.yaml:3",
        ),
    ),
    acceptance=("AC5 was accepted until 2026-10-01; ask ops (policies/accepted-drift.yaml:9)",),
    edited=(Edited(CAMPAIGN, "description", "A", HOSTILE, "tenants/acme.yaml:3", replaces=True),),
    vanished=(
        Vanished(CAMPAIGN, "QE1", "tenants/acme.yaml:4", "$15.00 once"),
        Vanished(Resource("acme", "MessagingServiceSender", "acme"), "PN3", "tenants/acme.yaml:5", elsewhere="MG3"),
    ),
    orphans=(
        Orphan("dev", "AC1", "PhoneNumber", "PN1", HOSTILE, "dev-shared", Decimal("1.15")),
        Orphan("dev", "AC2", "Subaccount", "AC2", "by hand", "by hand", None, (("PhoneNumber", 2),)),
    ),
    left=(Orphan("dev", "AC1", "BrandRegistration", "BN9", "", "dev-shared", Decimal(0), stays=True),),
    not_deployed=(NotDeployed(CAMPAIGN, "would be created", exists="QE2"),),
    news=(News(CAMPAIGN, "campaign_status", "PENDING", "VERIFIED"),),
    not_seen=(NotSeen("acme", HOSTILE),),
    suspended=(("AC3", "held"),),
    not_compared=("cell-2",),
)


@pytest.mark.parametrize("form", DriftForm)
def test_the_same_findings_give_the_same_bytes(form: DriftForm) -> None:
    """Each format shows every kind of finding."""
    text = form.render([FOUND, StackDrift("prod")])

    assert text == form.render([FOUND, StackDrift("prod")])
    for said in ("QE1", "QE2", "PN1", "AC2", "BN9", "AC3", "cell-2", "VERIFIED", "prod", "AC4", "AC5", "2026-12-02"):
        assert said in text


def test_text_says_what_to_do() -> None:
    """A sum with an unknown price is marked."""
    text = DriftForm.TEXT.render([FOUND])

    assert text.startswith("dev: could not be read completely; acme can't send since 2026-12-02; 5 drift findings\n")
    assert "  orphans, costing an unknown price (not in the price book):\n" in text
    assert "Subaccount AC2: by hand, containing 2 PhoneNumber: an unknown price (not in the price book)\n" in text
    assert "Campaign acme: QE1 no longer exists; a new one costs $15.00 once (tenants/acme.yaml:4)\n" in text
    assert "; fixing it replaces the resource (tenants/acme.yaml:3)\n" in text
    assert "BrandRegistration BN9: unnamed in account dev-shared\n" in text  # and not how to adopt it
    assert "Campaign acme: would be created; QE2 exists already and would be taken over\n" in text
    assert (
        "    MessagingServiceSender acme: PN3 is in MG3 now (tenants/acme.yaml:5)\n"
        "      -> take it out of MG3 in Twilio's console first\n"
    ) in text
    assert (
        "      -> `owl adopt --account AC2 --stack dev` drafts its tenants' files\n"
        "    -> adopt what a tenant needs, and delete what nobody needs in Twilio's console\n"
    ) in text
    assert "      -> `owl adopt PN1 --stack dev` adds it to a tenant's file\n" in text
    assert "  account AC3 (held) is suspended: its contents can't be read\n" in text
    assert "not compared with stack cell-2" in text


def test_color_says_how_bad_it_is_and_changes_no_word() -> None:
    """Red is for what needs a person, yellow for drift, green for none."""
    drifted = StackDrift("dev", edited=FOUND.edited)
    for found, style in ((FOUND, RED), (drifted, YELLOW), (StackDrift("dev"), GREEN)):
        styles: list[str] = []

        def note(text: str, style: str, styles: list[str] = styles) -> str:
            styles.append(style)
            return text

        assert as_text.render([found], note) == as_text.render([found])
        assert styles[0] == style


def test_markdown_reads_nothing_into_texts() -> None:
    """No text becomes a cell, markup, a link, a picture or a mention."""
    page = DriftForm.MARKDOWN.render([FOUND])

    assert "\n<code>pulumi up --refresh --stack dev</code> creates it again; what costs money needs an approval" in page
    assert "| PN3 is in MG3 now.<br>Take it out of MG3 in Twilio's console first. |" in page
    assert "<br><code>owl adopt PN1 --stack dev</code> adds it to a tenant's file. |" in page
    for mark in ("<script", "@", "](", "![", "\\"):
        assert mark not in page
    tables = [line for line in page.splitlines() if line.startswith("|")]
    assert {line.count("|") for line in tables} == {4}


def test_json_keeps_its_keys() -> None:
    """Amounts are decimal strings; an unknown one is null."""
    document = json.loads(DriftForm.JSON.render([FOUND, StackDrift("prod")]))

    assert document["outcome"] == "not_seen"
    dev, prod = document["stacks"]
    assert [each["monthly_usd"] for each in dev["orphans"]] == ["1.15", None]
    assert dev["edited"][0]["tenant"] == "acme"
    assert set(prod) == set(dev)
    assert prod["outcome"] == "no_drift"


def test_an_issue() -> None:
    """It has a hidden marker, a title, a body; without drift, whatever is pending, only the marker."""
    drifted = as_issue.render(StackDrift("dev", vanished=FOUND.vanished[:1]))
    pending = StackDrift("dev", news=FOUND.news, not_deployed=FOUND.not_deployed, left=FOUND.left)

    assert drifted.startswith("<!-- owl drift dev -->\n# Drift in dev: 1\n\n## dev")
    assert as_issue.render(FOUND).startswith("<!-- owl drift dev -->\n# dev could not be checked for drift\n")
    assert as_issue.render(pending) == "<!-- owl drift dev -->\n"


def test_an_issue_stays_open_while_somebody_is_needed() -> None:
    """What it means for the tenant comes first, in the title, the headline and the first section."""
    stuck = StackDrift("dev", needs_person=FOUND.needs_person)
    several = StackDrift("dev", needs_person=(*FOUND.needs_person, NeedsPerson("falcons", Stage.OVERDUE, "late")))

    assert stuck.outcome is DriftOutcome.NEEDS_PERSON
    assert as_issue.render(stuck).startswith("<!-- owl drift dev -->\n# dev: acme can't send since 2026-12-02\n")
    assert "# dev: 2 tenants can't send\n" in as_issue.render(several)
    assert DriftForm.TEXT.render([several]).splitlines()[:2] == [
        "dev: 2 tenants can't send; no drift",
        "  needs a person:",
    ]
    assert "    falcons can't send yet: late" in DriftForm.TEXT.render([several])
    assert outcome([StackDrift("prod", vanished=FOUND.vanished), stuck]) is DriftOutcome.NEEDS_PERSON
