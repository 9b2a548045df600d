"""`owl margin` on the command line."""

import contextlib
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from owl.cli import application
from tests.owl_inc import put_owl_inc
from tests.tenants.tenant_files import replaced, write_files
from tests.warm_interpreter import warm_owl


@pytest.fixture(scope="module", autouse=True)
def _in_owl_inc(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Change to a project with Owl Inc.'s files."""
    directory = tmp_path_factory.mktemp("owl-inc")
    put_owl_inc(directory)
    with contextlib.chdir(directory):
        yield


def margin(*arguments: str, directory: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run `owl margin` in the current or another directory."""
    return subprocess.run(
        [*warm_owl(), "margin", *arguments], cwd=directory, capture_output=True, text=True, check=False
    )


def rows(text: str) -> dict[str, list[str]]:
    """Return the rows of a table by their first column, in columns."""
    cells = [re.split(r"\s{2,}|(?<=\S)\s(?=-?\$|\d)", line.strip()) for line in text.splitlines() if line.strip()]
    return {row[0]: row[1:] for row in cells}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The tests' small tenants, one of them closed."""
    shutil.copy("Pulumi.yaml", tmp_path)
    write_files(tmp_path)
    return tmp_path


def test_all_tenants_and_their_total() -> None:
    """The table has a row for each tenant and a total, to the cent, in 100 columns.

    The figures are those of tests/finance/test_margin.py: 398.96 for Breakwater Boards, together 1,063.7465.
    """
    shown = margin()

    assert (shown.returncode, shown.stderr) == (0, "")
    found = rows(shown.stdout)
    assert found["breakwater-boards"] == ["gold", "31,000", "1", "$599.00", "$398.96", "$200.04", "33.4 %", "$61.00"]
    assert found["total"] == ["82,150", "$1,613.00", "$1,063.75", "$549.25", "34.1 %", "$219.50"]
    assert max(map(len, shown.stdout.splitlines())) <= 100


def test_a_tenant_line_by_line() -> None:
    """Each line has quantity, unit price, amount, and the date of its price.

    7,750 x 0.0083 = 64.325; 0.29 x 7,750 = 2,247.5, x 0.0035 = 7.86625; 0.34: 2,635 x 0.0045 = 11.8575;
    0.01: 77.5 x 0.0045 = 0.34875; 0.36: 2,790 x 0.0045 = 12.555. With 1.50 and 1.15: 99.6025.
    """
    found = rows(margin("freestyle-falcons").stdout)

    expected = {
        "messages": ["7,750", "$0.0083", "$64.33", "2026-11-09"],
        "carrier fee, AT&T": ["2,247.5", "$0.0035", "$7.87", "2026-05-26"],
        "carrier fee, T-Mobile": ["2,635", "$0.0045", "$11.86", "2026-05-26"],
        "carrier fee, US Cellular": ["77.5", "$0.0045", "$0.35", "2026-05-26"],
        "carrier fee, Verizon": ["2,790", "$0.0045", "$12.56", "2026-05-26"],
        "campaign, LOW_VOLUME": ["1", "$1.50", "$1.50", "2026-09-29"],
        "phone numbers": ["1", "$1.15", "$1.15", "2026-10-31"],
        "cost": ["$99.60"],
        "revenue": ["$149.00"],
        "gross profit": ["$49.40"],
        "margin": ["33.2 %"],
        "brand, low_volume_standard": ["1", "$4.50", "$4.50", "2026-09-29"],
        "campaign vetting": ["1", "$15.00", "$15.00", "2026-11-23"],
        "one-off": ["$19.50"],
        "earned back": ["in", "1 month"],
    }
    assert {name: found[name] for name in expected} == expected


def test_what_if_is_shown_beside_today() -> None:
    """Two segments instead of one: 2 x 96.9525 + 2.65 = 196.555, which is more than the price."""
    shown = margin("freestyle-falcons", "--what-if", "template=seasonal-offer").stdout

    found = rows(shown)
    assert found["messages"] == ["7,750", "$0.0083", "$64.33", "15,500", "$0.0083", "$128.65"]
    assert found["cost"] == ["$99.60", "$196.56"]
    assert found["gross profit"] == ["$49.40", "-$47.56"]
    assert found["margin"] == ["33.2 %", "-31.9 %"]
    assert found["earned back"] == ["in", "1 month", "never"]
    assert "what if template=seasonal-offer: silver, 250 messages a day, each of 2 segments, as seasonal-offer" in shown
    assert max(map(len, shown.splitlines())) <= 100


def test_what_if_of_all_tenants() -> None:
    """Each tenant and the total appear twice: 82,150 x (0.0090 - 0.0083) = 57.505 more, 1,121.2515."""
    shown = margin("--what-if", "message-price=0.0090").stdout

    assert rows(shown)["total"] == [
        *("$1,613.00", "$1,063.75", "$549.25", "34.1 %"),
        *("$1,613.00", "$1,121.25", "$491.75", "30.5 %"),
    ]
    assert max(map(len, shown.splitlines())) <= 100


def test_a_package_before_anybody_has_bought_it() -> None:
    """A package is calculated for the reference tenant."""
    shown = margin("--package", "gold").stdout

    assert shown.startswith("a tenant for reference")
    assert rows(shown)["cost"] == ["$390.46"]


def test_machines_get_money_as_text() -> None:
    """The order is stable, so that two days can be compared line by line."""
    shown = margin("dawn-patrol-surf", "--what-if", "price=49", "--json").stdout

    figures = json.loads(shown)
    assert list(figures) == ["days", "what_if", "tenant", "today", "supposed"]
    today = figures["today"]
    lines = {section: today.pop(section) for section in ("monthly", "once")}
    assert list(today.items()) == [
        ("package", "bronze"),
        ("messages_per_day", 50),
        ("segments_per_message", 1),
        ("longest_template", "lesson-moved"),
        ("messages", 1550),
        ("revenue", "39.00"),
        ("cost", "22.54"),
        ("gross_profit", "16.46"),
        ("margin_percent", "42.2"),
        ("one_off", "19.50"),
        ("months_to_earn_back", 2),
        ("cost_is_ceiling", False),
    ]
    assert lines["monthly"][1] == {
        "what": "carrier fee, AT&T",
        "quantity": "449.5",
        "unit": "segment",
        "unit_price": "0.0035",
        "amount": "1.57",
        "price_of": "2026-05-26",
    }
    assert figures["supposed"]["gross_profit"] == "26.46"
    assert margin("dawn-patrol-surf", "--what-if", "price=49", "--json").stdout == shown


def test_a_closed_tenant_is_not_counted(project: Path) -> None:
    """A closed tenant pays nothing; its own figures are still available by name."""
    shown = margin(directory=project).stdout

    assert "closed, not counted: birch" in shown
    assert rows(shown)["total"][0] == "7,750"
    assert json.loads(margin("--json", directory=project).stdout)["not_counted"] == ["birch"]
    assert margin("birch", directory=project).returncode == 0


def test_a_wrong_file_leaves_out_its_tenant_alone(project: Path) -> None:
    """All tenants together fail, with the others shown; what is not about that tenant is shown as always."""
    (project / "tenants" / "cedar.yaml").write_text("name: 7\n", "utf-8")
    left_out = "owl: without the tenants whose files are not valid: tenants/cedar.yaml. `owl check` says why\n"

    shown, document = margin(directory=project), margin("--json", directory=project)
    others = margin("acme", directory=project), margin("--package", "silver", directory=project)
    own = margin("cedar", directory=project)

    assert (shown.returncode, shown.stderr) == (document.returncode, document.stderr) == (1, left_out)
    assert rows(shown.stdout)["total"][0] == "7,750"
    assert "not read: cedar: its file is not valid: tenants/cedar.yaml:1:" in shown.stdout
    assert [each["tenant"] for each in json.loads(document.stdout)["not_read"]] == ["cedar"]
    assert [(each.returncode, each.stderr) for each in others] == [(0, left_out)] * 2
    assert (own.returncode, own.stderr.startswith("owl: tenants/cedar.yaml:1:"), own.stdout) == (1, True, "")


def test_a_ceiling_is_reported(project: Path) -> None:
    """Above 150,000 messages a month Twilio would charge less, and the output reports it."""
    changes = replaced("catalogue/packages.yaml", "messages_per_day: 250", "messages_per_day: 5000")
    assert "is a ceiling" not in margin("acme", directory=project).stdout
    write_files(project, changes)

    for arguments in ([], ["acme"]):
        text = " ".join(margin(*arguments, directory=project).stdout.split())
        assert "above 150,000 messages a month Twilio charges less per message: this cost is an upper bound" in text


def test_without_tenants_there_is_nothing_to_earn(project: Path) -> None:
    """A catalogue without a tenant has a total of zero, and no traceback."""
    for name in ("acme", "birch"):
        (project / "tenants" / f"{name}.yaml").unlink()

    for arguments in ([], ["--what-if", "price=5"]):
        shown = margin(*arguments, directory=project)
        assert (shown.returncode, shown.stderr) == (0, "")
        assert "none" in shown.stdout


TENANTS = (
    "alpine-spokes, breakwater-boards, cadence-running, dawn-patrol-surf, freestyle-falcons, mile-marker-running, "
    "pedal-and-pine"
)
REFUSED = {
    "unknown tenant": (
        ["falcons"],
        f"there is no tenant 'falcons'; there are {TENANTS}",
    ),
    "unknown package": (["--package", "tin"], "there is no package 'tin'; there are bronze, silver, gold"),
    "no key": (
        ["--what-if", "gold"],
        "--what-if 'gold': write KEY=VALUE; KEY is one of package, template, price, message-price, segments",
    ),
    "wrong value": (
        ["--what-if", "package=tin"],
        "--what-if 'package=tin': package is one of bronze, silver, gold",
    ),
}


@pytest.mark.parametrize(("arguments", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_what_does_not_exist_is_refused(arguments: list[str], message: str) -> None:
    """One line names what is allowed; exit code 1."""
    refused = margin(*arguments)

    assert (refused.returncode, refused.stdout, refused.stderr) == (1, "", f"owl: {message}\n")


def test_a_tenant_and_a_package_are_a_wrong_command_line() -> None:
    """Exit code 2."""
    result = CliRunner().invoke(application(), ["margin", "alpine-spokes", "--package", "gold"])

    assert (result.exit_code, "give a tenant or --package, not both" in result.stderr) == (2, True), result.stderr


def printed(*arguments: str) -> str:
    """Return the command's output, run in this process."""
    result = CliRunner().invoke(application(), ["margin", *arguments], catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


def dollars(amount: str) -> str:
    """Return an amount as people write it."""
    return f"${Decimal(amount):,}".replace("$-", "-$")


@settings(max_examples=settings().max_examples // 5)
@given(st.decimals(0, 2000, places=2), st.decimals(0, 1, places=4), st.integers(1, 24))
def test_machines_and_people_get_the_same(price: Decimal, message_price: Decimal, parts: int) -> None:
    """The JSON and the table have the same sums, and revenue less cost is gross profit in both."""
    pairs = [f"price={price}", f"message-price={message_price}", f"segments={parts}"]
    arguments = ["mile-marker-running", *(word for pair in pairs for word in ("--what-if", pair))]
    figures: dict[str, Any] = json.loads(printed(*arguments, "--json"))
    table = rows(printed(*arguments))
    cases = (figures["today"], figures["supposed"])
    for key in ("revenue", "cost", "gross_profit"):
        assert table[key.replace("_", " ")] == [dollars(case[key]) for case in cases]
    for case in cases:
        assert Decimal(case["revenue"]) - Decimal(case["cost"]) == Decimal(case["gross_profit"])
    assert [line["what"] for line in figures["today"]["monthly"]] == [
        name for name in table if name.startswith(("messages", "carrier", "campaign, ", "phone"))
    ]
