"""Which network addresses a page may be fetched from: public ones only, unless private ones are allowed.

A page's host may belong to anyone, and may redirect anywhere. A program that follows it must not reach the services of
the machine and the network that it runs in, such as a cloud's metadata service.
"""

import ipaddress
import socket
import threading

from owl.preflight.deadline import Deadline, TooSlow
from owl.preflight.unreadable import Unreadable

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
"""IPv6 addresses that stand for the IPv4 address in their last four bytes (RFC 6052)."""


def addresses_of(host: str, port: int, deadline: Deadline, *, allow_private: bool) -> list[str]:
    """Return the addresses of a host, all of which may be connected to.

    Raises:
        Unreadable: The host has no address, or one that is not public and not allowed.
        TooSlow: The name could not be resolved in time.
    """
    found = _resolved(host, port, deadline)
    for address in found:
        if not (allow_private or is_public(address)):
            at = f"its host {host} is" if host == address else f"its host {host} has the address {address}, which is"
            raise Unreadable(f"{at} not public: reviewers can't open it. For a site of your own, use --allow-private")
    return found


def is_public(address: str) -> bool:
    """Return whether an IP address belongs to the public internet, however it is written."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(ip.packed[-4:])
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast


def _resolved(host: str, port: int, deadline: Deadline) -> list[str]:
    """Resolve a name. The system's resolver takes no time limit, so another thread waits for it."""
    answer: list[str | Exception] = []

    def resolve() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            answer.append(error)
        else:
            answer.extend(dict.fromkeys(str(each[4][0]) for each in found))

    thread = threading.Thread(target=resolve, daemon=True)
    thread.start()
    thread.join(deadline.left())
    if thread.is_alive():
        raise TooSlow
    addresses = [each for each in answer if isinstance(each, str)]
    if not addresses:
        raise Unreadable(f"its host {host} does not exist, or can't be looked up from here")
    return addresses
