"""`owl brand`, for a tenant whose senders need no brand."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from owl.cli import application
from owl.failure import Failure
from tests.international import GERMAN, abroad, put
from tests.owl_inc import put_owl_inc
from tests.toll_free import FALCONS


@pytest.mark.parametrize("step", ["otp", "2fa"])
def test_a_tenant_without_a_brand_has_nothing_to_confirm(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No deployment will ever make one, so none is advised."""
    put_owl_inc(tmp_path)
    put(tmp_path, abroad(GERMAN))
    monkeypatch.chdir(tmp_path)

    failed = CliRunner().invoke(application(), ["brand", step, FALCONS])

    assert isinstance(failed.exception, Failure)
    assert "has no brand: its file names only senders that need none (tenants/" in str(failed.exception)
