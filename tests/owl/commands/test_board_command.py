"""`owl board` on the command line: what it refuses before it reads anything."""

import pytest
from typer.testing import CliRunner

from owl.cli import application


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "choose one: --serve, or --output FILE"),
        (["--serve", "--output", "board.html"], "choose one: --serve, or --output FILE"),
        (["--serve", "--host", "192.0.2.1"], "name a proxy with --behind-proxy"),
        (["--serve", "--behind-proxy", "http://board.owl.example"], "write it as https://board.owl.example"),
        (["--serve", "--behind-proxy", "https://me@board.owl.example"], "write it as https://board.owl.example"),
    ],
)
def test_it_is_not_shown_to_everybody(arguments: list[str], said: str) -> None:
    """Only this machine sees it, unless a proxy is named that speaks https."""
    refused = CliRunner().invoke(application(), ["board", *arguments])
    assert refused.exit_code == 2
    assert said in " ".join(refused.output.split())
