"""The JSON Schema of a tenant's file is of draft 7, and agrees with the loader."""

import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from tenants.model.tenant_schema import DRAFT, MODELINE, NAME, file_text, schema, write
from tenants.model.yaml_files.yaml_document import read_document
from tests.international import FRENCH, GERMAN, abroad, british_business
from tests.owl_inc import TENANTS, owl_inc

FILES = sorted(TENANTS.glob("*.yaml"))


@cache
def drawn() -> dict[str, Any]:
    """Return the schema."""
    return schema(owl_inc())


def read(file: Path) -> Any:
    """Read a file as an editor does: with YAML 1.2, in which a date is a string."""
    return read_document(file).content


def errors(content: Any) -> list[str]:
    """Return the places that an editor would underline."""
    return [".".join(map(str, each.absolute_path)) for each in Draft7Validator(drawn()).iter_errors(content)]


def test_it_is_of_draft_7() -> None:
    """Editors read draft 7; every reference in the schema has a target."""
    Draft7Validator.check_schema(drawn())
    text = file_text(owl_inc())
    assert "$defs" not in text
    assert set(referred(drawn())) <= drawn()["definitions"].keys()
    assert (drawn()["$schema"], drawn()["title"]) == (DRAFT, "A tenant of Owl Inc.")


def referred(value: Any) -> list[str]:
    """Return the names of the definitions that a schema refers to; a reference has nothing beside it."""
    if isinstance(value, list):
        return [name for each in value for name in referred(each)]
    if not isinstance(value, dict):
        return []
    if isinstance(reference := value.get("$ref"), str):
        assert list(value) == ["$ref"]
        return [reference.removeprefix("#/definitions/")]
    return [name for each in value.values() for name in referred(each)]


def test_it_is_written_beside_the_tenants_files(tmp_path: Path) -> None:
    """As people can read it: indented, with every letter as it is."""
    isv = owl_inc().isv.model_copy(update={"name": "Café Owl"})
    tenants = replace(owl_inc(), isv=isv)
    file = write(tmp_path, tenants)
    text = file.read_text("utf-8")
    assert (file, text) == (tmp_path / NAME, file_text(tenants))
    assert json.loads(text) == drawn() | {"title": "A tenant of Café Owl"}
    assert text.startswith('{\n  "$schema": ')
    assert text.endswith("}\n")
    assert "\\u" not in text


def test_names_of_the_catalogue_are_offered() -> None:
    """And the industries of both of Twilio's lists, which overlap."""
    properties = drawn()["properties"]
    assert properties["package"]["enum"] == ["bronze", "silver", "gold"]
    assert {"order-ready", "seasonal-offer"} <= set(properties["templates"]["items"]["enum"])
    assert properties["early_access"]["items"]["enum"] == sorted(owl_inc().features)
    industries = drawn()["definitions"]["Business"]["properties"]["industry"]["enum"]
    assert {"RETAIL", "AUTOMOTIVE"} <= set(industries)
    assert industries == sorted(set(industries))


def test_a_campaign_is_required_where_no_other_sender_is() -> None:
    """A toll-free number, or one abroad, does without."""
    content = read(TENANTS / "freestyle-falcons.yaml")
    del content["campaign"]
    assert errors(content) == [""]
    assert errors(content | {"senders": {}}) == []


def test_an_override_needs_nothing_and_may_take_a_value_away() -> None:
    """Only what differs is said; an empty key removes what is inherited; it has no overrides of its own."""
    content = read(TENANTS / "freestyle-falcons.yaml")
    said = {"campaign": {"description": None}, "support_contact": None, "business": {"address": {"city": None}}}
    assert errors(merged(content, {"environments": {"dev": said}})) == []
    assert errors(merged(content, {"environments": {"dev": {"environments": {}}}})) == ["environments.dev"]
    assert errors(merged(content, {"environments": {"dev": {"name": 5}}})) == ["environments.dev.name"]
    assert errors(content | {"support_contact": None}) == ["support_contact"]


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
    assert not {"ring", "brand"} & set(drawn()["required"])


def test_an_editor_shows_what_a_field_is_for() -> None:
    """Hover texts are the model's own descriptions, also where a field refers to a definition."""
    campaign = drawn()["definitions"]["Campaign"]["properties"]
    assert campaign["description"]["description"].startswith("Who sends what to whom")
    assert drawn()["properties"]["qualification"]["description"] == "The answers the tenant gave before the sale."
    assert not any("\n" in each.replace("\n\n", "") for each in descriptions(drawn()))
    assert "default" not in drawn()["properties"]["support_contact"]


def descriptions(value: Any) -> list[str]:
    """Return all hover texts."""
    if isinstance(value, list):
        return [text for each in value for text in descriptions(each)]
    if not isinstance(value, dict):
        return []
    own = [value["description"]] if isinstance(value.get("description"), str) else []
    return own + [text for each in value.values() for text in descriptions(each)]
