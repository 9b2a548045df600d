"""The tenants and the catalogue of Owl Inc.

Each check is a function that returns what is wrong, so that another test can prove that it fails.
"""

import itertools
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tenants.model import BrandKind, Ring, Tenant, Tenants, Traffic, features_used, load_tenants
from tenants.model.catalogue.template import OPT_OUT
from tests.owl_inc import TENANTS, owl_inc
from tests.registered import brand_of, campaign_of, number_of
from tests.tenants.tenant_files import GOOD_FILES, write_files

ONE_SEGMENT = 160
"""Characters of the GSM alphabet in one SMS. See https://www.twilio.com/docs/glossary/what-is-gsm-7-character-encoding."""

GSM_ONE_CHARACTER_EACH = re.compile(r"[A-Za-z0-9 \n@$_!\"#%&'()*+,\-./:;<=>?]*")
"""The part of that alphabet that is ASCII and takes one character each."""

PHONE_NUMBER = re.compile(r"\d{3}-\d{3}-\d{4}")
LINK = re.compile(r"https?://|www\.")
HOST = re.compile(r"(?:https://|@)([a-z0-9.-]+)")


def packages_without_tenant(tenants: Tenants) -> set[str]:
    """Every package has a tenant."""
    return set(tenants.packages) - {tenant.package for tenant in tenants}


def templates_without_tenant(tenants: Tenants) -> set[str]:
    """Every template has a tenant, except advertisements, which need another campaign."""
    asked_for = {name for name, each in tenants.templates.items() if each.traffic is Traffic.TRANSACTIONAL}
    return asked_for - {template for tenant in tenants for template in tenant.templates}


def rings_without_tenant(tenants: Tenants) -> set[str]:
    """Every ring has a tenant, so that a rollout can be tested."""
    return {ring.value for ring in Ring} - {tenant.ring.value for tenant in tenants}


def unsorted_templates(tenants: Tenants) -> set[str]:
    """Templates are sorted in the catalogue and in each tenant's file: two changes rarely meet in one line."""
    lists = {"catalogue": list(tenants.templates)} | {tenant.id: list(tenant.templates) for tenant in tenants}
    return {name for name, templates in lists.items() if templates != sorted(templates)}


def features_not_bought(tenants: Tenants) -> set[str]:
    """A tenant uses only what its package includes."""
    return {
        f"{tenant.id} {feature}"
        for tenant in tenants
        for feature in features_used(tenant, tenants.features)
        if feature not in tenants.package_of(tenant).features
    }


def features_without_package(tenants: Tenants) -> set[str]:
    """Every feature is sold with a package."""
    return set(tenants.features) - {feature for package in tenants.packages.values() for feature in package.features}


def packages_that_take_away(tenants: Tenants) -> set[str]:
    """A larger package includes all of a smaller one, and costs more."""
    return {
        f"{name} {what}"
        for (_, smaller), (name, larger) in itertools.pairwise(tenants.packages.items())
        for what, less in {
            "features": not set(smaller.features) <= set(larger.features),
            "phone_numbers": smaller.phone_numbers > larger.phone_numbers,
            "price_per_month": smaller.price_per_month >= larger.price_per_month,
        }.items()
        if less
    }


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
    """Examples name the vendor's tenants."""
    shops = {tenant.name for tenant in tenants}
    return {name for name, template in tenants.templates.items() if template.placeholders["shop"].example not in shops}


def numbers_that_may_be_somebodys(tenants: Tenants) -> set[str]:
    """This repository only has phone numbers reserved for fiction (555-0100 to 555-0199)."""
    numbers = {number_of(tenant).number for tenant in tenants} - {None}
    numbers |= {tenant.business.representative.phone_number for tenant in tenants}
    numbers |= {
        number for tenant in tenants for text in words(tenants, tenant) for number in PHONE_NUMBER.findall(text)
    }
    return {str(number) for number in numbers if not re.fullmatch(r"(\+1)?\d{3}-?555-?01\d\d", str(number))}


