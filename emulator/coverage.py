"""The page `COVERAGE.md`, written from the table of operations: what the local Twilio covers."""

from itertools import groupby
from pathlib import Path

from emulator.core.routes import ASSUMED_EVERYWHERE, Operation
from emulator.registry import operations

PATH = Path(__file__).with_name("COVERAGE.md")
"""Where the documentation is kept."""

_HEAD = """\
# What the local Twilio covers

Written by `owl emulator coverage` from the operations themselves; a test fails while this file is out of date.

Every operation is in Twilio's own OpenAPI description. `tests/openapi` calls all of them and checks request, status and
answer against it: the properties, their types, their formats. The description says little about errors and nothing
about effects. Those follow Twilio's documentation; what the documentation leaves open is listed here as *assumed*.
Nothing has been compared with the live service.
"""

_ABSENT = """\
## What it does not do

- No other operation: an unknown path is answered with 404 (20404), an unknown method with 405 (20004). The message says
  that the local Twilio does not cover it, and `POST /_local/not_covered` lists all such calls.
- No message leaves the machine; one comes in by the control call `receive` alone, without media. Recipients are not
  checked with any carrier. Of TwiML, `Message` is carried out, and no other verb.
- No webhook leaves the machine: it goes to loopback, or to the address that all webhooks are redirected to.
- No reviewer, registry or carrier: the local Twilio approves immediately unless a review is scripted or a pace is set,
  and a review advances only when its object is read. The same goes for a number's registration with the campaign.
- Event Streams send events about messages, errors, brands, vettings, campaigns, toll-free verifications and the
  registration of numbers to webhook sinks. Other types of events and of sinks are only stored. Calls that are refused
  are not logged as errors.
- Numbers for sale are fictional: local and toll-free ones of the US, and local, mobile and national ones of some other
  countries. There are no short codes. What other countries want of who has a number is mostly assumed.
- No rate limit: 429 (20429), like every other failure of a network or of Twilio, occurs only when injected as a fault.
  Limits that Twilio does not publish are never reached.
- No invoices: the ledger records what numbers, brands, vettings and campaigns cost, which the balance falls by. Usage
  records have messages alone, so `owl reconcile` takes the rest from the price book.
- Credentials are account SIDs with auth tokens, and Standard API keys. There are no Main or Restricted keys, OAuth
  applications, test credentials, secondary auth tokens or public key client validation.
- All edges and regions share the same data.
"""


def document() -> str:
    """Return the documentation as Markdown."""
    found = operations()
    hosts = {host: list(members) for host, members in groupby(found, lambda operation: operation.product)}
    parts = [_HEAD, _counts(hosts), _everywhere()]
    parts += [_host(host, members) for host, members in hosts.items()]
    return "\n".join([*parts, _ABSENT])


def _counts(hosts: dict[str, list[Operation]]) -> str:
    rows = [f"| `{host}.twilio.com` | {len(members)} |" for host, members in hosts.items()]
    total = sum(len(members) for members in hosts.values())
    return "\n".join(["| Host | Operations |", "|---|---|", *rows, f"| all | {total} |", ""])


def _everywhere() -> str:
    return "\n".join(["## Assumed everywhere", "", *(f"- {sentence}" for sentence in ASSUMED_EVERYWHERE), ""])


def _host(host: str, members: list[Operation]) -> str:
    rows = [f"| {each.method} | `{each.template}` | {each.summary} |" for each in members]
    lines = [f"## {host}.twilio.com", "", "| Method | Path | What it does |", "|---|---|---|", *rows, ""]
    sentences = dict.fromkeys(sentence for each in members for sentence in each.assumed)
    assumed = [_assumed(sentence, members) for sentence in sentences]
    return "\n".join([*lines, "Assumed:", "", *assumed, ""] if assumed else lines)


def _assumed(sentence: str, members: list[Operation]) -> str:
    first, *others = [each for each in members if sentence in each.assumed]
    more = f" and {len(others)} more" if others else ""
    return f"- {first.method} `{first.template}`{more}: {sentence}"
