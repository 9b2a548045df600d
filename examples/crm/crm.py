"""A small CRM that texts the customers of its shops through what Owl ISV deployed: `python crm.py --help`.

It takes from the environment:

- SENDERS: the stack's output `senders`, as JSON. It holds keys: keep it where you keep secrets.
- TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN: the parent account, to look up the tokens that sign Twilio's requests.
- CALLBACKS: what the callback URLs begin with, as in tenants/catalogue/isv.yaml.
- CRM_DATABASE: a file for contacts and messages; without it, crm.sqlite in the current directory.

docs/connect-your-product.md explains each step.
"""

import argparse
import datetime as dt
import json
import os
import sqlite3
import sys
import time
from collections.abc import Mapping
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

from twilio.base.exceptions import TwilioRestException
from twilio.request_validator import RequestValidator
from twilio.rest import Client

SCHEMA = """
CREATE TABLE IF NOT EXISTS contacts (
    tenant TEXT, id TEXT, name TEXT, phone_number TEXT, consent TEXT, consent_at TEXT, stopped TEXT,
    PRIMARY KEY (tenant, id)
);
CREATE TABLE IF NOT EXISTS messages (sid TEXT PRIMARY KEY, tenant TEXT, contact TEXT, status TEXT, error_code TEXT);
"""
ORDER = ("accepted", "scheduled", "queued", "sending", "sent", "undelivered", "failed", "canceled", "delivered", "read")
"""Callbacks may come in another order than they were sent in: a status never goes back in this one."""

FINAL = frozenset({"undelivered", "failed", "canceled", "delivered", "read"})
OPTED_OUT = 21610
"""The error of a message to somebody who has replied STOP (https://www.twilio.com/docs/api/errors/21610)."""

UNREACHABLE = frozenset({"30005", "30006"})
"""The errors of a number that is not in use, or is a landline (https://www.twilio.com/docs/api/errors)."""


class Refused(Exception):  # noqa: N818 - reads as what it says
    """The CRM does not do what it was asked. The message says why, and what to do."""


def setting(name: str) -> str:
    """Return a variable of the environment.

    Raises:
        Refused: It is not set.
    """
    if name not in os.environ:
        raise Refused(f"{name} is not set: the top of crm.py says what belongs in it")
    return os.environ[name]


def sender(tenant: str) -> Mapping[str, Any]:
    """Return what it takes to send as a tenant.

    Raises:
        Refused: It is not deployed.
    """
    senders = json.loads(setting("SENDERS"))
    if not senders.get(tenant):
        raise Refused(f"{tenant} is not deployed: SENDERS has {', '.join(senders) or 'none'}")
    found: Mapping[str, Any] = senders[tenant]
    return found


def account_of(tenant: str) -> str:
    """Return the account that requests to a tenant's addresses are about; `shared` is the one that all tenants share.

    Raises:
        Refused: No such tenant is deployed.
    """
    senders = json.loads(setting("SENDERS"))
    accounts = {found["account_sid"] for found in senders.values() if found}
    if tenant == "shared" and len(accounts) == 1:
        return str(accounts.pop())
    return str(sender(tenant)["account_sid"])


def client(tenant: str) -> Client:
    """Return Twilio's client with the tenant's own key, which reaches the tenant's account alone."""
    found = sender(tenant)
    return Client(found["api_key_sid"], found["api_key_secret"], found["account_sid"])


def database() -> sqlite3.Connection:
    """Open the CRM's database."""
    opened = sqlite3.connect(os.environ.get("CRM_DATABASE", "crm.sqlite"), isolation_level=None)
    opened.row_factory = sqlite3.Row
    opened.executescript(SCHEMA)
    return opened


# The four stories: as a shop I choose a template, I add a contact, I see the status; as a developer I send.


def show_templates(arguments: argparse.Namespace) -> None:
    """Show the templates that a shop can choose from, with the text that its customers get."""
    contents = client(arguments.tenant).content.v1
    for name, sid in sender(arguments.tenant)["templates"].items():
        content = contents.contents(sid).fetch()
        print(f"{name}: {content.types['twilio/text']['body']}")
        examples = sorted(content.variables.items(), key=lambda each: int(each[0]))
        print(f"    for example {', '.join(f'{number}={value}' for number, value in examples)}")


