"""The tenants and the catalogue of this repository.

Each check is a function that returns what is wrong, so that it is shown to be able to fail as well.
"""

import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tenants import Ring, Tenants, load_tenants
from tests.tenants.tenant_files import GOOD_FILES, write_files

REAL = Path(__file__).parents[2] / "tenants"
ONE_SEGMENT = 160
"""Characters of the GSM alphabet in one SMS. See https://www.twilio.com/docs/glossary/what-is-gsm-7-character-encoding."""

GSM_ONE_CHARACTER_EACH = re.compile(r"[A-Za-z0-9 \n@$_!\"#%&'()*+,\-./:;<=>?]*")
"""The part of that alphabet which is ASCII and takes one character each."""


def packages_without_tenant(tenants: Tenants) -> set[str]:
    """Every package is shown in use."""
    return set(tenants.packages) - {tenant.package for tenant in tenants}


def templates_without_tenant(tenants: Tenants) -> set[str]:
    """Every template is chosen by a tenant."""
    return set(tenants.templates) - {template for tenant in tenants for template in tenant.templates}


def rings_without_tenant(tenants: Tenants) -> set[str]:
    """Every ring has a tenant, so that a rollout can be tried."""
    return {ring.value for ring in Ring} - {tenant.ring.value for tenant in tenants}


def unsorted_templates(tenants: Tenants) -> set[str]:
    """Templates are sorted in the catalogue and in each tenant's file: two changes rarely meet in one line."""
    lists = {"catalogue": list(tenants.templates)} | {tenant.id: list(tenant.templates) for tenant in tenants}
    return {name for name, templates in lists.items() if templates != sorted(templates)}


def packages_that_do_not_grow(tenants: Tenants) -> set[str]:
    """Packages are listed from small to large."""
    names = list(tenants.packages)
    return {
        larger
        for smaller, larger in itertools.pairwise(names)
        if tenants.packages[smaller].messages_per_day >= tenants.packages[larger].messages_per_day
    }


def examples_longer_than_one_sms(tenants: Tenants) -> set[str]:
    """A package counts messages, a carrier's price segments: a text should be one of each."""
    return {
        name
        for name, template in tenants.templates.items()
        if len(template.example) > ONE_SEGMENT or not GSM_ONE_CHARACTER_EACH.fullmatch(template.example)
    }


def examples_of_other_shops(tenants: Tenants) -> set[str]:
    """Examples speak of the tenants of this repository."""
    shops = {tenant.name for tenant in tenants}
    return {name for name, template in tenants.templates.items() if template.placeholders["shop"] not in shops}


def numbers_that_may_be_somebodys(tenants: Tenants) -> set[str]:
    """Only numbers reserved for fiction (555-0100 to 555-0199) stand in this repository."""
    numbers = {tenant.phone_number.number for tenant in tenants} - {None}
    return {str(number) for number in numbers if not re.fullmatch(r"\+1\d{3}55501\d\d", str(number))}


def hosts_that_may_be_somebodys(tenants: Tenants) -> set[str]:
    """Only hosts reserved for examples stand in this repository."""
    urls = [tenants.isv.callbacks, *(tenant.messaging.inbound_request_url for tenant in tenants)]
    hosts = {str(urlsplit(url).hostname) for url in urls if url}
    hosts |= {tenant.support_contact.partition("@")[2] for tenant in tenants if tenant.support_contact}
    return {host for host in hosts if not host.endswith(".example")}


@dataclass(frozen=True)
class BadCase:
    """A change of the good files of the tests which a check must complain of, and its complaint."""

    file: str
    old: str
    new: str
    complaint: str


CHECKS: dict[Callable[[Tenants], set[str]], BadCase] = {
    packages_without_tenant: BadCase("acme.yaml", "silver", "bronze", "silver"),
    templates_without_tenant: BadCase("acme.yaml", "  - order-ready\n", "", "order-ready"),
    rings_without_tenant: BadCase("acme.yaml", "beta", "general", "beta"),
    unsorted_templates: BadCase("birch.yaml", "[repair-done]", "[repair-done, order-ready]", "birch"),
    packages_that_do_not_grow: BadCase("catalogue/packages.yaml", "250", "50", "silver"),
    examples_longer_than_one_sms: BadCase("catalogue/templates.yaml", "is done", "est prêt", "repair-done"),
    examples_of_other_shops: BadCase("catalogue/templates.yaml", "shop: Acme", "shop: Acne", "order-ready"),
    numbers_that_may_be_somebodys: BadCase("acme.yaml", "5550123", "2030123", "+14152030123"),
    hosts_that_may_be_somebodys: BadCase("acme.yaml", "acme.example/sms", "acme.com/sms", "acme.com"),
}


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_real_files_pass(check: Callable[[Tenants], set[str]]) -> None:
    """The files of this repository are as the check wants them."""
    assert check(load_tenants(REAL)) == set()


@pytest.mark.parametrize(("check", "bad"), CHECKS.items(), ids=[check.__name__ for check in CHECKS])
def test_each_check_can_fail(check: Callable[[Tenants], set[str]], bad: BadCase, tmp_path: Path) -> None:
    """A check passes the good files and complains of exactly the one thing that was made bad."""
    assert check(load_tenants(write_files(tmp_path))) == set()
    text = GOOD_FILES[bad.file]
    assert bad.old in text
    directory = write_files(tmp_path, {bad.file: text.replace(bad.old, bad.new, 1)})
    assert check(load_tenants(directory)) == {bad.complaint}


def test_a_text_of_more_than_one_sms_is_too_long(tmp_path: Path) -> None:
    """Length alone is reason enough, though every character is plain."""
    text = GOOD_FILES["catalogue/templates.yaml"].replace("is done", "is done" * 20)
    directory = write_files(tmp_path, {"catalogue/templates.yaml": text})
    assert examples_longer_than_one_sms(load_tenants(directory)) == {"repair-done"}


def test_packages_allow_what_was_sold() -> None:
    """Bronze has 50 messages a day, Silver 250, Gold more."""
    allowances = {name: package.messages_per_day for name, package in load_tenants(REAL).packages.items()}
    assert allowances == {"bronze": 50, "silver": 250, "gold": 1000}


def test_freestyle_falcons_has_silver() -> None:
    """The tenant of the vendor's own example is one of at least six."""
    tenants = load_tenants(REAL)
    assert tenants.package_of(tenants.by_id["freestyle-falcons"]).title == "Silver"
    assert len(tenants.by_id) >= 6
    assert tenants.isv.name == "Owl Inc."


def uncommented(directory: Path) -> set[str]:
    """Files whose first line does not say what they are."""
    return {file.name for file in directory.rglob("*.yaml") if not file.read_text("utf-8").startswith("# ")}


def test_every_file_says_what_it_is(tmp_path: Path) -> None:
    """The first line is a comment for whoever opens the file in a review."""
    assert uncommented(REAL) == set()
    assert uncommented(write_files(tmp_path)) >= {"birch.yaml", "isv.yaml"}
