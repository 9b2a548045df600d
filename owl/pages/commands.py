"""Generate docs/commands.md: every command of `owl`, with its arguments, options and exit codes."""

import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from owl.exit_codes import HEADING, MEANINGS

FILE = Path("docs", "commands.md")
"""The page's path."""

_INTRODUCTION = """\
<!-- Written by `owl docs` from owl/commands. Do not edit. -->

# Commands

`owl -h` lists the commands, `-h` after a command shows its options, and `owl --version` prints the version. Reports go
to standard output, errors to standard error. An error is one line that begins with `owl:` and never a traceback.

## Exit codes

| Code | Meaning |
| --- | --- |
"""

_JSON = """
## JSON

Every command that reports takes `--format json`. Standard output is then one JSON document and nothing else. If the
command fails before it has anything to report, standard output is empty. The keys of a document are part of this
product's interface: a minor version may add keys, and only a major version renames or removes them. Amounts of money
are strings with cents, dates are `YYYY-MM-DD`, and missing values are `null`.

## Shell completion

```sh
owl --install-completion
```

adds completion of commands, options, tenants, stacks, templates and packages to the current shell: bash, zsh, fish or
PowerShell. `owl --show-completion` prints the script instead, to install it yourself.
"""


def page(owl: Any) -> str:
    """Return the page.

    Args:
        owl: The click command `owl`, with its subcommands.
    """
    codes = "".join(f"| {int(code)} | {meaning} |\n" for code, meaning in MEANINGS.items())
    sections = "".join(_section(name, command) for name, command in commands(owl))
    return f"{_INTRODUCTION}{codes}{_JSON}{sections}"


def commands(owl: Any) -> Iterator[tuple[str, Any]]:
    """Return each command with its full name, such as `owl emulator serve`; a group only if it does something alone."""
    yield from _commands("owl", owl)


def _commands(name: str, command: Any) -> Iterator[tuple[str, Any]]:
    members = getattr(command, "commands", {})
    if not members or command.invoke_without_command:
        yield name, command
    for each in sorted(members):
        yield from _commands(f"{name} {each}", members[each])


def _section(name: str, command: Any) -> str:
    context = command.context_class(command, info_name=name)
    usage = " ".join([name, *command.collect_usage_pieces(context)])
    parts = [inspect.cleandoc(command.help or ""), f"```text\n{usage}\n```"]
    if rows := [_row(*record) for each in command.params if (record := each.get_help_record(context))]:
        parts.append("\n".join(["| Argument or option | Meaning |", "| --- | --- |", *rows]))
    parts += [codes] if (codes := _exit_codes(command.epilog or "")) else []
    return f"\n## `{name}`\n\n" + "\n\n".join(parts) + "\n"


def _row(shown: str, meaning: str) -> str:
    return f"| `{_cell(shown)}` | {_cell(meaning)} |"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", r"\|")


def _exit_codes(epilog: str) -> str:
    lines = epilog.splitlines()
    if HEADING not in lines:
        return ""
    codes = (line.split(maxsplit=1) for line in lines[lines.index(HEADING) + 1 :])
    return "\n".join([HEADING, "", *(f"- `{code}`: {meaning}" for code, meaning in codes)])