def add_contact(arguments: argparse.Namespace) -> None:
    """Add a contact, with the consent that it gave: without one nobody may be texted."""
    with database() as kept:
        kept.execute(
            "INSERT OR REPLACE INTO contacts (tenant, id, name, phone_number, consent, consent_at) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            (
                arguments.tenant,
                arguments.contact,
                arguments.name,
                arguments.phone_number,
                arguments.consent,
                dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
            ),
        )
    print(f"{arguments.contact}: {arguments.name}, {arguments.phone_number}, agreed by {arguments.consent}")


def send(arguments: argparse.Namespace) -> None:
    """Send a template to a contact.

    Raises:
        Refused: The shop has no such contact or template, or the contact must not be texted.
    """
    kept = database()
    contact = kept.execute(
        "SELECT * FROM contacts WHERE tenant = ? AND id = ?", (arguments.tenant, arguments.contact)
    ).fetchone()
    if contact is None:
        raise Refused(f"{arguments.tenant} has no contact {arguments.contact!r}: add it, with the consent that it gave")
    if contact["stopped"]:
        raise Refused(f"{contact['name']} is not texted any more: {contact['stopped']}")
    found = sender(arguments.tenant)
    if arguments.template not in found["templates"]:
        raise Refused(f"there is no template {arguments.template!r}, only {', '.join(found['templates'])}")
    try:
        message = client(arguments.tenant).messages.create(
            to=contact["phone_number"],
            messaging_service_sid=found["messaging_service_sid"],
            content_sid=found["templates"][arguments.template],
            content_variables=json.dumps(dict(each.split("=", 1) for each in arguments.set)),
        )
    except TwilioRestException as error:
        if error.code == OPTED_OUT:
            _stop(kept, arguments.tenant, arguments.contact, "replied STOP")
        raise Refused(f"Twilio refused it: {error.msg} (error {error.code})") from None
    kept.execute(
        "INSERT OR IGNORE INTO messages (sid, tenant, contact, status) VALUES (?, ?, ?, ?)",
        (message.sid, arguments.tenant, arguments.contact, message.status),
    )
    print(message.sid)


def show_status(arguments: argparse.Namespace) -> None:
    """Show how far a message is, as Twilio's callbacks have said, or as Twilio says when asked.

    Raises:
        Refused: There is no such message.
    """
    kept = database()
    until = time.monotonic() + arguments.wait
    while True:
        message = kept.execute("SELECT * FROM messages WHERE sid = ?", (arguments.message,)).fetchone()
        if message is None:
            raise Refused(f"no message {arguments.message!r} was sent from here")
        if message["status"] in FINAL or time.monotonic() >= until:
            break
        time.sleep(0.2)  # the callback reaches another process, which writes the status here
    if arguments.ask:
        asked = client(message["tenant"]).messages(message["sid"]).fetch()
        note_status(kept, message["sid"], asked.status, str(asked.error_code) if asked.error_code else None)
        message = kept.execute("SELECT * FROM messages WHERE sid = ?", (message["sid"],)).fetchone()
    error = f", error {message['error_code']}" if message["error_code"] else ""
    print(f"{message['contact']}: {message['status']}{error}")


def note_status(kept: sqlite3.Connection, sid: str, status: str, error_code: str | None) -> None:
    """Keep a message's status unless a later one is known, and stop texting a number that can't be reached."""
    message = kept.execute("SELECT * FROM messages WHERE sid = ?", (sid,)).fetchone()
    if message is None or status not in ORDER or ORDER.index(status) <= ORDER.index(message["status"]):
        return
    kept.execute("UPDATE messages SET status = ?, error_code = ? WHERE sid = ?", (status, error_code, sid))
    if error_code in UNREACHABLE:
        _stop(kept, message["tenant"], message["contact"], f"the number can't be reached, error {error_code}")


