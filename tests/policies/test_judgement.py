"""Where a finding is, how it reads, and which rules are asked of whom."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from policies.core.judgement import Judgement, Part, judge
from policies.core.policy_input import PolicyInput, Program
from policies.core.rule import AllTenantsCase, Correction, Level, Rule, Severity, Violation, WaiversCase
from policies.core.settings import RuleSettings
from policies.core.waiver import Waiver, Waivers
from tests.policies.case import NO_STACK, Case

CANARY = "AC00000000000000000000000000000000:0123456789abcdef0123456789abcdef"


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> PolicyInput:
    """The good project."""
    return Case("", "", refused=False, values={}).policy_input(tmp_path_factory.mktemp("good"))


def rule(name: str, family: str = "tier", fix: str = "repair it") -> Rule[Any]:
    """Return a rule without a check."""
    return Rule(f"policies.{family}.{name}", "T.", level=Level.MANDATORY, severity=Severity.LOW, sources=(), fix=fix)


def of_acme(*violations: Violation, family: str = "tier") -> Rule[Any]:
    """Return a rule that finds these in one tenant."""
    made = rule("broken", family)
    made.for_tenant(lambda case: violations if case.tenant.id == "acme" else ())
    return made


def of_all(*violations: Violation) -> Rule[Any]:
    """Return a rule on all tenants that finds these."""
    made = rule("broken")
    made.for_all_tenants(lambda _case: violations)
    return made


def found(rules: Iterable[Rule[Any]], *parts: Part, waivers: Waivers | None = None) -> list[Judgement]:
    """Run rules."""
    return judge(rules, RuleSettings(), waivers or Waivers(), *parts)


def test_a_finding_says_what_the_rule_and_the_violation_say(good: PolicyInput) -> None:
    """A violation without its own remedy has the rule's; all of it is redacted."""
    [plain, own] = found([of_acme(Violation("name", "a"), Violation("name", "b", fix="write another"))], Part(good))

    assert (plain.rule, plain.level, plain.severity, plain.tenant) == ("broken", Level.MANDATORY, Severity.LOW, "acme")
    assert (plain.path, plain.message, plain.fix, own.fix) == ("name", "a", "repair it", "write another")
    assert plain.text == "tenants/acme.yaml:2:7: name: a"
    assert (plain.quote, plain.correction, plain.corrected) == (None, None, None)

    [secret] = found([of_acme(Violation(f"x.{CANARY}", f"is {CANARY}", fix=f"remove {CANARY}"))], Part(good))
    assert CANARY[35:] not in f"{secret.path} {secret.message} {secret.fix}"


def test_a_finding_about_all_tenants_stands_where_it_says(good: PolicyInput) -> None:
    """In a tenant's file, in one of the catalogue, or in no file at all."""
    said = found(
        [
            of_all(
                Violation("name", "of a tenant", "cedar"),
                Violation("gold", "of the catalogue", "catalogue/packages"),
                Violation("", "of nobody"),
                Violation("name", "of a stranger", "elsewhere"),
            )
        ],
        Part(good),
    )

    assert [(each.message, each.file.as_posix(), each.tenant) for each in said] == [
        ("of a stranger", "tenants", None),
        ("of nobody", "tenants", None),
        ("of the catalogue", "tenants/catalogue/packages.yaml", None),
        ("of a tenant", "tenants/cedar.yaml", "cedar"),
    ]
    assert said[1].text == "tenants:1:1: of nobody"
    assert said[2].line > 1


