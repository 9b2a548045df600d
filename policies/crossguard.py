"""The rules as a CrossGuard pack: the engine runs them on what the program declares before anything is deployed.

The program declares its tenants' files as a resource of plain values (`owl/program/tenant_files.py`). The rules check
these values as `owl check` checks the files. All of them are known in a preview, which matters because the engine lets
a mandatory rule pass on an unknown value. Rules on declared resources run after everything has been declared.
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from pulumi_policy import (
    EnforcementLevel,
    Policy,
    PolicyConfigSchema,
    PolicyPack,
    ResourceValidationArgs,
    ResourceValidationPolicy,
    StackValidationArgs,
    StackValidationPolicy,
)
from pulumi_policy import Severity as PulumiSeverity
from pulumi_policy.proxy import UnknownValueError

from policies.analyzer import unpack_once
from policies.core.cells import cells_of
from policies.core.judgement import Judgement, Part, judge
from policies.core.policy_input import DeclaredResource, PolicyInput, Program
from policies.core.project import VALID, RuleFiles, read_rule_files, today
from policies.core.registry import InvalidRule, rules
from policies.core.rule import Rule, Subject
from policies.core.settings import LEVEL
from policies.core.stack_files import Stack, read_stacks
from tenants.model.loader import load_tenants
from tenants.model.naming import ComponentType, twilio_kind
from tenants.model.serialized import deserialized, with_integers
from tenants.model.yaml_files.lazy_mapping import LazyMapping
from tenants.model.yaml_files.positions import Positions

Report = Callable[..., None]


@cache
def _positions(environment: str | None) -> Mapping[str, Positions]:
    """Return positions in the files, which are read only when a finding needs one: that is rare."""
    return LazyMapping(lambda: load_tenants(Path("tenants"), environment).positions)


@cache
def _rule_files(names: tuple[str, ...]) -> RuleFiles:
    """Read the settings and waivers once."""
    return read_rule_files(Path(), names)


class _Worlds:
    """The policy input, built once from the values that the engine passes to each policy.

    Attributes:
        stack: The name of the stack that is deployed.
        mine: The tenants to check one by one, where other cells have others; None for all.
    """

    def __init__(self) -> None:
        self._values: Any = None
        self._world: PolicyInput | None = None
        self._resources: list[Any] | None = None
        self._declared: tuple[DeclaredResource, ...] = ()
        self.stack = ""
        self.mine: frozenset[str] | None = None

    def of(self, values: Mapping[str, Any]) -> PolicyInput:
        """Return the policy input for the values of the tenants' files."""
        if self._world is None or self._values != values:
            self._values, self._world = values, _world(values)
            self.stack = values["stack"]["name"]
            declared = frozenset(values["tenants"])
            self.mine = declared if declared < self._world.tenants.by_id.keys() else None
        return self._world

    def declared(self, resources: list[Any]) -> tuple[DeclaredResource, ...]:
        """Return the Twilio resources of a request, whose policies all receive the same list."""
        if self._resources is not resources:
            kinds = ((each, twilio_kind(each.resource_type)) for each in resources)
            self._resources = resources
            self._declared = tuple(_declared(each, kind) for each, kind in kinds if kind)
        return self._declared

    @property
    def latest(self) -> PolicyInput | None:
        """The policy input that was checked last.

        Once everything is declared, the engine passes only outputs, and the files have none. It uses the same process
        for both, and passes the files first.
        """
        return self._world


def _world(values: Mapping[str, Any]) -> PolicyInput:
    """Return the declared tenants and all stacks: this one as deployed, the others from their files.

    Of a divided stack the tenants of the other cells come from their files too: some rules compare all of them.
    """
    name, settings = values["stack"]["name"], with_integers(values["stack"]["settings"])
    tenants = deserialized(values, _positions(values.get("environment")))
    stacks, _ = read_stacks(Path())
    here = stacks.get(name, Stack(name, {}, Positions(Path(f"Pulumi.{name}.yaml"), {})))
    here = replace(here, settings={**here.settings, **settings})
    if cells_of(here, stacks).is_divided:
        others = load_tenants(Path("tenants"), tenants.environment)
        tenants = replace(tenants, by_id=dict(sorted({**others.by_id, **tenants.by_id}.items())))
    return PolicyInput(tenants, today(), stacks | {name: here})


_worlds = _Worlds()