def _stop(kept: sqlite3.Connection, tenant: str, contact: str, reason: str) -> None:
    kept.execute("UPDATE contacts SET stopped = ? WHERE tenant = ? AND id = ?", (reason, tenant, contact))


# What Twilio tells us.


@cache
def auth_token(account_sid: str) -> str:
    """Look up the token of a tenant's account, which signs Twilio's requests about it."""
    parent = Client(setting("TWILIO_ACCOUNT_SID"), setting("TWILIO_AUTH_TOKEN"))
    token: str = parent.api.accounts(account_sid).fetch().auth_token
    return token


class Callbacks(BaseHTTPRequestHandler):
    """Answers Twilio's requests to CALLBACKS/TENANT/message-status and its like."""

    def do_POST(self) -> None:
        """Take a request that Twilio signed; refuse any other."""
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        _, tenant, kind, *_ = [*self.path.partition("?")[0].split("/"), "", ""]
        is_json = "json" in self.headers.get("Content-Type", "")
        form = {} if is_json else dict(parse_qsl(body, keep_blank_values=True))
        url = setting("CALLBACKS").rstrip("/") + self.path  # as Twilio knows it, whatever proxies made of it
        try:
            account_sid = account_of(tenant)
        except Refused:
            return self._answer(404)
        signature = self.headers.get("X-Twilio-Signature", "")
        if not RequestValidator(auth_token(account_sid)).validate(url, body if is_json else form, signature):
            return self._answer(403)
        if kind == "message-status":
            with database() as kept:
                note_status(kept, form["MessageSid"], form["MessageStatus"], form.get("ErrorCode"))
        else:
            print(f"{tenant}: {kind}: {body if is_json else json.dumps(form)}", flush=True)
        return self._answer(204)

    def _answer(self, status: int) -> None:
        self.send_response(status)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Print nothing per request."""


def receive(arguments: argparse.Namespace) -> None:
    """Take Twilio's callbacks until Ctrl-C."""
    with ThreadingHTTPServer(("127.0.0.1", arguments.port), Callbacks) as server:
        print(f"http://127.0.0.1:{server.server_port}", flush=True)
        server.serve_forever()


def parser() -> argparse.ArgumentParser:
    """Return the command line."""
    parsed = argparse.ArgumentParser(prog="crm.py", description="Text a shop's customers.")
    commands = parsed.add_subparsers(required=True)

    templates = commands.add_parser("templates", help="the templates that a shop can choose from")
    templates.set_defaults(run=show_templates)
    templates.add_argument("tenant")

    contact = commands.add_parser("add-contact", help="add somebody who has agreed to be texted")
    contact.set_defaults(run=add_contact)
    contact.add_argument("tenant")
    contact.add_argument("contact", help="a name for it here, such as alice")
    contact.add_argument("--name", required=True)
    contact.add_argument("--phone-number", required=True, help="as +14155550188")
    contact.add_argument("--consent", required=True, choices=["in-person", "paper-form", "web-form", "text"])

    sending = commands.add_parser("send", help="send a template to a contact; prints the message's SID")
    sending.set_defaults(run=send)
    sending.add_argument("tenant")
    sending.add_argument("contact")
    sending.add_argument("--template", required=True)
    sending.add_argument("--set", action="append", default=[], metavar="NUMBER=VALUE", help="a placeholder's value")

    status = commands.add_parser("status", help="how far a message is")
    status.set_defaults(run=show_status)
    status.add_argument("message", help="its SID")
    status.add_argument("--wait", type=float, default=0, help="seconds to wait for its end")
    status.add_argument("--ask", action="store_true", help="ask Twilio: where callbacks don't arrive")

    receiving = commands.add_parser("receive", help="take Twilio's callbacks")
    receiving.set_defaults(run=receive)
    receiving.add_argument("--port", type=int, default=8043)
    return parsed


def main() -> None:
    """Run the command that was typed."""
    arguments = parser().parse_args()
    try:
        arguments.run(arguments)
    except Refused as error:
        sys.exit(f"crm: {error}")
    except KeyboardInterrupt:
        sys.exit(0)


if __name__ == "__main__":
    main()
