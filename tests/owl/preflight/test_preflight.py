"""`owl preflight` on a website: what reviewers want, and each thing that they miss."""

import contextlib
import json
from pathlib import Path

import pytest

from owl.preflight.checks import findings
from tests.international import GERMAN, abroad
from tests.owl.preflight.conftest import Preflight, change_tenant
from tests.owl.preflight.site import GOOD, Site, content, page, redirect, status
from tests.tenants.test_international import loaded
from tests.toll_free import FALCONS

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 100


def test_good_pages_are_complete(site: Site, preflight: Preflight) -> None:
    """Each page is listed with what it is; nothing is missing."""
    done = preflight()

    assert done.exit_code == 0, done.output
    assert done.output.splitlines() == [
        f"website: {site.url}: 200, a page, {len(GOOD['/'].encode())} bytes",
        f"opt-in page: {site.url}/checkout: 200, a page, {len(GOOD['/checkout'].encode())} bytes",
        f"privacy policy: {site.url}/privacy: 200, a page, {len(GOOD['/privacy'].encode())} bytes",
        f"terms: {site.url}/text-terms: 200, a page, {len(GOOD['/text-terms'].encode())} bytes",
        "0 missing, 0 unclear.",
    ]


def test_a_finding_has_its_line_its_page_and_a_remedy(site: Site, preflight: Preflight) -> None:
    """As text and as JSON."""
    site.routes["/privacy"] = page("<title>Privacy</title>Acme Cycles sends texts. We love your privacy.")

    done, document = preflight(), json.loads(preflight("--format", "json").output)

    assert done.exit_code == 1
    fix = "add: 'Mobile numbers and consent to texts are not shared with or sold to third parties or affiliates.'"
    message = "it does not say that mobile numbers are not shared"
    assert done.output.splitlines()[-3:] == [
        f"tenants/acme.yaml:59: campaign.privacy_policy_url: {site.url}/privacy: {message} (missing)",
        f"  {fix}",
        "1 missing, 0 unclear.",
    ]
    assert document["tenant"] == "acme"
    assert [each["purpose"] for each in document["pages"]] == ["website", "opt-in page", "privacy policy", "terms"]
    assert document["findings"] == [
        {
            "file": "tenants/acme.yaml",
            "line": 59,
            "column": 23,
            "path": "campaign.privacy_policy_url",
            "url": f"{site.url}/privacy",
            "certainty": "missing",
            "message": message,
            "fix": fix,
        }
    ]


@pytest.mark.parametrize(
    ("path", "change", "expected"),
    [
        ("/", ("Acme Cycles", "Bikes"), "it does not name 'Acme Cycles'; its title is 'Bikes' (missing)"),
        ("/checkout", ("checkbox", "hidden"), "it shows no box with words about texts beside it (missing)"),
        ("/checkout", ('name="texts"', "checked"), "its box is ticked before the visitor does it: 'Text me about"),
        ("/checkout", ('name="texts"', "required"), "its form can't be sent without the box for texts (missing)"),
        (
            "/checkout",
            ("Message and data rates may apply.", ""),
            "it does not mention message and data rates (missing)",
        ),
        (
            "/checkout",
            ("Up to 3 messages for\n        each.", ""),
            "it does not say how often texts are sent (missing)",
        ),
        ("/checkout", ("STOP", "us"), "it does not say how to opt out (missing)"),
        ("/checkout", ("HELP", "us"), "it does not mention the keyword HELP (missing)"),
        ("/checkout", ("/privacy", "/about"), "it does not link the privacy policy (missing)"),
        ("/checkout", ("/text-terms", "/about"), "it does not link the terms (missing)"),
        ("/privacy", ("not shared", "shared"), "it does not say that mobile numbers are not shared (missing)"),
        ("/privacy", ("affiliates.", "affiliates, except sponsors."), "it says with an exception that numbers are not"),
        ("/text-terms", ("Text messages", "Hello"), "it says nothing about text messages (missing)"),
        ("/text-terms", ("HELP", "us"), "it does not mention the keyword HELP (missing)"),
    ],
)
def test_what_a_page_lacks(site: Site, preflight: Preflight, path: str, change: tuple[str, str], expected: str) -> None:
    """One thing changed is one finding."""
    old, new = change
    assert old in GOOD[path]
    site.routes[path] = page(GOOD[path].replace(old, new))

    lines = preflight().output.splitlines()

    assert len(lines) == 4 + 2 + 1, lines
    assert f": {expected}" in lines[4]


