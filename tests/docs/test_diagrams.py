"""The page docs/diagrams.md shows what a run does at the local Twilio today, and the stacks as they are."""

import os
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from owl.pages.diagrams import FILE, page
from owl.pages.diagrams.recorded import FILE as RECORDED
from owl.pages.diagrams.recorded import Step, as_text
from policies.core.stack_files import read_stacks
from tenants.model import load_tenants
from tests.docs.documents import REPOSITORY
from tests.owl.doctor.test_look import SHOP, Shop

SID = re.compile(r"/[A-Z]{2}[0-9a-f]{32}")
REGISTRATIONS = "com.twilio.messaging.compliance."
ALICE = "+14155550188"


def steps(shop: Shop) -> tuple[Step, ...]:
    """Return the calls that change something and the callbacks of a run, in their order."""
    control = shop.world.local.control
    account = shop.world.twilio.account(shop.tenant.account_sid)
    names = [
        str(each.friendly_name).removeprefix(f"{SHOP} ") for each in reversed(account.trusthub.v1.end_users.list())
    ]
    profile = shop.output("CustomerProfile")
    found: list[tuple[float, Step]] = []
    for call in control.journal():
        if call["method"] == "POST":
            path = SID.sub("/{sid}", call["path"])
            about = SID.sub("", f"/{names.pop(0)}")[1:] if path.endswith("/EndUsers") else ""
            found.append((call["time"], Step("owl", path, re.sub(r" BN\w+", " BN...", about))))
    for webhook in control.webhooks():
        path = urlsplit(webhook["url"]).path.replace(SHOP, "TENANT")
        given = webhook["parameters"]
        if webhook["body"]:
            about = ", ".join(str(each["type"]).removeprefix(REGISTRATIONS) for each in webhook["body"])
        elif "BundleSid" in given:
            about = f"{'profile' if given['BundleSid'] == profile else 'trust product'}: {given['Status']}"
        else:
            about = given["MessageStatus"]
        found.append((webhook["time"], Step("twilio", path, about)))
    return tuple(step for _, step in sorted(found, key=lambda each: each[0]))


def test_the_recorded_run_is_what_a_run_does_today(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A tenant is deployed by the product's own program, then Alice gets a message."""
    monkeypatch.setenv("OWL_LOCAL", str(tmp_path))
    monkeypatch.delenv("OWL_TWILIO", raising=False)
    shop = Shop(tmp_path)
    shop.send(ALICE)
    assert shop.world.local.control.settle()

    text = as_text(steps(shop))

    if "UPDATE_DIAGRAMS" in os.environ:
        RECORDED.write_text(text, "utf-8")
    assert RECORDED.read_text("utf-8") == text, "run UPDATE_DIAGRAMS=1 pytest -n 0 tests/docs/test_diagrams.py"


def test_the_committed_page_is_current() -> None:
    """The committed page is generated from the recorded run, the tenants' files and the stacks."""
    stacks, wrong = read_stacks(REPOSITORY)
    assert not wrong

    drawn = page(load_tenants(REPOSITORY / "tenants"), stacks)

    assert (REPOSITORY / FILE).read_text("utf-8") == drawn, "docs/diagrams.md is not current: run `owl docs`"
    assert drawn.count("```mermaid") == 4 + len(stacks)
    assert "Twilio->>Alice: SMS" in drawn
