"""Levels and parameters of the rules from `policies/settings.json`, in the format of CrossGuard."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

import pydantic

from policies.core.rule import Level, Parameters, Rule
from tenants.model.yaml_files.finding import Finding, allowed_instead
from tenants.model.yaml_files.validation import validated
from tenants.model.yaml_files.yaml_document import read_document

LEVEL = "enforcementLevel"
"""CrossGuard's key for a rule's level."""

ALL = "all"
"""CrossGuard's key for the settings of all rules without their own."""


@dataclass(frozen=True)
class RuleSettings:
    """Settings that override the rules' own.

    Attributes:
        levels: Levels by rule id, or `all`.
        parameters: Parameters by rule id.
    """

    levels: Mapping[str, Level] = field(default_factory=dict)
    parameters: Mapping[str, Parameters] = field(default_factory=dict)

    def level(self, rule: Rule[Any]) -> Level:
        """Return the level of a rule's findings."""
        return self.levels.get(rule.id) or self.levels.get(ALL) or rule.level

    def of(self, rule: Rule[Any]) -> Parameters:
        """Return a rule's parameters."""
        found: Parameters = self.parameters.get(rule.id, rule.parameters)
        return found


def read_rule_settings(file: Path, rules: Mapping[str, Rule[Any]]) -> tuple[RuleSettings, list[Finding]]:
    """Read the settings of the rules, with findings about the file. Without the file the rules' own values apply."""
    if not file.exists():
        return RuleSettings(), []
    document = read_document(file)
    levels: dict[str, Level] = {}
    parameters: dict[str, Parameters] = {}
    known = {ALL: Parameters(), **{name: rule.parameters for name, rule in rules.items()}}
    given_for = list(document.content or ())
    for name in given_for:
        if name not in known:
            document.report_key((name,), "there is no such rule", allowed_instead(name, known))
    model = _model({name: type(known[name]) for name in given_for if name in known})
    values = validated(document, model) if not document.findings else None
    for name in values.model_fields_set if values else ():
        given = getattr(values, name)
        if given.level is not None:
            levels[name] = given.level
        if name in rules:
            chosen = {key: getattr(given, key) for key in type(known[name]).model_fields}
            parameters[name] = known[name].model_copy(update=chosen)
    return RuleSettings(levels, parameters), document.findings


def _model(parameters: Mapping[str, type[Parameters]]) -> type[pydantic.BaseModel]:
    """Return the model of the file: the level and parameters of each rule that it names."""
    fields: dict[str, Any] = {
        name: (Annotated[_with_level(name, each), pydantic.BeforeValidator(_in_full)], None)
        for name, each in parameters.items()
    }
    return pydantic.create_model("SettingsFile", **fields)


def _with_level(name: str, parameters: type[Parameters]) -> type[Parameters]:
    return pydantic.create_model(name, __base__=parameters, level=(Level | None, _LEVEL_FIELD))


def _in_full(value: Any) -> Any:
    """Expand CrossGuard's short form, a level without parameters."""
    return {LEVEL: value} if isinstance(value, str) else value


_LEVEL_FIELD = pydantic.Field(default=None, alias=LEVEL)