def hosts_that_may_be_somebodys(tenants: Tenants) -> set[str]:
    """This repository only has hosts reserved for examples."""
    texts = [tenants.isv.model_dump_json(), *(tenant.model_dump_json() for tenant in tenants)]
    hosts = {host for text in texts for host in HOST.findall(text)}
    return {host for host in hosts if not host.endswith(".example")}


def samples_that_would_be_rejected(tenants: Tenants) -> set[str]:
    """Reviewers want each sample to name the sender and the way to opt out."""
    return {
        tenant.id
        for tenant in tenants
        for sample in tenants.samples_of(tenant)
        if not (sample.startswith(f"{tenant.name}: ") and sample.endswith(OPT_OUT))
    }


def flags_that_disagree(tenants: Tenants) -> set[str]:
    """A campaign's flags for links and phone numbers agree with its samples and templates (errors 30889, 30893)."""
    return {
        tenant.id
        for tenant in tenants
        if campaign_of(tenant).has_embedded_phone != any(map(PHONE_NUMBER.search, messages(tenants, tenant)))
        or campaign_of(tenant).has_embedded_links != any(map(LINK.search, messages(tenants, tenant)))
    }


def message_flows_that_say_too_little(tenants: Tenants) -> set[str]:
    """Reviewers look for what customers agree to: the cost, and how to stop."""
    needed = ("opt in", "Message and data rates may apply", "STOP", "HELP")
    return {tenant.id for tenant in tenants if not all(each in campaign_of(tenant).message_flow for each in needed)}


def pages_of_somebody_else(tenants: Tenants) -> set[str]:
    """A tenant's pages and its representative's mailbox are on its own website."""
    return {
        tenant.id
        for tenant in tenants
        if {
            urlsplit(campaign_of(tenant).privacy_policy_url).hostname,
            urlsplit(campaign_of(tenant).terms_and_conditions_url).hostname,
            tenant.business.representative.email.partition("@")[2],
        }
        != {urlsplit(tenant.business.website).hostname}
    }


def secrets_of_somebody_else(tenants: Tenants) -> set[str]:
    """A tenant's secret has the tenant's name, so that nobody sends another's tax number."""
    numbers = {tenant.id: tenant.business.registration_number for tenant in tenants}
    return {name for name, number in numbers.items() if number not in {None, f"secret:{name}-ein"}}


def words(tenants: Tenants, tenant: Tenant) -> tuple[str, ...]:
    """Return all sentences in a tenant's file."""
    return (campaign_of(tenant).description, campaign_of(tenant).message_flow, *messages(tenants, tenant))


def messages(tenants: Tenants, tenant: Tenant) -> tuple[str, ...]:
    """Return all texts that a tenant's customers may read."""
    return (*tenants.samples_of(tenant), *(template.example for template in tenants.templates_of(tenant).values()))


@dataclass(frozen=True)
class BadCase:
    """A change of the tests' valid files that a check must report, and its report."""

    file: str
    old: str
    new: str
    complaint: str


