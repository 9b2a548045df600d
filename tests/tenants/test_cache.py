"""A parsed file is not parsed again, and a doubtful cache entry is never used."""

import json
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tenants.model import InvalidTenants, load_tenants
from tenants.model.yaml_files.disk_cache import KEPT, PLACE, DiskCache, share_caches
from tests.tenants import cache_file
from tests.tenants.cache_file import Entry
from tests.tenants.tenant_files import GOOD_FILES, write_files

READ = "import sys, pathlib; from tenants.model import load_tenants; load_tenants(pathlib.Path(sys.argv[1]))"


@pytest.fixture
def tenants(tmp_path: Path) -> Path:
    """The valid files in a project."""
    (tmp_path / "Pulumi.yaml").write_text("name: owl\n")
    return write_files(tmp_path)


def entries(tenants: Path) -> dict[str, Entry]:
    """Return the entries of the cache, by name."""
    return cache_file.entries(tenants.parent, "documents")


def test_what_comes_from_the_cache_is_what_was_read(tenants: Path) -> None:
    """Values and positions are the same, each file is stored once, and nothing is written again."""
    fresh = load_tenants(tenants)
    kept = entries(tenants)
    assert len(kept) == len(GOOD_FILES)
    assert load_tenants(tenants) == fresh
    assert entries(tenants) == kept


def test_the_cache_is_used(tenants: Path) -> None:
    """A complete entry with another file's values is used: nothing was parsed."""
    load_tenants(tenants)
    acme = (tenants / "acme.yaml").read_bytes()
    before = entries(tenants)
    (tenants / "acme.yaml").write_bytes(acme.replace(b"name: Acme", b"name: Other"))
    load_tenants(tenants)
    [other] = [entry for name, entry in entries(tenants).items() if name not in before]
    (tenants / "acme.yaml").write_bytes(acme)
    for name, entry in before.items():
        if b"Acme LLC" in entry.value:
            cache_file.replace_entry(tenants.parent, "documents", name, other)
    assert load_tenants(tenants).by_id["acme"].name == "Other"


