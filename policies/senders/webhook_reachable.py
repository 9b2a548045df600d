"""Webhooks are reachable from the internet.

A private host fails with error 11200 or 11210 on every message; a development tunnel fails as soon as someone closes a
laptop.
"""

import ipaddress
from collections.abc import Iterable, Iterator

from policies.core.domains import domain, host
from policies.core.rule import AllTenantsCase, Level, Rule, Severity, Violation

_TUNNELS = frozenset(
    ["loca.lt", "ngrok.app", "ngrok.dev", "ngrok.io", "ngrok-free.app", "ngrok-free.dev", "trycloudflare.com"]
)
_OWN_NETWORK = (".home.arpa", ".internal", ".lan", ".local", ".localhost")


def _is_reachable(url: str) -> bool:
    name = host(url)
    try:
        return ipaddress.ip_address(name).is_global
    except ValueError:
        return "." in name and not name.endswith(_OWN_NETWORK) and domain(url) not in _TUNNELS


rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=("https://www.twilio.com/docs/api/errors/11200", "https://www.twilio.com/docs/api/errors/11210"),
    fix="use a permanent public host",
)


def check(case: AllTenantsCase) -> Iterator[Violation]:
    """Check the hosts of the ISV's callbacks and of each tenant's reply webhook."""
    tenants = case.policy_input.tenants
    urls: Iterable[tuple[str, str, str | None]] = [
        ("catalogue/isv", "callbacks", tenants.isv.callbacks),
        *((each.id, "messaging.inbound_request_url", each.messaging.inbound_request_url) for each in tenants),
    ]
    for document, path, url in urls:
        if url and not _is_reachable(url):
            yield Violation(path, f"expected a permanent public host, got {host(url)!r}", document=document)


rule.for_all_tenants(check)
