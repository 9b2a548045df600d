"""The parts of a rule: what its file says of it, and which check it was given."""

from collections.abc import Iterator

import pytest

from policies.core.rule import (
    NO_PARAMETERS,
    Correction,
    Level,
    Rule,
    Severity,
    Subject,
    TenantCase,
    Violation,
    is_written,
)

SAID = """A shop's name
is short.

Long names are cut off.

Twice.
"""


def check(_case: TenantCase) -> Iterator[Violation]:
    """Find nothing."""
    yield from ()


def made() -> Rule:
    """Return a rule with as little as its file may say."""
    return Rule("us.tier.name_short", SAID, level=Level.ADVISORY, severity=Severity.LOW, sources=("us",), fix="cut it")


def test_a_rule_is_what_its_file_says() -> None:
    """The file is its id, the folder its family, the first sentence of the docstring its title."""
    rule = made()

    assert (rule.module, rule.family, rule.id) == ("us.tier.name_short", "tier", "name-short")
    assert (rule.title, rule.why) == ("A shop's name is short", "Long names are cut off.\n\nTwice.")
    assert (rule.level, rule.severity, rule.sources, rule.fix) == (Level.ADVISORY, Severity.LOW, ("us",), "cut it")
    assert (rule.parameters, rule.has_limit, rule.needs_all) == (NO_PARAMETERS, False, False)


def test_what_is_particular_to_a_rule_is_kept() -> None:
    """Whether it has a limit, and whether it needs every tenant; a file without a docstring has no title."""
    rule = Rule("a.b.c", None, level=Level.MANDATORY, severity=Severity.HIGH, sources=(), fix="", has_limit=True)
    other = Rule("a.b.c", None, level=Level.MANDATORY, severity=Severity.HIGH, sources=(), fix="", needs_all=True)

    assert (rule.has_limit, rule.needs_all, other.has_limit, other.needs_all) == (True, False, False, True)
    assert (rule.title, rule.why) == ("", "")


@pytest.mark.parametrize(
    ("register", "subject"),
    [
        (Rule.for_tenant, Subject.TENANT),
        (Rule.for_all_tenants, Subject.ALL_TENANTS),
        (Rule.for_stack, Subject.STACK),
        (Rule.for_resources, Subject.RESOURCES),
        (Rule.for_waivers, Subject.WAIVERS),
        (Rule.for_waived, Subject.WAIVED),
    ],
    ids=lambda each: getattr(each, "__name__", ""),
)
def test_a_check_is_registered_with_what_it_checks(register: object, subject: Subject) -> None:
    """Each of the `for_` methods sets both, and gives the check back."""
    rule = made()

    assert register(rule, check) is check  # type: ignore[operator] # they take different checks
    assert (rule.check, rule.subject, is_written(rule)) == (check, subject, True)


def test_a_rule_without_its_check_fails() -> None:
    """It would otherwise look like one without findings."""
    rule = made()

    assert rule.subject is Subject.TENANT
    assert not is_written(rule)
    with pytest.raises(NotImplementedError, match="register the rule's check with one of its for_ methods"):
        rule.check(None)


FLOW = 'They tick a box: "Text me. Rates apply" below it.'


@pytest.mark.parametrize(
    ("correction", "said"),
    [
        (Correction("campaign.has_embedded_links", text=True), "has_embedded_links: true"),
        (Correction("campaign.message_flow", " Reply STOP.", at=FLOW.index('" below')), "Rates apply Reply STOP."),
        (Correction("campaign.message_flow", " Now.", at=FLOW.index(" Rates")), "Text me. Now."),
        (Correction("campaign.message_flow", "Yes: ", at=0), "Yes:"),
        (Correction("campaign.message_flow", " today", at=len("They tick")), "They tick today"),
    ],
    ids=["a flag", "at the end of a quotation", "after a sentence", "at the beginning", "in the first sentence"],
)
def test_a_correction_shows_the_sentence_that_it_changes(correction: Correction, said: str) -> None:
    """From the sentence's beginning to the end of what is inserted."""
    assert correction.sentence(FLOW) == said
