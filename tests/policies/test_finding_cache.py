"""What rules found is not found again, and nothing that may have changed is taken from the cache."""

import contextlib
import datetime as dt
import json
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import astuple
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policies.core.finding_cache import DISTRIBUTIONS, PACKAGES, FindingCache
from policies.core.judgement import Part, judge
from policies.core.policy_input import PolicyInput
from policies.core.project import check_project
from policies.core.registry import rules
from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.settings import RuleSettings
from policies.core.waiver import Waivers
from tenants.model import read_tenants
from tests.policies.case import TODAY, Case, cases, good_files
from tests.tenants import cache_file
from tests.tenants.cache_file import Entry

FROM_FILES = [case for case in cases() if "resources" not in case.values]
OF_THE_CATALOGUE = [
    case for case in FROM_FILES if any(name.startswith("catalogue/") for name in case.values.get("files", {}))
]
LATER = dt.date(2029, 1, 1)


def write(directory: Path, **changed: str) -> Path:
    """Write the good project with other texts for some files, and a cache of its own."""
    (directory / "Pulumi.yaml").touch()
    for name, text in {**good_files(), **changed}.items():
        file = directory / "tenants" / f"{name}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return directory


def nameless() -> str:
    """Return Cedar's file with a sample that does not name the business."""
    return good_files()["cedar"].replace("Cedar Boards: Hi Alice", "Hi Alice")


def check(directory: Path, day: dt.date = TODAY) -> list[tuple[Any, ...]]:
    """Check a project from inside, and return all that is said of each finding."""
    with contextlib.chdir(directory):
        return [astuple(each) for each in check_project(Path(), day).judgements]


def anew(directory: Path, twin: Path, day: dt.date) -> list[tuple[Any, ...]]:
    """Check a copy of a project that has no cache, since it is not one."""
    shutil.rmtree(twin, ignore_errors=True)
    shutil.copytree(directory, twin, ignore=shutil.ignore_patterns(".local", "Pulumi.yaml"))
    return check(twin, day)


def entries(directory: Path) -> dict[str, Entry]:
    """Return the entries of the cache, by name."""
    return cache_file.entries(directory, "findings")


@given(
    st.lists(
        st.tuples(
            st.sampled_from(FROM_FILES) | st.sampled_from(OF_THE_CATALOGUE),
            st.sampled_from([TODAY, LATER]),
            st.sampled_from(["", *Level]),
        ),
        min_size=2,
        max_size=4,
    )
)
@settings(max_examples=settings().max_examples // 4, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_after_any_edits_it_finds_what_a_check_without_it_finds(
    tmp_path: Path, edits: list[tuple[Case, dt.date, str]]
) -> None:
    """Files, catalogue, stacks, settings, waivers and the day change between two checks, in ways that rules notice."""
    project = tmp_path / "project"
    for case, usual, level in edits:
        case.write(project)
        parameters = case.values.get("parameters", {}) | ({"enforcementLevel": level} if level else {})
        (project / "policies").mkdir(exist_ok=True)
        (project / "policies" / "settings.json").write_text(json.dumps({case.rule: parameters}), "utf-8")
        waivers = {"waivers": case.values.get("waivers", [])}
        (project / "policies" / "waivers.yaml").write_text(json.dumps(waivers, default=str), "utf-8")
        day = case.values.get("today", usual)
        day = day if isinstance(day, dt.date) else dt.date.fromisoformat(str(day))
        assert check(project, day) == anew(project, tmp_path / "twin", day)
        for file in project.glob("Pulumi.*.yaml"):
            file.unlink()


def test_what_is_known_is_not_found_again(tmp_path: Path) -> None:
    """A complete entry with another file's findings is used: no rule was run."""
    found = check(write(tmp_path, cedar=nameless()))
    assert found
    before = entries(tmp_path)
    assert check(write(tmp_path)) == []
    [good] = entries(tmp_path).keys() - before.keys()
    [nameless_entry] = [each for each in before.values() if b"sample-names-business" in each.value]
    cache_file.replace_entry(tmp_path, "findings", good, nameless_entry)
    assert check(tmp_path) == found