def test_a_finding_about_words_stands_at_them(
    good: PolicyInput, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are quoted as the file has them; without the file, the finding is at the field."""
    Case("", "", refused=False, values={}).write(tmp_path)
    monkeypatch.chdir(tmp_path)
    campaign = good.tenants.by_id["acme"].campaign
    assert campaign
    start = campaign.description.index("It does not")
    words = Violation("campaign.description", "a", span=(start, start + 6))
    [judged] = found([of_acme(words)], Part(good))
    lines = (tmp_path / "tenants" / "acme.yaml").read_text("utf-8").splitlines()
    assert judged.quote == "It doe"
    assert lines[judged.line - 1][judged.column - 1 :].startswith("It does not")

    monkeypatch.chdir("/")
    [judged] = found([of_acme(words)], Part(good))
    assert (judged.quote, lines[judged.line - 1][: judged.column - 1]) == ("It doe", "  description: ")


def test_a_correction_is_shown_as_the_field_then_reads(good: PolicyInput) -> None:
    """It may be of another field than the finding; texts of the catalogue, which others share, are not corrected."""
    said = found(
        [
            of_acme(
                Violation("campaign.description", "a", correction=Correction("campaign.has_embedded_links", text=True)),
                Violation("name", "b", correction=Correction("name", " now", at=4)),
                Violation("templates[0]", "c", span=(0, 3), correction=Correction("templates[0]", " now", at=4)),
                Violation("qualification.countries[0]", "d", span=(0, 1)),
                Violation("contacts", "e", span=(0, 1)),
            )
        ],
        Part(good),
    )

    assert {each.message: (each.quote, each.corrected) for each in said} == {
        "a": (None, "has_embedded_links: true"),
        "b": (None, "Acme now"),
        "c": (None, None),
        "d": ("U", None),
        "e": (None, None),
    }


def test_only_what_a_tenant_has_is_judged(good: PolicyInput) -> None:
    """Rules on campaigns pass over tenants without one, and those on toll-free numbers over tenants without them."""
    acme = good.tenants.by_id["acme"]
    bare = replace(good.tenants, by_id={"acme": acme.model_copy(update={"campaign": None})})
    violation = Violation("name", "a")

    def asked(family: str, tenants: Any) -> bool:
        return bool(found([of_acme(violation, family=family)], Part(replace(good, tenants=tenants))))

    assert [asked("campaign", each) for each in (good.tenants, bare)] == [True, False]
    assert [asked("toll_free", each) for each in (good.tenants, bare)] == [False, False]
    assert [asked("tier", each) for each in (good.tenants, bare)] == [True, True]


def test_a_rule_on_resources_needs_a_program(good: PolicyInput) -> None:
    """Without the engine it is not asked."""
    made = rule("broken")
    made.for_resources(lambda case: [Violation("", f"{case.stack.name}: {len(case.resources)} resources")])

    assert found([made], Part(good)) == []
    [judged] = found([made], Part(replace(good, program=Program(NO_STACK, ()))))
    assert judged.text == "tenants:1:1: dev: 0 resources"


def test_a_finding_of_some_environments_names_them(good: PolicyInput) -> None:
    """One that is there without overrides as well names none, and each is reported once."""

    def part(environment: str, *only: str) -> Part:
        return Part(replace(good, tenants=replace(good.tenants, environment=environment)), only)

    made = rule("broken")
    made.for_tenant(
        lambda case: (
            [Violation("name", "always")]
            if case.tenant.id == "acme"
            else [Violation("name", "there")]
            if case.policy_input.tenants.environment
            else []
        )
    )
    said = found([made], Part(good), part("prod", "acme", "cedar"), part("dev", "cedar"))

    assert [each.message for each in said] == ["always", "there (in environment dev, prod)"]


def test_findings_are_in_the_order_of_the_files(good: PolicyInput) -> None:
    """By file and line, then by column, rule and message."""
    made = rule("broken")
    made.for_tenant(lambda _case: [Violation("package", "b"), Violation("package", "a"), Violation("name", "c")])
    other = rule("afterwards")
    other.for_tenant(lambda _case: [Violation("package", "z")])

    assert [(each.file.stem, each.message) for each in found([made, other], Part(good))] == [
        (name, message) for name in ("acme", "birch", "cedar") for message in ("c", "z", "a", "b")
    ]


def test_what_a_waiver_covers_is_told_to_the_rules_on_waivers(good: PolicyInput) -> None:
    """What it covers, once; and which were not evaluated: of another part, an unknown rule, or without the engine."""
    of_resources = rule("of_resources")
    of_resources.for_resources(lambda _case: ())
    broken = of_acme(Violation("name", "a"), Violation("package", "b"))
    cases: list[WaiversCase] = []
    about = rule("about")

    def seen(case: WaiversCase) -> list[Violation]:
        cases.append(case)
        return [Violation("waivers[1]", "seen")]

    about.for_waivers(seen)

    def waived(name: str, tenant: str | None) -> Waiver:
        said = {"rule": name, "tenant": tenant, "reason": "r", "owner": "o", "expires": "2026-12-31"}
        return Waiver.model_validate({key: value for key, value in said.items() if value})

    waivers = Waivers(
        (
            waived("broken", "acme"),
            waived("broken", "cedar"),
            waived("no-such-rule", None),
            waived("of-resources", None),
        )
    )
    asked = [broken, of_resources, about]

    [judged] = found(asked, Part(good, ["acme"]), Part(good, ["acme"]), waivers=waivers)

    assert judged.text == "policies/waivers.yaml:1:1: waivers[1]: seen"
    assert cases[0].used == {0: ("tenants/acme.yaml:2:7: name: a", "tenants/acme.yaml:3:10: package: b")}
    assert (cases[0].not_evaluated, cases[0].waivers) == ({1, 2, 3}, waivers.entries)
    assert (cases[0].policy_input, cases[0].parameters) == (good, about.parameters)

    found(asked, Part(replace(good, program=Program(NO_STACK, ()))), waivers=waivers)
    assert cases[1].not_evaluated == {2}


def test_every_tenant_is_judged_however_many_there_are(good: PolicyInput) -> None:
    """Rules are asked of two hundred at a time."""
    acme = good.tenants.by_id["acme"]
    names = [f"acme-{number:03}" for number in range(401)]
    many = replace(
        good.tenants,
        by_id={name: acme.model_copy(update={"id": name}) for name in names},
        positions=dict.fromkeys(names, good.tenants.positions["acme"]),
    )
    made = rule("broken")
    made.for_tenant(lambda case: [Violation("name", case.tenant.id)])

    assert [each.message for each in found([made], Part(replace(good, tenants=many)))] == names


def test_a_rule_on_all_tenants_gets_its_parameters(good: PolicyInput) -> None:
    """As every rule does."""
    seen: list[AllTenantsCase] = []
    made = rule("broken")

    def check(case: AllTenantsCase) -> list[Violation]:
        seen.append(case)
        return []

    made.for_all_tenants(check)

    assert found([made], Part(good, ["acme"])) == []
    assert [(each.policy_input, each.parameters) for each in seen] == [(good, made.parameters)]
