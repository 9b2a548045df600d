"""A parsed file is not parsed again, and a doubtful cache entry is never used."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tenants.model import InvalidTenants, load_tenants
from tenants.model.yaml_files.disk_cache import KEPT
from tests.tenants.tenant_files import GOOD_FILES, write_files

READ = "import sys, pathlib; from tenants.model import load_tenants; load_tenants(pathlib.Path(sys.argv[1]))"


@pytest.fixture
def tenants(tmp_path: Path) -> Path:
    """The valid files in a project."""
    (tmp_path / "Pulumi.yaml").write_text("name: owl\n")
    return write_files(tmp_path)


def entries(tenants: Path) -> list[Path]:
    """Return the files of the cache."""
    return sorted(file for file in (tenants.parent / ".local" / "cache").rglob("*") if file.is_file())


def test_what_comes_from_the_cache_is_what_was_read(tenants: Path) -> None:
    """Values and positions are the same, each file is stored once, and nothing is written again."""
    fresh = load_tenants(tenants)
    kept = {entry: entry.stat().st_mtime_ns for entry in entries(tenants)}
    assert len(kept) == len(GOOD_FILES)
    assert load_tenants(tenants) == fresh
    assert {entry: entry.stat().st_mtime_ns for entry in entries(tenants)} == kept


def test_the_cache_is_used(tenants: Path) -> None:
    """A complete entry with another file's values is used: nothing was parsed."""
    load_tenants(tenants)
    acme = (tenants / "acme.yaml").read_bytes()
    before = set(entries(tenants))
    (tenants / "acme.yaml").write_bytes(acme.replace(b"name: Acme", b"name: Other"))
    load_tenants(tenants)
    [other] = set(entries(tenants)) - before
    (tenants / "acme.yaml").write_bytes(acme)
    for entry in before:
        if b"Acme LLC" in entry.read_bytes():
            entry.write_bytes(other.read_bytes())
    assert load_tenants(tenants).by_id["acme"].name == "Other"


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "emptied": lambda _: b"",
    "cut short": lambda whole: whole[:-20],
    "changed": lambda whole: whole.replace(b"c", b"k"),
    "of something else": lambda _: b"\x80\x04K.",
    "without its sum": lambda whole: whole.partition(b"\n")[2],
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_entry_leads_to_a_fresh_read(damage: Callable[[bytes], bytes], tenants: Path) -> None:
    """The files decide, whatever happened to the entries, and the entries are repaired."""
    fresh, kept = load_tenants(tenants), {entry: entry.read_bytes() for entry in entries(tenants)}
    for entry, whole in kept.items():
        entry.write_bytes(damage(whole))
    assert load_tenants(tenants) == fresh
    assert {entry: entry.read_bytes() for entry in entries(tenants)} == kept


def test_a_changed_file_is_read_again(tenants: Path) -> None:
    """An entry belongs to a file's content, not to its name or its time."""
    load_tenants(tenants)
    file = tenants / "acme.yaml"
    before = file.stat()
    file.write_text(file.read_text().replace("name: Acme", "name: Akme"))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert load_tenants(tenants).by_id["acme"].name == "Akme"


def test_a_file_with_a_fault_is_not_kept(tenants: Path) -> None:
    """Its finding is reported every time."""
    (tenants / "acme.yaml").write_text("name: [")
    for _ in range(2):
        with pytest.raises(InvalidTenants, match="invalid YAML"):
            load_tenants(tenants)
    assert len(entries(tenants)) == len(GOOD_FILES) - 1


def test_a_cache_that_cannot_be_written_is_done_without(tenants: Path) -> None:
    """The files are still read."""
    (tenants.parent / ".local").write_text("in the way")
    assert list(load_tenants(tenants).by_id) == ["acme", "birch"]


def test_tenants_outside_a_project_are_not_kept(tmp_path: Path) -> None:
    """Nothing is written beside files that belong to no project."""
    load_tenants(write_files(tmp_path))
    assert entries(tmp_path / "tenants") == []


def test_what_is_not_used_for_long_is_removed(tenants: Path) -> None:
    """Adding an entry removes old ones; entries in use stay."""
    load_tenants(tenants)
    old = time.time() - KEPT - 60
    stale = entries(tenants)[0].with_name("0" * 64)
    stale.write_bytes(b"")
    for entry in entries(tenants):
        os.utime(entry, (old, old))
    (tenants / "birch.yaml").write_text(f"{GOOD_FILES['birch.yaml']}# changed\n")
    load_tenants(tenants)
    assert stale not in entries(tenants)
    assert len(entries(tenants)) == len(GOOD_FILES)


def test_runs_side_by_side_get_on(tenants: Path) -> None:
    """Several processes fill the same cache together: each reads the file's content, and no partial entry is left."""
    running = [subprocess.Popen([sys.executable, "-c", READ, str(tenants)]) for _ in range(4)]
    assert [process.wait() for process in running] == [0] * 4
    assert len(entries(tenants)) == len(GOOD_FILES)
    load_tenants(tenants)