def test_what_other_code_or_another_catalogue_found_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor is what other levels of the rules found."""
    assert check(write(tmp_path)) == []
    assert len(check(write(tmp_path, cedar=nameless()))) == 1
    [nameless_entry] = [each for each in entries(tmp_path).values() if b"sample-names-business" in each.value]
    write(tmp_path)
    for name in entries(tmp_path):
        cache_file.replace_entry(tmp_path, "findings", name, nameless_entry)
    assert len(check(tmp_path)) == 3

    packages = good_files()["catalogue/packages"]
    write(tmp_path, **{"catalogue/packages": packages.replace('"39.00"', '"39.01"')})
    assert check(tmp_path) == []
    write(tmp_path)
    (tmp_path / "policies").mkdir()
    settings_file = tmp_path / "policies" / "settings.json"
    for changed in ({"margin-floor": {"percent": 24}}, {"margin-floor": "advisory"}):
        settings_file.write_text(json.dumps(changed), "utf-8")
        assert check(tmp_path) == []
    settings_file.unlink()
    assert len(check(tmp_path)) == 3

    monkeypatch.setattr("policies.core.finding_cache.code_version", lambda: "another")
    assert check(tmp_path) == []


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "emptied": lambda _: b"",
    "cut short": lambda whole: whole[:-20],
    "changed": lambda whole: whole.replace(b"cedar", b"acme").replace(b"short", b"known"),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_entry_leads_to_a_fresh_check(damage: Callable[[bytes], bytes], tmp_path: Path) -> None:
    """The files decide, whatever happened to the entries, and the entries are repaired."""
    fresh, kept = check(write(tmp_path, cedar=nameless())), entries(tmp_path)
    for name, whole in kept.items():
        cache_file.replace_entry(tmp_path, "findings", name, whole._replace(value=damage(whole.value)))
    assert check(tmp_path) == fresh
    assert {name: each.value for name, each in entries(tmp_path).items()} == {
        name: each.value for name, each in kept.items()
    }


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    """The rules are still run."""
    write(tmp_path, cedar=nameless())
    (tmp_path / ".local").write_text("in the way")
    assert len(check(tmp_path)) == 1


def test_only_its_owner_reads_an_entry(tmp_path: Path) -> None:
    """Findings quote the tenants' files, so they are as private as what was parsed of them."""
    check(write(tmp_path, cedar=nameless()))
    file = cache_file.cache_file(tmp_path, "findings")
    assert file
    assert file.stat().st_mode & 0o077 == 0


def test_a_rule_that_looks_at_more_than_a_tenant_is_run_every_time(tmp_path: Path) -> None:
    """Two of these look at what changes unnoticed, and one is the project's own, whose code may do anything."""
    write(tmp_path)
    ran: list[str] = []

    def looks_at(look: Callable[[TenantCase], object], name: str) -> Rule[Any]:
        rule = Rule(f"policies.t.{name}", "T.", level=Level.ADVISORY, severity=Severity.LOW, sources=(), fix="")

        def each(case: TenantCase) -> Iterator[Violation]:
            ran.append(name)
            yield Violation("name", f"{name}: {look(case)}")

        rule.for_tenant(each)
        return rule

    asked = [
        looks_at(lambda case: case.package.messages_per_day, "package"),
        looks_at(lambda case: case.policy_input.today, "day"),
        looks_at(lambda case: len(list(case.policy_input.tenants)), "others"),
        looks_at(lambda case: case.tenant.name, "own"),
    ]

    def found() -> list[str]:
        reading = read_tenants(tmp_path / "tenants")
        assert reading.tenants
        cache = FindingCache(tmp_path / "tenants", reading, asked, RuleSettings(), ["own"])
        part = Part(PolicyInput(reading.tenants, TODAY), ["acme"])
        messages = [each.message for each in judge(asked, RuleSettings(), Waivers(), part, cache=cache)]
        cache.prune()
        return messages

    first = found()
    assert ran == ["package", "day", "others", "own"]
    ran.clear()
    assert found() == first
    assert ran == ["day", "others", "own"]


def test_every_library_that_decides_what_is_found_is_part_of_its_version() -> None:
    """A new version of one may find something else."""
    files = [file for package in PACKAGES for file in Path(package.__path__[0]).rglob("*.py")]
    imported = {name for file in files for name in re.findall(r"(?m)^(?:from|import) (\w+)", file.read_text("utf-8"))}
    ours = {"finance", "policies", "project", "redaction", "tenants"}
    no_part_in_it = {"pulumi_policy", "typing_extensions"}
    libraries = imported - sys.stdlib_module_names - ours - no_part_in_it
    known = packages_distributions()
    assert {name.replace("_", "-") for library in libraries for name in known[library]} == set(DISTRIBUTIONS)


def test_each_rule_of_the_product_is_kept_for_some_tenant(tmp_path: Path) -> None:
    """Otherwise the cache is of no use: most rules look at nothing but a tenant and the catalogue."""
    check(write(tmp_path))
    of_tenants = [rule.id for rule in rules().values() if rule.subject == "each tenant"]
    asked_again = [json.loads(entry.value)[0] for entry in entries(tmp_path).values()]
    assert asked_again
    assert all(len(each) < len(of_tenants) / 5 for each in asked_again)