@pytest.mark.parametrize(
    ("path", "code", "expected"),
    [("/privacy", 404, "it answers 404"), ("/checkout", 401, "it answers 401: only visitors who sign in see it")],
)
def test_a_page_that_is_not_there(site: Site, preflight: Preflight, path: str, code: int, expected: str) -> None:
    """An error is reported, and nothing else about the page."""
    site.routes[path] = status(code)

    lines = preflight().output.splitlines()

    assert len(lines) == 4 + 2 + 1, lines
    assert f"{path}: {expected}" in lines[4]


def test_a_page_behind_a_sign_in(site: Site, preflight: Preflight) -> None:
    """A redirect to a form that asks for a password is not an opt-in page."""
    site.routes["/checkout"] = redirect("/account/login?next=checkout")
    site.routes["/account/login"] = page("Acme Cycles <input type=email><input type=password>")

    done = preflight()

    assert f"/checkout: it is behind a sign-in: {site.url}/account/login?next=checkout (missing)" in done.output
    assert done.exit_code == 1


def test_a_page_with_a_sign_in_in_its_header(site: Site, preflight: Preflight) -> None:
    """It shows everything else to everybody."""
    site.routes["/"] = page(
        "<form><input type=password></form><h1>Acme Cycles</h1>" + "<p>Bikes of all kinds.</p>" * 100
    )
    assert preflight().exit_code == 0


def test_a_page_that_leads_to_unencrypted_http(site: Site, preflight: Preflight) -> None:
    """Carriers refuse plain http, wherever the way goes through it."""
    with contextlib.closing(Site()) as plain:
        site.routes["/text-terms"] = redirect(f"{plain.url}/text-terms")
        done = preflight()

    assert f"/text-terms: it leads over unencrypted http: {plain.url}/text-terms (missing)" in done.output
    assert done.exit_code == 1


def test_every_page_of_the_flow_is_read(site: Site, preflight: Preflight) -> None:
    """One that shows the whole consent is enough; each has to be there."""
    change_tenant(
        f"at {site.url}/checkout or", f"at {site.url}/checkout, see {site.url}/counter and {site.url}/gone, or"
    )
    site.routes["/counter"] = page("<title>At Acme Cycles' counter</title>We ask you for your number.")

    lines = preflight().output.splitlines()

    assert [line for line in lines if "(missing)" in line] == [
        f"tenants/acme.yaml:51: campaign.message_flow: {site.url}/gone: it answers 404 (missing)"
    ]


def test_a_picture_of_the_form(site: Site, preflight: Preflight) -> None:
    """A picture is enough: what it shows can't be read here."""
    change_tenant(f"{site.url}/checkout", f"{site.url}/form.png")
    site.routes["/form.png"] = content(PNG, "image/png")

    done = preflight()

    assert f"opt-in page: {site.url}/form.png: 200, a PNG picture, 108 bytes" in done.output
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize(
    ("body", "content_type", "expected"),
    [
        (b"RIFF\0\0\0\0WAVE", "image/webp", "it is neither a page nor a picture, but image/webp"),
        (b"<title>Acme Cycles</title>Not found", "text/html", "it should be a picture, but is a web page"),
        (b"\0\1\2", "image/png", "it is neither a page nor a picture, but image/png"),
        (b"", "image/png", "it is empty"),
    ],
)
def test_a_picture_that_is_none(
    site: Site, preflight: Preflight, body: bytes, content_type: str, expected: str
) -> None:
    """A server that names every file a picture is not believed."""
    change_tenant(f"{site.url}/checkout", f"{site.url}/form.png")
    site.routes["/form.png"] = content(body, content_type)

    done = preflight()

    assert f"/form.png: {expected} (missing)" in done.output
    assert done.exit_code == 1


def test_a_flow_without_a_page(site: Site, preflight: Preflight) -> None:
    """Without any link there is nothing that a reviewer can open."""
    change_tenant(f"at {site.url}/checkout or at the counter", "at the counter")

    done = preflight()

    assert (
        "campaign.message_flow: the message flow names no page that shows how customers agree (missing)" in done.output
    )


def test_a_tenant_without_us_numbers_needs_no_flow(tmp_path: Path) -> None:
    """No carrier reviews how its customers agree."""
    assert findings(loaded(tmp_path, abroad(GERMAN)).by_id[FALCONS], []) == []


def test_a_page_that_scripts_draw_has_to_be_looked_at(site: Site, preflight: Preflight) -> None:
    """What scripts draw is not known; nothing is claimed to be missing."""
    site.routes["/checkout"] = page("<title>Acme</title><div id=app></div><script src=/app.js></script>")

    done = preflight()

    assert "/checkout: it shows only 0 characters unless its scripts run (unclear)" in done.output
    assert done.exit_code == 0, done.output


def test_an_unknown_tenant_is_named(preflight: Preflight) -> None:
    """The message lists the tenants; no page is read."""
    failed = preflight(tenant="nobody")
    assert str(failed.exception) == "there is no tenant 'nobody'; there are acme"
