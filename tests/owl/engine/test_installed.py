"""The installed engines that set-up accepts."""

from pathlib import Path

import pytest

from owl.engine import installed
from owl.engine.installed import UnavailableError
from tests.programs import engine, program


@pytest.mark.parametrize("version", ["3.255.0", "3.259.0", "3.300.1"])
def test_an_engine_on_path_that_serves_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str) -> None:
    """An installed engine from 3.255 on is used instead of a new one."""
    monkeypatch.setenv("PATH", f"{engine(tmp_path, version)}:/usr/bin:/bin")

    assert installed.on_path() == tmp_path


@pytest.mark.parametrize("version", ["3.254.9", "2.900.0", "4.0.0"])
def test_an_unfit_engine_on_path_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str) -> None:
    """An engine of another version is refused, and the reason names it and the accepted versions."""
    monkeypatch.setenv("PATH", f"{engine(tmp_path, version)}:/usr/bin:/bin")

    with pytest.raises(UnavailableError, match=rf"{tmp_path}/pulumi is {version}, .* from 3\.255\.0 up to 4"):
        installed.on_path()


def test_an_engine_that_cannot_run_python_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the Python language host the engine would fail at the first `pulumi up`."""
    monkeypatch.setenv("PATH", str(engine(tmp_path, "3.259.0", language_host=False)))

    with pytest.raises(UnavailableError, match="has no pulumi-language-python"):
        installed.on_path()


def test_the_language_host_is_looked_for_beside_the_real_engine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Package managers put only a link to `pulumi` on PATH, and the plugins beside its target."""
    linked = tmp_path / "bin" / "pulumi"
    linked.parent.mkdir()
    linked.symlink_to(engine(tmp_path / "cellar", "3.259.0") / "pulumi")
    monkeypatch.setenv("PATH", str(linked.parent))

    assert installed.on_path() == linked.parent


def test_an_engine_that_does_not_answer_is_refused_with_its_own_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A version manager's shim without a version is not an engine."""
    program(tmp_path, "pulumi", "echo 'no version is set' >&2", "exit 126")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")

    with pytest.raises(UnavailableError, match="no version is set"):
        installed.on_path()


def test_a_cache_that_lacks_a_part_is_refused(tmp_path: Path) -> None:
    """A partial engine in the cache is refused."""
    engine(tmp_path, "3.259.0", language_host=False)

    with pytest.raises(UnavailableError, match="has no pulumi-language-python, pulumi-language-python-exec"):
        installed.in_directory(tmp_path, "3.259.0")


def test_a_cache_of_another_version_is_refused(tmp_path: Path) -> None:
    """The cached engine must have the version in its folder's name."""
    engine(tmp_path, "3.258.0")

    with pytest.raises(UnavailableError, match=r"3\.258\.0, not 3\.259\.0"):
        installed.in_directory(tmp_path, "3.259.0")
