"""Find the rules: every file of every family, the product's and those in the project's own `policies/`."""

import importlib
import pkgutil
import traceback
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import policies
from policies.core.rule import Rule, is_written
from project import InvalidProject, NoProject, project_directory

PRODUCT = Path(policies.__file__ or "").parent
"""Where the product's rules are."""

SHARED = frozenset(["core", "language"])
"""Folders that hold no rules but what rules share."""


class InvalidRule(InvalidProject):
    """A file of the project's own rules is not a rule. The message names the file and what to do."""


def rules() -> Mapping[str, Rule[Any]]:
    """Return every rule by its id, sorted by family and id. Nothing lists them: a file with a `rule` is one.

    A project adds rules in `policies/FAMILY/RULE.py`, in a family of its own or in one of the product's. Files whose
    name begins with `_` are not rules: they hold what rules share.

    Raises:
        InvalidRule: A file of the project's is not a rule, or has the name of another.
    """
    return _rules(own_directory())


def own_directory() -> Path | None:
    """Return the directory of the project's own rules; None without a project, and in the product's own repository."""
    try:
        directory = project_directory().resolve() / "policies"
    except NoProject:
        return None
    return None if directory == PRODUCT.resolve() or not directory.is_dir() else directory


def is_product(project: Path) -> bool:
    """Return whether a project is the product's own repository."""
    return (project / "policies").resolve() == PRODUCT.resolve()


def own_rules() -> tuple[Rule[Any], ...]:
    """Return the project's own rules.

    Raises:
        InvalidRule: See `rules`.
    """
    own = own_directory()
    files = dict(_own_files(own)) if own else {}
    return tuple(rule for rule in rules().values() if rule.module in files)


@cache
def _rules(own: Path | None) -> Mapping[str, Rule[Any]]:
    families = [each.name for each in pkgutil.iter_modules([str(PRODUCT)]) if each.ispkg and each.name not in SHARED]
    found: list[Rule[Any]] = [
        importlib.import_module(f"policies.{family}.{each.name}").rule
        for family in families
        for each in pkgutil.iter_modules(importlib.import_module(f"policies.{family}").__path__)
        if (PRODUCT / family / f"{each.name}.py").is_file()
    ]
    if own:
        by_id = {rule.id: rule for rule in found}
        for module, file in _own_files(own):
            rule = _own_rule(own, module, file)
            if rule.id in by_id:
                raise InvalidRule(f"{_shown(file)}: there is a rule {rule.id!r} already: rename this file")
            by_id[rule.id] = rule
        found = list(by_id.values())
    ordered = sorted(found, key=lambda rule: (rule.family, rule.id))
    return MappingProxyType({rule.id: rule for rule in ordered})


def _own_files(own: Path) -> Iterator[tuple[str, Path]]:
    """Yield the module and the file of each rule of the project's own; a copy of one of the product's is not."""
    for file in sorted(own.glob("*/*.py")):
        family = file.parent.name
        if family in SHARED or file.name.startswith("_"):
            continue
        products = PRODUCT / family / file.name
        if products.is_file() and products.read_bytes() == file.read_bytes():
            continue
        yield f"policies.{family}.{file.stem}", file


def _own_rule(own: Path, module: str, file: Path) -> Rule[Any]:
    if (PRODUCT / file.parent.name / file.name).is_file():
        raise InvalidRule(f"{_shown(file)}: the product has a rule of this name: rename this file")
    if not module.rpartition(".")[2].isidentifier():
        raise InvalidRule(f"{_shown(file)}: a rule's file is named with letters, digits and _, as `no_late_texts.py`")
    _extend(policies, own)
    if (PRODUCT / file.parent.name).is_dir():
        _extend(importlib.import_module(f"policies.{file.parent.name}"), file.parent)
    importlib.invalidate_caches()
    try:
        rule = getattr(importlib.import_module(module), "rule", None)
    except Exception as error:
        raise InvalidRule(f"{_place(file, error)}: {type(error).__name__}: {error}") from error
    if not isinstance(rule, Rule):
        raise InvalidRule(
            f"{_shown(file)}: it has no `rule = Rule(__name__, __doc__, ...)`: write one, or begin the file's name "
            "with _ if other rules import from it"
        )
    if not is_written(rule):
        raise InvalidRule(f"{_shown(file)}: the rule has no check: end the file with `rule.for_tenant(check)`, say")
    return rule


def _extend(package: Any, directory: Path) -> None:
    """Let a package's modules be found in another directory as well, after its own."""
    if str(directory) not in package.__path__:
        package.__path__ = [*package.__path__, str(directory)]


def _place(file: Path, error: Exception) -> str:
    """Return the file and the line in it at which importing it failed."""
    if isinstance(error, SyntaxError):
        return f"{_shown(Path(error.filename or file))}:{error.lineno or 1}"
    lines = [each.lineno for each in traceback.extract_tb(error.__traceback__) if Path(each.filename) == file]
    return f"{_shown(file)}:{lines[-1] if lines else 1}"


def _shown(file: Path) -> str:
    return f"policies/{file.parent.name}/{file.name}"
