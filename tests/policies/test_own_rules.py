"""A project's own rules: where they are found, and the error about a file that is not a rule."""

import subprocess
from pathlib import Path

import pytest

from tests.warm_interpreter import warm_owl

RULE = '''"""No tenant has a name.

For a test.
"""

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation

rule = Rule(__name__, __doc__, level=Level.{level}, severity=Severity.LOW, sources=("a test",), fix="take it out")


def check(case: TenantCase) -> list[Violation]:
    """Find it."""
    return [Violation("name", "there is one")]


rule.for_tenant(check)
'''


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


FAULTS = {
    "no rule": ("own/notes.py", "WORDS = ()\n", "policies/own/notes.py: it has no `rule = Rule("),
    "no check": (
        "own/idle.py",
        RULE.format(level="ADVISORY").replace("rule.for_tenant(check)\n", ""),
        "policies/own/idle.py: the rule has no check: end the file with",
    ),
    "not Python": ("own/slip.py", '"""A slip."""\n\nrule = = 1\n', "policies/own/slip.py:3: SyntaxError: "),
    "an import that fails": (
        "own/lost.py",
        '"""Lost."""\n\nfrom policies.core.rule import Norm\n',
        "policies/own/lost.py:3: ImportError: cannot import name 'Norm'",
    ),
    "a rule of the product's": (
        "tier/margin_floor.py",
        RULE.format(level="ADVISORY"),
        "policies/tier/margin_floor.py: the product has a rule of this name",
    ),
    "the id of another": (
        "own/margin_floor.py",
        RULE.format(level="ADVISORY"),
        "policies/own/margin_floor.py: there is a rule 'margin-floor' already",
    ),
}


@pytest.mark.parametrize(("name", "text", "said"), FAULTS.values(), ids=FAULTS.keys())
def test_a_file_that_is_no_rule_is_named(project: Path, name: str, text: str, said: str) -> None:
    """The message names it with the remedy, and without a traceback."""
    put(project, name, text)

    done = check(project)

    assert done.returncode == 1
    assert done.stderr.startswith(f"owl: {said}")
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
