"""Which files are rules, and the error about one that is not."""

import importlib
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import policies
from policies.core.registry import PRODUCT, InvalidRule, is_product, own_directory, own_rules, rules
from tests.policies.own_rule import RULE

ADVISORY = RULE.format(level="ADVISORY")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A project without rules of its own, as the current directory. Its imports are forgotten afterwards."""
    (tmp_path / "Pulumi.yaml").touch()
    monkeypatch.chdir(tmp_path)
    rules()
    for package in (policies, importlib.import_module("policies.tier")):
        monkeypatch.setattr(package, "__path__", [*package.__path__])
    before = set(sys.modules)
    yield tmp_path
    for name in {each for each in sys.modules if each.startswith("policies.")} - before:
        del sys.modules[name]


def put(project: Path, name: str, text: str = ADVISORY) -> Path:
    """Save a file of rules."""
    file = project / "policies" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return file


def test_a_project_adds_rules_to_those_of_the_product(project: Path) -> None:
    """In a family of its own or in one of the product's; sorted by family and id."""
    product = rules()
    put(project, "ours/nameless.py")
    put(project, "tier/no_name.py")
    put(project, "ours/_shared.py", "WORDS = ()\n")
    put(project, "core/shared.py", "WORDS = ()\n")

    assert [each.id for each in own_rules()] == ["nameless", "no-name"]
    assert rules().keys() - product.keys() == {"nameless", "no-name"}
    assert list(rules()) == [each.id for each in sorted(rules().values(), key=lambda each: (each.family, each.id))]
    assert own_directory() == project / "policies"


def test_a_copy_of_a_rule_of_the_product_is_no_own_one(project: Path) -> None:
    """A repository that was cloned from the product has all of them."""
    shutil.copy(PRODUCT / "tier" / "margin_floor.py", put(project, "tier/margin_floor.py"))

    assert own_rules() == ()


def test_without_a_project_there_are_no_own_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor in a project without `policies/`, nor in the product's own repository."""
    monkeypatch.chdir(tmp_path)
    assert own_directory() is None
    (tmp_path / "Pulumi.yaml").touch()
    assert own_directory() is None
    assert own_rules() == ()
    assert not is_product(tmp_path)
    monkeypatch.chdir(PRODUCT.parent)
    assert own_directory() is None
    assert is_product(PRODUCT.parent)


FAULTS = {
    "no rule": (
        "own/notes.py",
        "WORDS = ()\n",
        "policies/own/notes.py: it has no `rule = Rule(__name__, __doc__, ...)`: write one, or begin the file's name",
    ),
    "no check": (
        "own/idle.py",
        ADVISORY.replace("rule.for_tenant(check)\n", ""),
        "policies/own/idle.py: the rule has no check: end the file with `rule.for_tenant(check)`, say",
    ),
    "not Python": (
        "own/slip.py",
        '"""A slip."""\n\nrule = = 1\n',
        "policies/own/slip.py:3: SyntaxError: invalid syntax (slip.py, line 3)",
    ),
    "an import that fails": (
        "own/lost.py",
        '"""Lost."""\n\nfrom policies.core.rule import Norm\n',
        "policies/own/lost.py:3: ImportError: cannot import name 'Norm' from 'policies.core.rule'",
    ),
    "a name that Python can't import": (
        "own/no-late-texts.py",
        ADVISORY,
        "policies/own/no-late-texts.py: a rule's file is named with letters, digits and _, as `no_late_texts.py`",
    ),
    "a rule of the product's": (
        "tier/margin_floor.py",
        ADVISORY,
        "policies/tier/margin_floor.py: the product has a rule of this name: rename this file",
    ),
    "the id of another": (
        "own/margin_floor.py",
        ADVISORY,
        "policies/own/margin_floor.py: there is a rule 'margin-floor' already: rename this file",
    ),
}


@pytest.mark.parametrize(("name", "text", "said"), FAULTS.values(), ids=FAULTS.keys())
def test_a_file_that_is_no_rule_is_named(project: Path, name: str, text: str, said: str) -> None:
    """The message names it with the line, if one is at fault, and what to do."""
    put(project, name, text)

    with pytest.raises(InvalidRule) as refusal:
        rules()

    assert str(refusal.value).startswith(said)
