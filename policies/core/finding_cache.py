"""A disk cache of what the rules on one tenant found: running them takes most of the time of a check.

A rule on one tenant is a function of what it is given. What it found is kept by all that it may look at: the bytes of
the tenant's file and of the catalogue, the environment, the rules' settings, and the code. A rule that looked at
anything else, such as today's date, a stack or another tenant, is run every time, and so are a project's own rules,
whose code may do anything.
"""

import json
import platform
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

import finance
import policies
import redaction
import tenants.model
from policies.core.judgement import Judgement
from policies.core.rule import Correction, Rule, Subject
from policies.core.settings import RuleSettings
from tenants.model import Reading, Tenants
from tenants.model.yaml_files.disk_cache import DiskCache

PACKAGES = (policies, finance, tenants.model, redaction)
"""Whose code decides what a rule finds."""

DISTRIBUTIONS = ("PyYAML", "gsm0338", "phonenumbers", "pydantic", "pydantic-core", "ruamel.yaml")
"""Libraries that they use."""


@dataclass(frozen=True)
class KnownFindings:
    """What is known of a tenant in an environment.

    Attributes:
        judgements: The findings of the rules that look only at the tenant and the catalogue.
        asked_again: The ids of the rules to run every time.
    """

    judgements: tuple[Judgement, ...]
    asked_again: Collection[str]


class FindingCache:
    """The findings of the rules on one tenant, as long as nothing changes that they depend on.

    Args:
        directory: The directory of the tenants' files.
        reading: What was read there.
        rules: The rules that are run.
        settings: Their levels and parameters.
        own: The ids of the project's own rules, which are run every time.
    """

    def __init__(
        self,
        directory: Path,
        reading: Reading,
        rules: Iterable[Rule[Any]],
        settings: RuleSettings,
        own: Collection[str],
    ) -> None:
        self.own = own
        self._digests = reading.digests
        self._settings = settings
        self._rules = {rule.id: rule for rule in rules if rule.subject is Subject.TENANT}
        chosen = [
            [rule.id, settings.level(rule), settings.of(rule).model_dump(mode="json")] for rule in self._rules.values()
        ]
        catalogue = sorted(
            [file.name, digest] for file, digest in reading.digests.items() if file.parent.name == "catalogue"
        )
        self._same = sha256(json.dumps([catalogue, chosen]).encode()).hexdigest()
        self._cache = DiskCache(directory, "findings", code_version())

    def read(self, tenants: Iterable[str], seen: Tenants) -> dict[str, KnownFindings]:
        """Return what is known of each tenant; without those of which something has changed."""
        files = {tenant: seen.positions[tenant].file for tenant in tenants}
        names = {tenant: name for tenant, file in files.items() if (name := self._name(file, seen.environment))}
        self._cache.expect(names.values())
        return {
            tenant: KnownFindings(tuple(self._judgement(each, files[tenant], tenant) for each in known[1]), known[0])
            for tenant, name in names.items()
            if (known := self._cache.read(name)) is not None
        }

    def keep(self, tenant: str, seen: Tenants, judgements: Collection[Judgement], asked_again: Collection[str]) -> None:
        """Keep what was found, unless the file has changed since it was read: words are looked up in it again."""
        file = seen.positions[tenant].file
        name = self._name(file, seen.environment)
        if name and (not judgements or _digest(file) == self._digests[file]):
            self._cache.keep(name, [list(asked_again), [_values(each) for each in judgements]])

    def prune(self) -> None:
        """Remove entries unused for a long time, if this run added some."""
        self._cache.prune()

    def _name(self, file: Path, environment: str | None) -> str | None:
        digest = self._digests.get(file)
        return digest and sha256(json.dumps([self._same, environment, file.stem, digest]).encode()).hexdigest()

    def _judgement(self, values: list[Any], file: Path, tenant: str) -> Judgement:
        rule, line, column, path, message, fix, quote, correction, corrected = values
        return Judgement(
            file=file,
            line=line,
            column=column,
            path=path,
            message=message,
            fix=fix,
            rule=rule,
            level=self._settings.level(self._rules[rule]),
            severity=self._rules[rule].severity,
            tenant=tenant,
            quote=quote,
            correction=Correction(*correction) if correction else None,
            corrected=corrected,
        )


def _values(found: Judgement) -> list[Any]:
    """Return what of a finding the rule and the tenant don't say."""
    correction = found.correction
    return [
        found.rule,
        found.line,
        found.column,
        found.path,
        found.message,
        found.fix,
        found.quote,
        correction and [correction.path, correction.text, correction.at],
        found.corrected,
    ]


def _digest(file: Path) -> str | None:
    try:
        return sha256(file.read_bytes()).hexdigest()
    except OSError:
        return None


@cache
def code_version() -> str:
    """Return a version of all code that decides what is found, from its bytes: 7 ms the first time."""
    code = sha256(" ".join([platform.python_version(), *map(version, DISTRIBUTIONS)]).encode())
    for package in PACKAGES:
        for directory in package.__path__[:1]:
            for file in sorted(Path(directory).rglob("*")):
                if file.suffix in {".py", ".json"}:
                    code.update(file.read_bytes())
    return code.hexdigest()[:16]