DAMAGES: dict[str, Callable[[Entry], Entry]] = {
    "emptied": lambda whole: whole._replace(value=b""),
    "cut short": lambda whole: whole._replace(value=whole.value[:-20]),
    "changed": lambda whole: whole._replace(value=whole.value.replace(b"c", b"k")),
    "of something else": lambda whole: whole._replace(value=b"\x80\x04K."),
    "without its sum": lambda whole: whole._replace(digest=None),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_entry_leads_to_a_fresh_read(damage: Callable[[Entry], Entry], tenants: Path) -> None:
    """The files decide, whatever happened to the entries, and the entries are repaired."""
    fresh, kept = load_tenants(tenants), entries(tenants)
    for name, whole in kept.items():
        cache_file.replace_entry(tenants.parent, "documents", name, damage(whole))
    assert load_tenants(tenants) == fresh
    assert {name: each.value for name, each in entries(tenants).items()} == {
        name: each.value for name, each in kept.items()
    }


DAMAGED_FILES: dict[str, Callable[[bytes], bytes]] = {
    "emptied": lambda _: b"",
    "cut short": lambda whole: whole[: len(whole) // 2],
    "of something else": lambda _: b"not a database " * 1000,
    "zeros in the middle": lambda whole: whole[:4096] + bytes(len(whole) - 4096),
}


@pytest.mark.parametrize("damage", DAMAGED_FILES.values(), ids=DAMAGED_FILES.keys())
def test_a_damaged_file_is_replaced(damage: Callable[[bytes], bytes], tenants: Path) -> None:
    """The tenants' files decide, and the next run but one has every entry again."""
    fresh, names = load_tenants(tenants), set(entries(tenants))
    file = cache_file.cache_file(tenants.parent, "documents")
    assert file
    file.write_bytes(damage(file.read_bytes()))
    assert load_tenants(tenants) == fresh
    assert load_tenants(tenants) == fresh
    assert set(entries(tenants)) == names


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
    assert entries(tmp_path / "tenants") == {}


def test_what_is_not_used_for_long_is_removed(tenants: Path) -> None:
    """Adding an entry removes old ones; entries in use stay."""
    load_tenants(tenants)
    old = time.time() - KEPT - 60
    for name, entry in {**entries(tenants), "0" * 64: Entry(None, b"", old)}.items():
        cache_file.replace_entry(tenants.parent, "documents", name, entry._replace(written=old))
    of_an_old_version = tenants.parent / ".local" / "cache" / "documents" / "0123456789abcdef.sqlite"
    of_an_old_version.touch()
    os.utime(of_an_old_version, (old, old))
    (tenants / "birch.yaml").write_text(f"{GOOD_FILES['birch.yaml']}# changed\n")
    load_tenants(tenants)
    assert "0" * 64 not in entries(tenants)
    assert len(entries(tenants)) == len(GOOD_FILES)
    assert not of_an_old_version.exists()


def test_runs_side_by_side_get_on(tenants: Path) -> None:
    """Several processes fill the same cache together: each reads the file's content, and no partial entry is left."""
    running = [subprocess.Popen([sys.executable, "-c", READ, str(tenants)]) for _ in range(4)]
    assert [process.wait() for process in running] == [0] * 4
    assert len(entries(tenants)) == len(GOOD_FILES)
    load_tenants(tenants)


@pytest.mark.parametrize("begun", [False, True], ids=["first", "later"])
def test_another_directory_shares_the_caches_of_a_project(begun: bool, tmp_path: Path) -> None:  # noqa: FBT001 - drawn
    """Whichever of the two finds something out, both know it."""
    project, other = tmp_path / "project", tmp_path / "deep" / "other"
    if begun:
        (project / PLACE).mkdir(parents=True)
        (other / PLACE.parent).mkdir(parents=True)
    share_caches(project, other)
    for directory in (project, other):
        directory.mkdir(exist_ok=True)
        (directory / "Pulumi.yaml").touch()
    for name, directory in (("a", project), ("b", other)):
        cache = DiskCache(directory / "tenants", "answers", "1")
        cache.keep(name, [1])
        cache.prune()

    for directory in (project, other):
        cache = DiskCache(directory / "tenants", "answers", "1")
        assert [cache.read(name) for name in ("a", "b", "c")] == [[1], [1], None]
        cache.prune()


def test_caches_that_cannot_be_shared_are_not(tmp_path: Path) -> None:
    """A file in the way is left alone."""
    (tmp_path / ".local").write_text("in the way")
    share_caches(tmp_path, tmp_path / "other")
    assert [each.name for each in tmp_path.iterdir()] == [".local"]
    assert (tmp_path / ".local").read_text() == "in the way"


def test_old_directories_are_removed_and_others_stay(tenants: Path) -> None:
    """Beside the cache of this version there may be whole directories of older ones."""
    load_tenants(tenants)
    place = tenants.parent / ".local" / "cache" / "documents"
    old = time.time() - KEPT - 60
    for name, when in (("old", old), ("new", time.time())):
        (place / name).mkdir()
        (place / name / "entry").touch()
        os.utime(place / name, (when, when))
    (tenants / "birch.yaml").write_text(f"{GOOD_FILES['birch.yaml']}# changed\n")
    load_tenants(tenants)
    assert not (place / "old").exists()
    assert (place / "new" / "entry").exists()


def test_entries_know_when_they_were_written(tenants: Path) -> None:
    """In seconds; they are JSON without spaces."""
    begin = time.time()
    load_tenants(tenants)
    assert all(begin <= each.written <= time.time() for each in entries(tenants).values())
    for each in entries(tenants).values():
        assert each.value == json.dumps(json.loads(each.value), separators=(",", ":")).encode()


def test_a_file_of_another_layout_is_left_alone(tenants: Path) -> None:
    """It is not damaged: the tenants' files are read without it."""
    fresh = load_tenants(tenants)
    file = cache_file.cache_file(tenants.parent, "documents")
    assert file
    with closing(sqlite3.connect(file)) as layout, layout:
        layout.execute("DROP TABLE entries")
        layout.execute("CREATE TABLE entries (other TEXT)")
    assert load_tenants(tenants) == fresh
    with closing(sqlite3.connect(file)) as layout:
        assert [each[1] for each in layout.execute("PRAGMA table_info(entries)")] == ["other"]


def test_only_the_owner_can_read_a_cache(tenants: Path) -> None:
    """It has what the tenants' files say."""
    load_tenants(tenants)
    file = cache_file.cache_file(tenants.parent, "documents")
    assert file
    assert file.stat().st_mode & 0o777 == 0o600
