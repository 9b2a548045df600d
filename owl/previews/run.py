"""Run the engine's preview of a stack."""

import json
import os
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import IO, Any

from owl.previews.events import events, preview_of
from owl.previews.interrupts import left_to_engine
from owl.previews.preview import Preview
from owl.previews.recorded import ENDED
from owl.records import WITHOUT_RULES
from providers.core.records import WANTED

FOR_DRIFT = ("--refresh",)
"""The options of a preview that looks for drift: the engine first reads what is there."""

POLICY_PACK = "PULUMI_OPTION_POLICY_PACK"
"""The variable that makes every `pulumi preview` and `pulumi up` run the rules. `owl/setup/files/environment` sets it;
together with the option `--policy-pack`, the engine would run them twice."""


def with_policy_pack(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of an engine that runs the rules."""
    return {POLICY_PACK: "policies/pack", **environment}


def without_rules(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of an engine that looks for drift: the rules judge files, which drift does not change."""
    return {name: value for name, value in environment.items() if name != POLICY_PACK} | {WITHOUT_RULES: "1"}


def run_preview(
    stack: str,
    directory: Path,
    *,
    options: Sequence[str] = (),
    record: Path | None = None,
    environment: Mapping[str, str] = os.environ,
) -> Preview:
    """Return what the engine would do. Nothing is changed, neither at Twilio nor in the state.

    It needs the environment of `tools/environment`. The engine handles Ctrl-C itself: the preview is then not complete.

    Args:
        stack: The stack.
        directory: The project's directory.
        options: Options of `pulumi preview`, such as `FOR_DRIFT`.
        record: A file to record the events in, without secrets; `read_preview` returns the same preview from it.
        environment: The engine's environment variables. It runs the rules unless they are `without_rules`.
    """
    command = ["pulumi", "preview", "--json", "--non-interactive", "--color", "never", "--stack", stack]
    command += options
    if WITHOUT_RULES not in environment:
        environment = with_policy_pack(environment)
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said, left_to_engine():
        started = subprocess.Popen(  # noqa: S603 - Pulumi, with the stack's name as one argument
            command,
            cwd=directory,
            env={**environment, "PULUMI_ENABLE_STREAMING_JSON_PREVIEW": "1", WANTED: "1"},
            stdout=subprocess.PIPE,
            stderr=said,
            text=True,
            encoding="utf-8",
        )
        with started as engine, record.open("w", encoding="utf-8") if record else nullcontext() as file:
            return preview_of(_noted(_until_it_ends(engine, stack, said), file), stack)


def _until_it_ends(engine: "subprocess.Popen[str]", stack: str, said: IO[str]) -> Iterator[dict[str, Any]]:
    assert engine.stdout is not None  # noqa: S101 - for mypy: it is a pipe
    yield from events(engine.stdout)
    code = engine.wait()
    said.seek(0)
    lines = [line.strip() for line in said.read().splitlines() if line.strip()]
    reason = next((line for line in lines if line.startswith("error:")), lines[-1] if lines else "")
    yield {ENDED: {"stack": stack, "exitCode": code, "message": reason.removeprefix("error:").strip()}}


def _noted(stream: Iterable[dict[str, Any]], file: IO[str] | None) -> Iterator[dict[str, Any]]:
    """Yield the events, one at a time: those of hundreds of tenants take more memory than the preview made of them."""
    for event in stream:
        if file:
            file.write(f"{json.dumps(event, sort_keys=True)}\n")
        yield event
