"""`owl board` of a deployed stack: the numbers of doctor and reconciliation, a message sent, a contact added."""

import json
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import requests
from selectolax.lexbor import LexborHTMLParser

from tests.engine.project import Project
from tests.owl.receiver.served import ServedReceiver, wait_until
from tests.warm_interpreter import warm_owl

SHOP = "freestyle-falcons"
FAILING = "+15005530003"
"""The local Twilio delivers nothing to it: error 30003."""


@contextmanager
def _served(project: Project, environment: dict[str, str]) -> Iterator[str]:
    """Serve the board, and yield its URL."""
    command = [*warm_owl(), "board", "--serve", "--port", "0"]
    process = subprocess.Popen(command, cwd=project.directory, env=environment, stdout=subprocess.PIPE, text=True)
    with process:
        try:
            assert process.stdout
            yield process.stdout.readline().split()[-1]
        finally:
            process.terminate()


def _words(html: str, selector: str = "body") -> str:
    """Return the words of an element of a page."""
    found = LexborHTMLParser(html).css_first(selector)
    assert found is not None, selector
    return " ".join(found.text(separator=" ").split())


def _row(html: str, tenant_id: str) -> str:
    rows = LexborHTMLParser(html).css("table.cards tbody tr")
    [found] = [each for each in rows if f"{tenant_id} ·" in each.text(separator=" ")]
    return " ".join(found.text(separator=" ").split())


def _json(project: Project, *arguments: str) -> Any:
    return json.loads(project.owl(*arguments, "--format", "json").out)


def test_the_board_says_what_doctor_and_reconciliation_say(dev: Project) -> None:
    """Two messages arrive and one does not; then the served board sends one more and adds a contact."""
    text = dev.tenant(SHOP).read_text("utf-8")
    consent = "consent: {given_at: 2026-10-05T16:20:00-07:00, how: in-person, recorded_by: a test}"
    dev.tenant(SHOP).write_text(text.rstrip() + f"\n  gone: {{name: Gone, phone_number: '{FAILING}', {consent}}}\n")
    account_sid = dev.outputs()["senders"][SHOP]["account_sid"]
    auth_token = dev.console.accounts(account_sid).fetch().auth_token
    database = f"sqlite:///{dev.directory / '.local' / 'receiver-dev.sqlite'}"
    environment = {key: value for key, value in dev.environment.items() if key != "DATABASE_URL"}
    output = dev.directory / "board.html"
    with ServedReceiver(dev.directory, database, account_sid, auth_token, **environment) as receiver:
        for contact in ("alice", "alice", "gone"):
            dev.owl("send", SHOP, "--to", contact, "--template", "order-ready")
        assert dev.local.control.settle()
        wait_until(lambda: len(receiver.rows("SELECT sid FROM messages WHERE status_rank > 5")) == 3)

        written = dev.owl("board", "--output", str(output))
        assert written.code == 0, written.text
        html = output.read_text("utf-8")
        _check_numbers(dev, html)
        for secret in (auth_token, dev.outputs()["senders"][SHOP]["api_key_secret"], "secret:freestyle"):
            assert secret not in html

        with _served(dev, environment) as url:
            home = f"{url}/"
            wait_until(lambda: "Twilio was asked at" in requests.get(home, timeout=60).text)
            assert _row(requests.get(home, timeout=60).text, SHOP) == _row(html, SHOP)
            _check_refusals(url)
            _send(dev, url)
            _add_contact(dev, url)


def _check_numbers(dev: Project, html: str) -> None:
    row = _row(html, SHOP)
    [doctor] = _json(dev, "doctor", SHOP)["tenants"]
    evidence = {each["check"]: each["evidence"] for each in doctor["checks"]}
    assert evidence["allowance"].startswith("3 of 250 messages")
    assert "3 of 250" in row
    assert evidence["delivery"].startswith("2 of 3 messages in 24 hours delivered; error 30003: 1")
    assert "66.7 % 2 of 3" in row
    assert "1 \N{MULTIPLICATION SIGN} 30003" in row
    [month] = re.findall(r"\d{4}-\d\d", _words(html, "footer"))[:1]
    [reconciled] = [each for each in _json(dev, "reconcile", "--month", month)["tenants"] if each["tenant"] == SHOP]
    was = reconciled["as_it_was"]
    assert was["messages"] == 3
    assert f"3 messages margin {was['margin_percent']} %, ${was['gross_profit']}" in row
    [status] = _json(dev, "status", SHOP)
    assert status["may_send"]
    assert f"may send {status['summary'].removeprefix('may send: ')}" in row
    page = _words(html, f"#tenant-{SHOP}")
    assert "the phone could not be reached" in page
    assert "Dolores Quan, Managing Member, +14155550134" in page
    assert "EIN kept as a secret and not shown here" in page
    assert "undelivered , error 30003 to +15005530003" in page.replace("undelivered,", "undelivered ,")
    assert "Messages, " in _words(html, "#insights")
    assert "2 delivered, 1 not delivered" in _words(html, "#insights")