PARKED = """\
parked:
  language: en
  traffic: transactional
  body: "{{shop}}: not for now. Reply STOP to opt out."
  placeholders: {shop: {type: name, longest: 64, example: Acme}}
"""
CHECKS: dict[Callable[[Tenants], set[str]], BadCase] = {
    packages_without_tenant: BadCase("acme.yaml", "silver", "bronze", "silver"),
    templates_without_tenant: BadCase(
        "catalogue/templates.yaml", "repair-done:\n", f"{PARKED}repair-done:\n", "parked"
    ),
    features_not_bought: BadCase("catalogue/packages.yaml", "opt-in-keywords, ", "", "acme opt-in-keywords"),
    features_without_package: BadCase(
        "catalogue/features.yaml",
        "chosen-number:",
        "parked: {title: P, description: P, used_by: [support_contact]}\nchosen-number:",
        "parked",
    ),
    packages_that_take_away: BadCase(
        "catalogue/packages.yaml", "phone_numbers: 1", "phone_numbers: 3", "silver phone_numbers"
    ),
    rings_without_tenant: BadCase("acme.yaml", "beta", "general", "beta"),
    unsorted_templates: BadCase("birch.yaml", "[repair-done]", "[repair-done, order-ready]", "birch"),
    packages_that_do_not_grow: BadCase("catalogue/packages.yaml", "250", "50", "silver"),
    examples_longer_than_one_sms: BadCase("catalogue/templates.yaml", "is done", "est prêt", "repair-done"),
    examples_of_other_shops: BadCase("catalogue/templates.yaml", "example: Acme", "example: Acne", "order-ready"),
    numbers_that_may_be_somebodys: BadCase("acme.yaml", "5550123", "2030123", "+14152030123"),
    hosts_that_may_be_somebodys: BadCase("acme.yaml", "acme.example/sms", "acme.com/sms", "acme.com"),
    samples_that_would_be_rejected: BadCase("birch.yaml", "Birch: your wheel", "Your wheel", "birch"),
    flags_that_disagree: BadCase("birch.yaml", "has_embedded_phone: false", "has_embedded_phone: true", "birch"),
    message_flows_that_say_too_little: BadCase("acme.yaml", "Message and data rates may apply.", "", "acme"),
    pages_of_somebody_else: BadCase("acme.yaml", "https://acme.example/terms", "https://terms.example", "acme"),
    secrets_of_somebody_else: BadCase("acme.yaml", "secret:acme-ein", "secret:acne-ein", "acme"),
}


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_files_pass(check: Callable[[Tenants], set[str]]) -> None:
    """Owl Inc.'s files pass each check."""
    assert check(owl_inc()) == set()


@pytest.mark.parametrize(("check", "bad"), CHECKS.items(), ids=[check.__name__ for check in CHECKS])
def test_each_check_can_fail(check: Callable[[Tenants], set[str]], bad: BadCase, tmp_path: Path) -> None:
    """A check passes the valid files and reports exactly the one change."""
    assert check(load_tenants(write_files(tmp_path))) == set()
    text = GOOD_FILES[bad.file]
    assert bad.old in text
    directory = write_files(tmp_path, {bad.file: text.replace(bad.old, bad.new, 1)})
    assert check(load_tenants(directory)) == {bad.complaint}


def test_a_text_of_more_than_one_sms_is_too_long(tmp_path: Path) -> None:
    """Length alone is a reason, even if every character is GSM-7."""
    text = GOOD_FILES["catalogue/templates.yaml"].replace("is done", "is done" * 20)
    directory = write_files(tmp_path, {"catalogue/templates.yaml": text})
    assert examples_longer_than_one_sms(load_tenants(directory)) == {"repair-done"}


def test_freestyle_falcons_has_silver() -> None:
    """The tenant of the vendor's own example is one of at least six."""
    tenants = owl_inc()
    assert tenants.package_of(tenants.by_id["freestyle-falcons"]).title == "Silver"
    assert len(tenants.by_id) >= 6
    assert tenants.isv.name == "Owl Inc."


def test_every_way_to_register_is_shown() -> None:
    """At least one tenant each has a standard, a low-volume standard and a sole proprietor brand."""
    kinds = Counter(brand_of(tenant).kind for tenant in owl_inc())
    assert kinds[BrandKind.STANDARD] >= 2
    assert kinds[BrandKind.LOW_VOLUME_STANDARD] >= 2
    assert kinds[BrandKind.SOLE_PROPRIETOR] >= 1


def uncommented(directory: Path) -> set[str]:
    """Return the files whose first line does not say what they are."""
    return {file.name for file in directory.rglob("*.yaml") if not file.read_text("utf-8").startswith("# ")}


def test_every_file_says_what_it_is(tmp_path: Path) -> None:
    """The first line is a comment for the person who opens the file in a review."""
    assert uncommented(TENANTS) == set()
    assert uncommented(write_files(tmp_path)) >= {"birch.yaml", "isv.yaml"}
