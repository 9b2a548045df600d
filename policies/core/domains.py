"""Hosts and domains of web pages and mailboxes."""

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
"""Domains on which anybody gets a mailbox, for nothing or with a connection to the Internet."""


def host(link: str) -> str:
    """Give a web address's host in small letters, without `www.`; the address may lack its scheme.

    What stands in a text may look like an address and be none: its host is empty.
    """
    try:
        name = urlsplit(link if "://" in link else f"//{link}").hostname or ""
    except ValueError:
        return ""
    return name.removeprefix("www.")


def domain(address: str) -> str:
    """Give the domain that a web page or a mailbox is on: the last two labels of its host.

    Under suffixes of two labels, such as `co.uk`, everybody's domain looks the same; US businesses have few of these.
    """
    name = host(address) if "://" in address else address.rpartition("@")[2].lower()
    return ".".join(name.split(".")[-2:])