def _check_refusals(url: str) -> None:
    """Another host's name, another site's form and a form without the page's token are refused."""
    assert requests.get(url, headers={"Host": "rebound.example"}, timeout=60).status_code == 421
    form = f"{url}/tenants/{SHOP}/test-message"
    assert requests.post(form, {"template": "order-ready"}, timeout=60).status_code == 403
    assert requests.post(form, {}, headers={"Origin": "https://evil.example"}, timeout=60).status_code == 403
    refused = requests.post(form, {"token": "guessed"}, headers={"Origin": url}, timeout=60)
    assert refused.status_code == 403
    assert "default-src 'none'" in refused.headers["content-security-policy"]
    assert requests.post(form, b"x" * 100_000, headers={"Origin": url}, timeout=60).status_code == 413
    assert requests.get(f"{url}/tenants/nobody", timeout=60).status_code == 404


def _hidden(html: str) -> dict[str, str]:
    fields = LexborHTMLParser(html).css("form[method=post] input[type=hidden]")
    return {str(each.attributes["name"]): str(each.attributes.get("value") or "") for each in fields}


def _send(dev: Project, url: str) -> None:
    """The text is shown first; the same form sends once, and the message's page ends at its final status."""
    form = f"{url}/tenants/{SHOP}/test-message"
    chosen = {"template": "order-ready", "contact": "alice", "value-customer": "Bo <b>"}
    shown = requests.get(form, chosen, timeout=60).text
    assert "Freestyle Falcons: Hi Bo <b>, your order" in _words(shown, ".preview")
    before = len(dev.console.v2010(dev.outputs()["senders"][SHOP]["account_sid"]).messages.list())
    answers = [requests.post(form, _hidden(shown), headers={"Origin": url}, timeout=60) for _ in range(2)]
    assert answers[0].url == answers[1].url, _words(answers[0].text)
    wait_until(lambda: 'data-final="yes"' in requests.get(answers[0].url, timeout=60).text)
    assert "delivered" in _words(requests.get(answers[0].url, timeout=60).text, "#message")
    assert len(dev.console.v2010(dev.outputs()["senders"][SHOP]["account_sid"]).messages.list()) == before + 1


def _add_contact(dev: Project, url: str) -> None:
    """A wrong number is refused with the reason; a right one is in the file, and its comments are still there."""
    form = f"{url}/tenants/{SHOP}/contacts"
    typed = {
        **_hidden(requests.get(form, timeout=60).text),
        "contact_id": "bo",
        "name": 'Bo "the <b>" Li',
        "phone_number": "12",
        "given_at": "2026-11-20T10:30",
        "how": "paper-form",
        "recorded_by": "dolores@freestyle-falcons.example",
    }
    before = dev.tenant(SHOP).read_text("utf-8")
    refused = requests.post(form, typed, headers={"Origin": url}, timeout=60)
    assert refused.status_code == 409
    assert "Nothing was written: contacts.bo.phone_number" in _words(refused.text)
    assert dev.tenant(SHOP).read_text("utf-8") == before
    secret = {"phone_number": "+14155550177", "recorded_by": "Bo, SSN 123-45-6789"}
    refused = requests.post(form, typed | secret, headers={"Origin": url}, timeout=60)
    assert "contacts.bo.consent.recorded_by: this looks like a Social Security number" in _words(refused.text)
    assert dev.tenant(SHOP).read_text("utf-8") == before
    written = requests.post(form, typed | {"phone_number": "+14155550177"}, headers={"Origin": url}, timeout=60)
    assert f"Written: bo is in tenants/{SHOP}.yaml" in _words(written.text)
    after = dev.tenant(SHOP).read_text("utf-8")
    assert after.startswith(before.rstrip())
    assert 'name: "Bo \\"the <b>\\" Li"' in after
    assert "Bo" in _words(requests.get(f"{url}/tenants/{SHOP}", timeout=60).text)
    again = requests.post(form, typed | {"phone_number": "+14155550176"}, headers={"Origin": url}, timeout=60)
    assert "has a contact 'bo' already" in _words(again.text)
