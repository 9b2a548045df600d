"""`owl check --fix`: what it writes, and what it leaves to people."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from owl.cli import application
from tests.owl_inc import put_owl_inc

RATES = "Message and data rates may apply."


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the file of a shop of Owl Inc."""
    put_owl_inc(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "tenants" / "breakwater-boards.yaml"


def change(file: Path, *pairs: tuple[str, str]) -> None:
    """Replace texts in a file."""
    text = file.read_text("utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, "utf-8")


def test_a_disclosure_is_added_beside_the_box(shop: Path) -> None:
    """The sentence goes into the words that customers see, and the file is right afterwards."""
    change(shop, ("    month. Message and data rates may apply. Reply", "    month. Reply"))
    shown = CliRunner().invoke(application(), ["check"])
    assert shown.exit_code == 1
    assert f"corrected: Consent is not a condition of purchase. {RATES}" in shown.output

    fixed = CliRunner().invoke(application(), ["check", "--fix"])

    assert fixed.exit_code == 0
    assert f'purchase. {RATES}" Terms and privacy policy' in shop.read_text("utf-8")
    assert CliRunner().invoke(application(), ["check", "--fix"]).exit_code == 0


def test_a_flag_follows_the_samples(shop: Path) -> None:
    """The samples decide; nothing else in the file changes."""
    before = shop.read_text("utf-8")
    change(shop, ("has_embedded_phone: true", "has_embedded_phone: false"))

    assert CliRunner().invoke(application(), ["check", "--fix"]).exit_code == 0
    assert shop.read_text("utf-8") == before


def test_nothing_is_claimed_about_a_box(shop: Path) -> None:
    """Whether a box is empty is a fact; only people can say it."""
    change(shop, ("not ticked beforehand", "already ticked"))
    before = shop.read_text("utf-8")

    fixed = CliRunner().invoke(application(), ["check", "--fix"])

    assert fixed.exit_code == 1
    assert "customers must tick the checkbox themselves" in " ".join(fixed.output.split())
    assert shop.read_text("utf-8") == before
