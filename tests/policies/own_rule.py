"""A rule of a project's own."""

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
