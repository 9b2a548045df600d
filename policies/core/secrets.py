"""Texts that look like secrets, told without being shown."""

import re

_SECRETS = re.compile(
    "(?P<token>(?<![0-9A-Za-z])[0-9a-f]{32}(?![0-9A-Za-z]))"
    "|(?P<private_key>-----BEGIN [A-Z ]*PRIVATE KEY-----)"
    "|(?P<access_key>(?<![0-9A-Za-z])(?:AKIA|ASIA)[0-9A-Z]{16}(?![0-9A-Za-z]))"
    "|(?P<ein>(?<![0-9-])[0-9]{2}-[0-9]{7}(?![0-9-]))"
    "|(?P<ssn>(?<![0-9-])[0-9]{3}-[0-9]{2}-[0-9]{4}(?![0-9-]))"
)
_WORDS = {
    "token": "an auth token",
    "private_key": "a private key",
    "access_key": "an AWS access key",
    "ein": "an EIN",
    "ssn": "a Social Security number",
}


def secret_in(text: str) -> str | None:
    """Say what kind of secret a text looks like it contains, if any. A SID is none: letters stand before its digits."""
    found = _SECRETS.search(text)
    return _WORDS[str(found.lastgroup)] if found else None
