"""Hosts and domains of web pages and mailboxes."""

from functools import lru_cache
from urllib.parse import urlsplit

FREE_MAIL = frozenset(
    [
        "aim.com",
        "aol.com",
        "att.net",
        "comcast.net",
        "gmail.com",
        "gmx.com",
        "googlemail.com",
        "hotmail.com",
        "icloud.com",
        "live.com",
        "mac.com",
        "mail.com",
        "me.com",
        "msn.com",
        "outlook.com",
        "pm.me",
        "proton.me",
        "protonmail.com",
        "rocketmail.com",
        "sbcglobal.net",
        "verizon.net",
        "yahoo.com",
        "ymail.com",
        "zoho.com",
    ]
)
"""Domains of mailboxes that are free, or come with an internet connection."""


@lru_cache(maxsize=8192)
def host(link: str) -> str:
    """Return the host of a URL in lower case, without `www.`; the URL may lack its scheme.

    Words in a text may look like a URL without being one: their host is empty.
    """
    try:
        name = urlsplit(link if "://" in link else f"//{link}").hostname or ""
    except ValueError:
        return ""
    return name.removeprefix("www.")


def domain(address: str) -> str:
    """Return the domain of a web page or a mailbox: the last two labels of its host.

    All domains under a suffix of two labels, such as `co.uk`, look the same; US businesses rarely have one.
    """
    name = host(address) if "://" in address else address.rpartition("@")[2].lower()
    return ".".join(name.split(".")[-2:])
