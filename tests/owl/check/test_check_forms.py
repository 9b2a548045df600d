"""The output formats of `owl check`, and its exit codes."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator
from junitparser import JUnitXml

from tests.openapi.installation import install
from tests.owl_inc import TENANTS, put_owl_inc
from tests.warm_interpreter import warm_owl

HOSTILE = "a | b <img src=x> `c` @owl [d](https://e.example) ::error::f % g"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Owl Inc. with two more faults: a rule violation in a text that contains markup, and an unreadable file."""
    put_owl_inc(tmp_path)
    boards = tmp_path / "tenants" / "breakwater-boards.yaml"
    text = boards.read_text("utf-8").replace("legal_name: Breakwater Boards Inc.", "legal_name: Kelp Row Inc.")
    boards.write_text(text.replace("name: Breakwater Boards\n", f"name: '{HOSTILE}'\n"), "utf-8")
    spokes = tmp_path / "tenants" / "alpine-spokes.yaml"
    spokes.write_text(spokes.read_text("utf-8").replace("package:", "color: red\npackage:"), "utf-8")
    return tmp_path


def check(directory: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `owl check` in a directory."""
    return subprocess.run(
        [*warm_owl(), "check", *arguments],
        cwd=directory,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | environment,
        encoding="utf-8",
    )


def right(directory: Path) -> Path:
    """Return the project with its own tenants."""
    for name in ("breakwater-boards", "alpine-spokes"):
        shutil.copy(TENANTS / f"{name}.yaml", directory / "tenants")
    return directory


def test_text_is_for_people(project: Path) -> None:
    """Each finding has place, message, level and rule, then the remedy; the count comes last. All on standard error."""
    checked = check(project)
    assert checked.returncode == 1
    assert checked.stdout == ""
    assert "(mandatory: sample-names-business)\n  begin a sample with the business name" in checked.stderr
    assert "tenants/alpine-spokes.yaml:4:1: color: unknown key\n" in checked.stderr
    assert " mandatory findings, " in checked.stderr


def test_json_is_for_programs(project: Path) -> None:
    """Every finding has the same keys, in the order of files and lines."""
    checked = check(project, "--format", "json")
    assert checked.returncode == 1
    document = json.loads(checked.stdout)
    assert document.keys() == {"tenants", "findings", "engine_rules"}
    keys = {"file", "line", "column", "path", "rule", "level", "severity", "tenant", "message", "fix", "quote"} | {
        "corrected"
    }
    assert all(each.keys() == keys for each in document["findings"])
    places = [(each["file"], each["line"], each["column"]) for each in document["findings"]]
    assert places == sorted(places)
    [named] = [each for each in document["findings"] if each["rule"] == "sample-names-business"]
    assert named["tenant"] == "breakwater-boards"


def test_junit_has_a_case_for_each_rule(project: Path) -> None:
    """Mandatory findings are failures; an unreadable file is an error."""
    document = JUnitXml.fromstring(check(project, "--format", "junit").stdout)
    cases = {case.name: case for suite in document for case in suite}
    assert len(cases["sample-names-business"].result) == 1
    assert cases["street-reuse"].result == []
    assert document.errors == 1
    assert "sender-has-campaign" not in cases


def test_sarif_is_for_code_scanning(project: Path) -> None:
    """Each finding has its rule, a location in the repository, and a level."""
    document: dict[str, Any] = json.loads(check(project, "--format", "sarif").stdout)
    schema = install() / "@microsoft" / "jest-sarif" / "lib" / "schemas" / "sarif-2.1.0-rtm.5.json"
    Draft4Validator(json.loads(schema.read_text("utf-8"))).validate(document)
    [run] = document["runs"]
    described = run["tool"]["driver"]["rules"]
    assert len({each["id"] for each in described}) == len(described)
    for result in run["results"]:
        assert described[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"error", "warning"}
        [location] = result["locations"]
        uri = location["physicalLocation"]["artifactLocation"]["uri"]
        assert (project / uri).is_file()
        assert location["physicalLocation"]["region"].keys() == {"startLine", "startColumn"}
    assert {"valid-files", "sample-names-business"} <= {each["ruleId"] for each in run["results"]}


def test_github_gets_one_command_a_line(project: Path) -> None:
    """No text of a tenant starts or ends a workflow command."""
    lines = check(project, "--format", "github").stdout.splitlines()
    assert all(line.startswith(("::error file=tenants/", "::warning file=tenants/")) for line in lines)
    [named] = [line for line in lines if "title=sample-names-business" in line]
    assert "%25 g" in named


def test_markdown_holds_no_text_but_as_text(project: Path) -> None:
    """No HTML, link, mention or code of a tenant's escapes from its table cell."""
    text = check(project, "--format", "markdown").stdout
    assert "| color: unknown key<br>" in text
    assert " mandatory findings**" in text
    [row] = [line for line in text.splitlines() if "| sample-names-business |" in line]
    assert row.count(" | ") == 2
    assert not {"<img", "@owl", "](", "::error"} & {part for part in ("<img", "@owl", "](", "::error") if part in text}


def test_exit_codes(project: Path) -> None:
    """0 means nothing to fix, 1 a mandatory finding, or advice if that counts, 2 a wrong command line."""
    assert check(project).returncode == 1
    right(project)
    assert check(project).returncode == 0
    assert check(project, "--warnings-as-errors", "--today", "2026-11-24").returncode == 0
    assert check(project, "--warnings-as-errors", "--today", "2099-01-01").returncode == 1
    assert check(project, "--today", "2099-01-01").returncode == 0
    assert check(project, "--format", "xml").returncode == 2


def test_it_can_be_written_to_a_file(project: Path) -> None:
    """With a file for a later CI step, nothing is printed."""
    checked = check(project, "--format", "sarif", "--output", "found.sarif")
    assert (checked.returncode, checked.stdout, checked.stderr) == (1, "", "")
    assert json.loads((project / "found.sarif").read_text("utf-8"))["version"] == "2.1.0"


def test_the_same_files_give_the_same_bytes(project: Path) -> None:
    """No format depends on hash seed, locale or time zone: three processes, each of which prints all formats."""
    worlds = [
        {"PYTHONHASHSEED": "0", "LC_ALL": "C", "TZ": "UTC"},
        {"PYTHONHASHSEED": "4242", "LC_ALL": "C.UTF-8", "TZ": "Pacific/Auckland"},
        {"PYTHONHASHSEED": "random", "LC_ALL": "POSIX", "TZ": "America/Adak"},
    ]
    program = (
        "import contextlib, sys\n"
        "from owl.cli import application\n"
        "for form in sys.argv[1:]:\n"
        "    with contextlib.suppress(SystemExit):\n"
        "        application()(['check', '--format', form, '--today', '2026-11-24'])\n"
    )
    command = [sys.executable, "-c", program, "text", "github", "json", "junit", "markdown", "sarif"]
    given = {
        (done.stdout, done.stderr)
        for world in worlds
        for done in [
            subprocess.run(
                command,
                cwd=project,
                env=os.environ | world | {"PYTHONUTF8": "1"},
                capture_output=True,
                text=True,
                check=True,
            )
        ]
    }
    assert len(given) == 1
    assert "sarif" in next(iter(given))[0]


def test_it_needs_no_engine(project: Path) -> None:
    """It loads neither Pulumi nor Twilio, so that it is fast."""
    program = (
        "import sys, contextlib\n"
        "from owl.cli import application\n"
        "with contextlib.suppress(SystemExit):\n"
        "    application()(['check'])\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules} & {'pulumi', 'twilio', 'stack'}))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=project, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
