"""A project's own rules, as `owl` runs them."""

import subprocess
from pathlib import Path

import pytest

from tests.policies.own_rule import RULE
from tests.warm_interpreter import warm_owl


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A new repository."""
    made = tmp_path / "acme"
    done = subprocess.run(
        [*warm_owl(), "init", made, "--name", "Acme Inc."], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return made


def check(project: Path) -> subprocess.CompletedProcess[str]:
    """Run `owl check` in a project's directory."""
    return subprocess.run([*warm_owl(), "check"], cwd=project, capture_output=True, text=True, check=False)


def put(project: Path, name: str, text: str) -> None:
    """Save a file of rules."""
    file = project / "policies" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def test_own_rules_are_found_in_families_old_and_new(project: Path) -> None:
    """Own rules can be in a new folder of their own, or in one of the product's."""
    put(project, "ours/nameless.py", RULE.format(level="MANDATORY"))
    put(project, "operations/no_name.py", RULE.format(level="ADVISORY"))
    put(project, "ours/_shared.py", "WORDS = ()\n")

    done = check(project)

    assert done.returncode == 1
    assert "tenants/example.yaml:3:7: name: there is one (mandatory: nameless)" in done.stderr
    assert "tenants/example.yaml:3:7: name: there is one (advisory: no-name)" in done.stderr

    put(project, "settings.json", '{"nameless": "disabled"}')
    assert check(project).returncode == 0


def test_a_file_that_is_no_rule_is_named(project: Path) -> None:
    """In one line, without a traceback; `test_registry` has all faults."""
    put(project, "own/slip.py", '"""A slip."""\n\nrule = = 1\n')

    done = check(project)

    assert done.returncode == 1
    assert done.stderr.startswith("owl: policies/own/slip.py:3: SyntaxError: ")
    assert len(done.stderr.splitlines()) == 1


def test_pages_of_the_product_are_not_written_elsewhere(project: Path) -> None:
    """A command does not change what is installed."""
    done = subprocess.run(
        [*warm_owl(), "emulator", "coverage"], cwd=project, capture_output=True, text=True, check=False
    )

    assert done.returncode == 1
    assert "run this in the product's own repository" in done.stderr


def test_pages_of_own_rules_are_written_beside_those_of_people(project: Path) -> None:
    """`owl docs` writes into the project's docs, and removes only pages that it wrote."""
    rules = project / "docs" / "rules"
    rules.mkdir(parents=True)
    (rules / "how-we-decide.md").write_text("# How we decide\n", "utf-8")

    done = subprocess.run([*warm_owl(), "docs"], cwd=project, capture_output=True, text=True, check=True)

    assert done.stdout.splitlines()[0] == f"Written: 2 pages in {rules}"
    assert sorted(each.name for each in rules.iterdir()) == ["README.md", "how-we-decide.md", "name-not-shouted.md"]
    page = (rules / "name-not-shouted.md").read_text("utf-8")
    assert "(../../policies/own/name_not_shouted.py)" in page
    assert "(../../tests/policies/cases/own/name-not-shouted.yaml)" in page
