"""`owl preflight` on a site that means harm: each page ends in a sentence, in bounded time and memory."""

import gzip
import json
import socket

import pytest

from owl.preflight.addresses import is_public
from tests.owl.preflight.conftest import Preflight
from tests.owl.preflight.site import Site, content, page, pieces, redirect
from tests.profiles import thorough

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"


def said_of(preflight: Preflight, path: str, *arguments: str) -> list[str]:
    """Return what is said of a page; the command ends without an exception of its own."""
    done = preflight(*arguments)
    assert isinstance(done.exception, SystemExit), done.exception
    assert done.exit_code == 1
    assert "Traceback" not in done.output
    assert all(each.isprintable() for each in done.output.replace("\n", "")), done.output
    lines = done.output.splitlines()
    return [line.partition(f"{path}: ")[2] for line in lines if f"{path}: it" in line]


def test_a_redirect_in_a_circle(site: Site, preflight: Preflight) -> None:
    """A page that leads back to itself is recognized immediately."""
    site.routes["/checkout"] = redirect("/cart")
    site.routes["/cart"] = redirect("/checkout")
    assert said_of(preflight, "/checkout") == [f"it redirects in a circle, to {site.url}/checkout (missing)"]


def test_redirects_without_an_end(site: Site, preflight: Preflight) -> None:
    """The address changes each time, so that no circle is seen."""
    count = iter(range(1000))

    def further(request: object) -> None:
        redirect(f"/checkout?{next(count)}")(request)  # type: ignore[arg-type]

    site.routes["/checkout"] = further
    assert said_of(preflight, "/checkout") == ["it redirects more than 5 times (missing)"]


def test_a_body_without_an_end(site: Site, preflight: Preflight) -> None:
    """Only its beginning is read, and it is judged by that."""
    site.routes["/privacy"] = pieces(HEAD, b"Acme Cycles buys and sells. " * 2000, site.released.is_set)

    lines = said_of(preflight, "/privacy")

    assert lines[0] == "it is very long: only its first 2,000,000 bytes were read (unclear)"


def test_a_decompression_bomb(site: Site, preflight: Preflight) -> None:
    """200 MB of zeros, in 200 kB, are never unpacked."""
    site.routes["/privacy"] = content(gzip.compress(b" " * 200_000_000, 1), "text/html", "gzip")

    lines = said_of(preflight, "/privacy")

    assert lines[0] == "it is very long: only its first 2,000,000 bytes were read (unclear)"


@pytest.mark.parametrize(
    ("body", "encoding", "expected"),
    [
        (b"not gzip at all", "gzip", "it can't be read: what it sends is not compressed as it says (missing)"),
        (b"x", "br", "it is compressed in a way that was not asked for (missing)"),
        (b"x", "gzip, gzip", "it is compressed in a way that was not asked for (missing)"),
    ],
)
def test_a_compression_that_is_none(
    site: Site, preflight: Preflight, body: bytes, encoding: str, expected: str
) -> None:
    """It is refused before anything is unpacked."""
    site.routes["/privacy"] = content(body, "text/html", encoding)
    assert said_of(preflight, "/privacy") == [expected]


@pytest.mark.parametrize(
    "head", [HEAD, b"HTTP/1.1 200 OK\r\nX-", b"", HEAD.replace(b"\r\n\r\n", b"\r\nTransfer-Encoding: chunked\r\n\r\n")]
)
def test_a_page_that_drips(site: Site, preflight: Preflight, head: bytes) -> None:
    """One byte now and then, in the body, the headers, the status line or a chunk's size, is not waited for."""
    site.routes["/privacy"] = pieces(head, b"1", lambda: site.released.wait(0.05))

    lines = said_of(preflight, "/privacy", "--timeout", "1")

    assert lines == ["it could not be read in the time allowed: it answers too slowly (missing)"]


def test_a_server_that_never_finishes_its_handshake(site: Site, preflight: Preflight) -> None:
    """It accepts the connection, and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        site.routes["/privacy"] = redirect(f"https://127.0.0.1:{silent.getsockname()[1]}/")
        lines = said_of(preflight, "/privacy", "--timeout", "1")
    assert lines == ["it could not be read in the time allowed: it answers too slowly (missing)"]


def test_a_server_that_hangs_up(site: Site, preflight: Preflight) -> None:
    """No answer is a sentence too."""
    site.routes["/privacy"] = lambda _request: None
    assert said_of(preflight, "/privacy") == [
        "it can't be read: the server closed the connection without an answer (missing)"
    ]


def test_bytes_that_are_no_page(site: Site, preflight: Preflight) -> None:
    """A program in place of the privacy policy, whatever its type is called."""
    site.routes["/privacy"] = content(b"\x7fELF\0\0\1" * 100, "application/octet-stream")
    site.routes["/text-terms"] = content(b"\x7fELF\0\0\1" * 100, "text/html")
    assert said_of(preflight, "/privacy") == ["it is not a web page, but application/octet-stream (missing)"]
    assert said_of(preflight, "/text-terms") == ["it is not a web page, but text/html (missing)"]


@pytest.mark.parametrize(
    "location",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://[::ffff:10.0.0.1]/",
        "http://167772161/",
        "http://0/",
        "https://[fe80::1]/",
    ],
)
def test_a_redirect_to_a_private_address(
    site: Site, preflight: Preflight, location: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The address of each step is checked, however it is written. Here, only the site itself counts as public."""
    monkeypatch.setattr(
        "owl.preflight.addresses.is_public", lambda address: address == "127.0.0.1" or is_public(address)
    )
    site.routes["/privacy"] = redirect(location)

    done = preflight(private=False)

    [line] = [each for each in done.output.splitlines() if "/privacy: its host" in each]
    assert line.endswith("not public: reviewers can't open it. For a site of your own, use --allow-private (missing)")


