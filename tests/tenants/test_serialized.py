"""Tenants' files as plain values, and back: what the engine passes to the rules."""

import json
from dataclasses import replace
from typing import Any

import pytest

from tenants.model import load_tenants
from tenants.model.serialized import deserialized, serialized, with_integers
from tenants.model.yaml_files.yaml_document import read_document
from tests.policies.case import GOOD


def keys(value: Any) -> Any:
    """Return the keys, at every depth."""
    return {key: keys(each) for key, each in value.items()} if isinstance(value, dict) else None


@pytest.mark.parametrize("environment", [None, "dev"])
def test_nothing_is_lost_on_the_way(environment: str | None) -> None:
    """Values that JSON can express become the same tenants again."""
    tenants = load_tenants(GOOD / "tenants", environment)
    assert deserialized(json.loads(json.dumps(serialized(tenants))), tenants.positions) == tenants


def test_defaults_and_ids_are_omitted() -> None:
    """A default is not a value of a file; nor is an id, which is the file's name."""
    values = serialized(load_tenants(GOOD / "tenants"))
    assert "environment" not in values
    assert "id" not in values["tenants"]["acme"]
    assert "mock" not in values["tenants"]["acme"]["brand"]


def test_only_what_is_written_is_a_value() -> None:
    """The catalogue's parts have their files' content, without the defaults of their fields, and as JSON."""
    values = serialized(load_tenants(GOOD / "tenants"))
    files = {"isv": "isv", "features": "features", "packages": "packages", "templates": "templates"}
    files |= {"price_book": "price-book"}
    for part, file in files.items():
        written = read_document(GOOD / "tenants" / "catalogue" / f"{file}.yaml").content
        assert keys(json.loads(json.dumps(values[part]))) == keys(written), part


def test_the_engines_numbers_are_made_whole() -> None:
    """The engine has only floats; and its lists and mappings are not Python's."""
    given = {
        "rings": ("beta", "general"),
        "share": 0.5,
        "messages_per_day": 250.0,
        "inner": [{"count": 3.0}],
    }
    found = with_integers(given)
    assert found == {
        "rings": ["beta", "general"],
        "share": 0.5,
        "messages_per_day": 250,
        "inner": [{"count": 3}],
    }
    assert isinstance(found["messages_per_day"], int)
    assert isinstance(found["inner"][0]["count"], int)


def test_places_are_not_among_the_values() -> None:
    """A report looks them up in the files."""
    tenants = load_tenants(GOOD / "tenants")
    assert serialized(tenants) == serialized(replace(tenants, positions={}))


def test_a_catalogue_may_lack_rings_and_countries() -> None:
    """Then they are no values, and the tenants become the same again."""
    tenants = replace(load_tenants(GOOD / "tenants"), rings={}, countries={})
    values = serialized(tenants)
    assert not {"rings", "countries"} & values.keys()
    assert deserialized(json.loads(json.dumps(values)), tenants.positions) == tenants
