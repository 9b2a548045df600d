"""The JSON Schema of a tenant's file is current, of draft 7, and agrees with the loader."""

from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from tenants.model import load_tenants
from tenants.model.tenant_schema import MODELINE, NAME, file_text, schema
from tenants.model.yaml_files.yaml_document import read_document
from tests.docs.documents import REPOSITORY
from tests.international import FRENCH, GERMAN, abroad, british_business
from tests.owl_inc import TENANTS, owl_inc

FILES = sorted(TENANTS.glob("*.yaml"))
SCHEMA = schema(owl_inc())


def read(file: Path) -> Any:
    """Read a file as an editor does: with YAML 1.2, in which a date is a string."""
    return read_document(file).content


def errors(content: Any) -> list[str]:
    """Return the places that an editor would underline."""
    return [".".join(map(str, each.absolute_path)) for each in Draft7Validator(SCHEMA).iter_errors(content)]


def test_it_is_current() -> None:
    """The committed schema is what `owl docs` writes, whichever tenants the repository has."""
    tenants = REPOSITORY / "tenants"
    assert (tenants / NAME).read_text("utf-8") == file_text(load_tenants(tenants)), "run `owl docs`"


def test_it_is_of_draft_7() -> None:
    """Editors read draft 7; every reference in the schema has a target."""
    Draft7Validator.check_schema(SCHEMA)
    assert "$defs" not in file_text(owl_inc())


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_right_file_is_right_in_an_editor(file: Path) -> None:
    """Its first line names the schema."""
    assert errors(read(file)) == []
    assert file.read_text("utf-8").splitlines()[0] == MODELINE


def test_a_business_abroad_is_right_in_an_editor() -> None:
    """States and ZIP codes are offered in the US only."""
    for text in (abroad(FRENCH, GERMAN), british_business()):
        assert errors(read_document(Path("abroad.yaml"), text.encode()).content) == []


WRONG = {
    "package": {"package": "platinum"},
    "templates.0": {"templates": ["haircut"]},
    "color": {"color": "red"},
    "business.address.region": {"business": {"address": {"region": "California"}}},
    "business.registration_number": {"business": {"registration_number": "12-3456789"}},
    "environments.dev.ring": {"environments": {"dev": {"ring": "alpha"}}},
    "environments": {"environments": {"staging": {}}},
}


@pytest.mark.parametrize(("place", "change"), WRONG.items(), ids=WRONG.keys())
def test_a_fault_is_underlined(place: str, change: dict[str, Any]) -> None:
    """Names missing in the catalogue, unknown keys and malformed values are underlined where they are."""
    found = errors(merged(read(TENANTS / "freestyle-falcons.yaml"), change))
    assert found == [place.rpartition("color")[0] if place == "color" else place]


def merged(content: Any, change: Any) -> Any:
    """Merge a change into a file's content."""
    if isinstance(content, dict) and isinstance(change, dict):
        return content | {key: merged(content.get(key), value) for key, value in change.items()}
    return change


@pytest.mark.parametrize("key", ["name", "package", "business", "campaign"])
def test_fields_without_a_default_are_required(key: str) -> None:
    """What the ISV's defaults set is not required."""
    content = read(TENANTS / "freestyle-falcons.yaml")
    del content[key]
    assert errors(content) == [""]
    assert not {"ring", "brand"} & set(SCHEMA["required"])


def test_an_editor_shows_what_a_field_is_for() -> None:
    """Hover texts are the model's own descriptions, also where a field refers to a definition."""
    campaign = SCHEMA["definitions"]["Campaign"]["properties"]
    assert campaign["description"]["description"].startswith("Who sends what to whom")
    assert SCHEMA["properties"]["qualification"]["description"] == "The answers the tenant gave before the sale."