def test_a_name_is_looked_up_once(site: Site, preflight: Preflight, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name whose second look-up has a private address, as in DNS rebinding, is connected to at the first one."""
    asked: list[str] = []

    def look_up(host: str, port: int, *_: object, **__: object) -> list[object]:
        asked.append(host)
        named = "127.0.0.1" if asked.count(host) == 1 else "10.0.0.1"
        address = named if host == "rebinding.example" else host
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    site.routes["/privacy"] = redirect(site.url.replace("127.0.0.1", "rebinding.example") + "/other")

    assert "/privacy: its certificate is not valid: " in preflight().output
    assert asked.count("rebinding.example") == 1


def test_a_private_address_needs_to_be_allowed(site: Site, preflight: Preflight) -> None:
    """Without `--allow-private` no page on this machine is opened."""
    site.routes = {}
    done = preflight(private=False)
    assert done.output.count("its host 127.0.0.1 is not public") == 4
    assert done.exit_code == 1


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104 - an address to refuse
        "224.0.0.1",
        "::1",
        "fe80::1%eth0",
        "fc00::1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
    ],
)
def test_addresses_that_are_not_public(address: str) -> None:
    """Loopback, private, link-local, shared and multicast ones, however they are written."""
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "64:ff9b::5db8:d70e"])
def test_public_addresses(address: str) -> None:
    """What a reviewer can reach."""
    assert is_public(address)


def test_escapes_in_what_a_page_says(site: Site, preflight: Preflight) -> None:
    """A title can't move the cursor, begin a line, or end up as HTML: it is shown on one line, quoted."""
    title = "\x1b[2J\x1b]0;owned\x07<script>alert(1)</script>\u202e\r\n0 missing, 0 unclear."
    site.routes["/"] = page(f"<title>{title}</title>Bikes")

    [line] = [each for each in preflight().output.splitlines() if "does not name" in each]
    document = json.loads(preflight("--format", "json").output)

    assert "\x1b" not in line
    assert "its title is '[2J ]0;owned <script>alert(1)</script> 0 missing, 0 unclear.' (missing)" in line
    assert "\x1b" not in document["findings"][0]["message"]


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("javascript:alert(1)", "javascript:alert(1), which is not the address of a web page (missing)"),
        ("file:///etc/passwd", "file:///etc/passwd, which is not the address of a web page (missing)"),
        ("https://[::1", "which is not a valid address (missing)"),
        ("https://user:canary@127.0.0.1:1/\x1b[2J", "it can't be read: the server refuses connections (missing)"),
        ("https://127.0.0.1:99999/", "which is not a valid address (missing)"),
        (f"https://{'a' * 70}.example/", "which has no valid host (missing)"),
    ],
)
def test_a_redirect_to_nowhere(site: Site, preflight: Preflight, location: str, expected: str) -> None:
    """A location that is no address of a page is said to be none, and a password in it is not shown."""
    site.routes["/privacy"] = redirect(location)

    done = preflight()

    assert isinstance(done.exception, SystemExit), done.exception
    assert expected in done.output
    assert "canary" not in done.output
    assert "\x1b" not in done.output


def test_a_certificate_of_another_host(site: Site, preflight: Preflight) -> None:
    """A visitor's browser would warn."""
    site.routes["/privacy"] = redirect(site.url.replace("127.0.0.1", "localhost") + "/privacy")
    lines = preflight().output
    assert "/privacy: its certificate is not valid: " in lines


ATTRIBUTES = "<a " + " ".join(f"x{number}=1" for number in range(200_000)) + ">"


@pytest.mark.parametrize(
    "html", ["<div>" * 400_000, pytest.param(ATTRIBUTES, marks=thorough)], ids=lambda html: html[:5]
)
def test_html_for_which_a_parser_takes_hours(site: Site, preflight: Preflight, html: str) -> None:
    """The parser is killed."""
    site.routes["/text-terms"] = page(html)

    done = preflight("--timeout", "5")

    assert f"{site.url}/text-terms: its HTML could not be read in the time allowed (missing)" in done.output
    assert done.exit_code == 1