def _judged(rule: Rule[Any], policy_input: PolicyInput, config: Mapping[str, Any]) -> list[Judgement]:
    """Run one rule; the rule on waived findings needs all others to run as well."""
    files = _rule_files(tuple(policy_input.tenants.by_id))
    given = {name: value for name, value in config.items() if name in type(rule.parameters).model_fields}
    parameters = type(rule.parameters).model_validate(rule.parameters.model_dump() | given)
    settings = replace(files.settings, parameters={**files.settings.parameters, rule.id: parameters}, levels={})
    chosen = rules().values() if rule.subject is Subject.WAIVED else [rule]
    return [
        each
        for each in judge(chosen, settings, files.waivers, Part(policy_input, _worlds.mine))
        if each.rule == rule.id
    ]


def _report(judgements: list[Judgement], report: Report) -> None:
    for judgement in judgements:
        report(f"{judgement.text}\n  {judgement.fix}")


def _on_files(rule: Rule[Any]) -> Callable[[ResourceValidationArgs, Report], None]:
    def validate(args: ResourceValidationArgs, report: Report) -> None:
        if args.resource_type == ComponentType.TENANT_FILES:
            _report(_judged(rule, _worlds.of(args.props), args.get_config()), report)

    return validate


def _on_resources(rule: Rule[Any]) -> Callable[[StackValidationArgs, Report], None]:
    def validate(args: StackValidationArgs, report: Report) -> None:
        if _worlds.latest is None:
            return
        program = Program(_worlds.latest.stacks[_worlds.stack], _worlds.declared(args.resources))
        policy_input = replace(_worlds.latest, program=program)
        _report(_judged(rule, policy_input, args.get_config()), report)

    return validate


def _declared(resource: Any, kind: str) -> DeclaredResource:
    return DeclaredResource(
        kind,
        resource.name,
        resource.urn,
        _known(resource.props),
        bool(resource.opts.protect),
        dict(_references(resource)),
    )


def _references(resource: Any) -> Iterator[tuple[str, str]]:
    """Yield each input that comes from one other Twilio resource, with its kind and name."""
    for name, sources in resource.property_dependencies.items():
        if len(sources) == 1 and (kind := twilio_kind(sources[0].resource_type)):
            yield name, f"{kind} {sources[0].name}"


def _known(properties: Mapping[str, Any]) -> dict[str, Any]:
    """Return the known values; reading an unknown one would end the rule."""
    known = {}
    for name in properties:
        try:
            known[name] = properties[name]
        except UnknownValueError:
            continue
    return known


def _policy(rule: Rule[Any]) -> Policy:
    parameters = type(rule.parameters)  # most rules have none, and pydantic takes long to say so
    schema = PolicyConfigSchema(parameters.schemas()) if parameters.model_fields else None
    facts: dict[str, Any] = {
        "name": rule.id,
        "description": rule.title,
        "enforcement_level": EnforcementLevel(rule.level),
        "severity": PulumiSeverity(rule.severity),
        "remediation_steps": rule.fix,
        "tags": [rule.family],
        "url": next((each for each in rule.sources if each.startswith("https://")), None),
        "config_schema": schema,
    }
    if rule.subject in {Subject.RESOURCES, Subject.WAIVED}:
        return StackValidationPolicy(validate=_on_resources(rule), **facts)
    return ResourceValidationPolicy(validate=_on_files(rule), **facts)


def _on_rule_files(args: ResourceValidationArgs, report: Report) -> None:
    if args.resource_type == ComponentType.TENANT_FILES:
        for finding in _rule_files(tuple(_worlds.of(args.props).tenants.by_id)).findings:
            report(str(finding))


_VALID_FILES = ResourceValidationPolicy(
    name=VALID,
    description="Settings and waivers are readable",
    validate=_on_rule_files,
    enforcement_level=EnforcementLevel.MANDATORY,
)


def _initial_config() -> dict[str, Any]:
    """Return the project's settings, which the engine overrides with `--policy-pack-config`."""
    settings = _rule_files(()).settings
    config: dict[str, Any] = {name: each.model_dump(exclude_unset=True) for name, each in settings.parameters.items()}
    for name, level in settings.levels.items():
        config.setdefault(name, {})[LEVEL] = level.value
    return config


if __name__ == "__main__":
    try:
        rules()
    except InvalidRule as error:
        sys.exit(f"error: {error}")
    unpack_once(ComponentType.TENANT_FILES)
    PolicyPack("owl", [_VALID_FILES, *map(_policy, rules().values())], initial_config=_initial_config())
