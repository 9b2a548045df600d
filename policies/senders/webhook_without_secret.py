"""Webhook URLs contain no secrets.

Both sides log URLs. Twilio signs its requests instead, and the receiver checks the signature.
"""

from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation

_NAMES = frozenset(["access_token", "api_key", "apikey", "auth", "key", "password", "secret", "token"])


rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.MEDIUM,
    sources=("https://www.twilio.com/docs/usage/webhooks/webhooks-security",),
    fix="check the X-Twilio-Signature header, and rotate the secret that was in the URL",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Check the parameter names in the query; the values are not shown."""
    url = case.tenant.messaging.inbound_request_url
    if url is None:
        return
    for name, _ in parse_qsl(urlsplit(url).query):
        if name.lower() in _NAMES:
            yield Violation("messaging.inbound_request_url", f"the query parameter {name!r} looks like a secret")


rule.for_tenant(check)
