"""Levels and parameters of the rules: `policies/settings.json`, in the form that CrossGuard reads as well."""

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
"""CrossGuard's name for the level among a rule's settings."""

ALL = "all"
"""CrossGuard's name for the settings of every rule that has none of its own."""


@dataclass(frozen=True)
class RuleSettings:
    """What is set of the rules, over what they say of themselves.

    Attributes:
        levels: By rule's id, or `all`.
        parameters: By rule's id.
    """

    levels: Mapping[str, Level] = field(default_factory=dict)
    parameters: Mapping[str, Parameters] = field(default_factory=dict)

    def level(self, rule: Rule[Any]) -> Level:
        """What a finding of this rule leads to."""
        return self.levels.get(rule.id) or self.levels.get(ALL) or rule.level

    def of(self, rule: Rule[Any]) -> Parameters:
        """The rule's parameters."""
        found: Parameters = self.parameters.get(rule.id, rule.parameters)
        return found


def read_rule_settings(file: Path, rules: Mapping[str, Rule[Any]]) -> tuple[RuleSettings, list[Finding]]:
    """Read the settings of rules, and what is wrong with them. Without the file everything is as the rules say."""
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
    """Give the model of the file: for each rule that it names, its level and its own parameters."""
    fields: dict[str, Any] = {
        name: (Annotated[_with_level(name, each), pydantic.BeforeValidator(_in_full)], None)
        for name, each in parameters.items()
    }
    return pydantic.create_model("SettingsFile", **fields)


def _with_level(name: str, parameters: type[Parameters]) -> type[Parameters]:
    return pydantic.create_model(name, __base__=parameters, level=(Level | None, _LEVEL_FIELD))


def _in_full(value: Any) -> Any:
    """Read CrossGuard's short form, in which a level stands alone."""
    return {LEVEL: value} if isinstance(value, str) else value


_LEVEL_FIELD = pydantic.Field(default=None, alias=LEVEL)
