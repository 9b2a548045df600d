"""The page about what the local Twilio covers."""

from emulator import coverage, registry


def test_the_committed_documentation_is_current() -> None:
    """emulator/COVERAGE.md is generated from the operations; `owl emulator coverage` writes it again."""
    assert coverage.PATH.read_text("utf-8") == coverage.document()


def test_every_operation_and_every_assumption_is_in_it() -> None:
    """No operation is missing, and none hides what it assumes."""
    document = coverage.document()
    for operation in registry.operations():
        assert f"| {operation.method} | `{operation.template}` | {operation.summary} |" in document
        assert all(sentence in document for sentence in operation.assumed)
    assert f"| all | {len(registry.operations())} |" in document


def test_every_operation_says_what_it_does() -> None:
    """The first line of a handler's docstring is a sentence."""
    assert [each for each in registry.operations() if not each.summary.endswith(".")] == []
