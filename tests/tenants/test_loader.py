"""Valid files, loaded: what the program gets."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from ruamel.yaml import YAML

from tenants.model import Placeholder, PlaceholderType, Template, Traffic
from tests.tenants.tenant_files import GOOD_FILES, load, replaced


def written(tenant: str) -> dict[str, Any]:
    """Return the content of a valid file, as JSON."""
    content: dict[str, Any] = json.loads(json.dumps(YAML(typ="safe").load(GOOD_FILES[f"{tenant}.yaml"]), default=str))
    return content


@pytest.mark.parametrize("name", ["acme", "birch"])
def test_a_tenant_has_what_its_file_says(name: str, tmp_path: Path) -> None:
    """The id is the file's name, and the rest is in the file."""
    tenant, content = load(tmp_path).by_id[name], written(name)
    assert tenant.id == name
    assert tenant.model_dump(mode="json", exclude_unset=True, include={*content}) == content


@pytest.mark.parametrize("name", ["acme", "birch"])
def test_what_a_file_leaves_out_stays_with_the_default(name: str, tmp_path: Path) -> None:
    """This holds for every optional field, in the file and in its sections."""
    tenant, content = load(tmp_path).by_id[name], written(name)
    sections = {section: getattr(tenant, section) for section in ("business", "brand", "campaign")}
    for model, known in [(tenant, content.keys() | {"id"}), *((each, content[key]) for key, each in sections.items())]:
        fields = type(model).model_fields
        left_out = {field: getattr(model, field) for field in fields.keys() - known}
        assert left_out == {field: fields[field].get_default(call_default_factory=True) for field in left_out}
        assert left_out


def test_tenants_come_in_the_order_of_their_ids(tmp_path: Path) -> None:
    """A run has the same order everywhere, whatever order the disk lists files in."""
    assert [tenant.id for tenant in load(tmp_path)] == ["acme", "birch"]


def test_references_lead_to_the_catalogue(tmp_path: Path) -> None:
    """A tenant's package and templates are found by the names in its file."""
    tenants = load(tmp_path)
    assert tenants.package_of(tenants.by_id["acme"]).messages_per_day == 250
    assert list(tenants.templates_of(tenants.by_id["birch"])) == ["repair-done"]


def test_each_tenant_has_its_own_callback_urls(tmp_path: Path) -> None:
    """They start with the ISV's base URL, and each report has its own."""
    assert load(tmp_path).isv.callback_urls("acme")._asdict() == {
        "message_status": "https://hooks.owl.example/acme/message-status",
        "usage_alert": "https://hooks.owl.example/acme/usage-alert",
        "error_events": "https://hooks.owl.example/acme/error-events",
        "review_status": "https://hooks.owl.example/acme/review-status",
    }


def test_a_country_is_not_a_truth_value(tmp_path: Path) -> None:
    """With YAML 1.2, NO, on, a date and a time are strings, and 0123 is no octal number."""
    for text in ("NO", "on", "2024-01-31", "12:30"):
        assert load(tmp_path, replaced("acme.yaml", "Acme\npackage", f"{text}\npackage")).by_id["acme"].name == text
    octal = load(tmp_path, replaced("acme.yaml", "600", "0123"))
    assert octal.by_id["acme"].messaging.validity_period == 123


def test_what_was_read_cannot_be_changed(tmp_path: Path) -> None:
    """Everything that runs after the check sees what was checked."""
    tenant = load(tmp_path).by_id["acme"]
    with pytest.raises(ValidationError, match="Instance is frozen"):
        setattr(tenant, "name", "Other")  # noqa: B010 - mypy knows that it is frozen


def test_a_template_is_numbered_in_order_of_first_appearance(tmp_path: Path) -> None:
    """Twilio's placeholders are numbers; a name used twice is one number, in any order of the examples."""
    template = load(tmp_path).templates["order-ready"]
    assert template.placeholder_numbers == {"shop": 1, "customer": 2, "order": 3}
    assert template.numbered_body == "{{1}}: {{2}}, come to {{1}} for order {{3}}. Reply STOP to opt out."
    assert template.numbered_examples_for("Acme Surf") == {"1": "Acme Surf", "2": "Alice", "3": "20417"}


def test_an_example_is_what_a_customer_would_read(tmp_path: Path) -> None:
    """It is the body with its examples filled in."""
    example = load(tmp_path).templates["order-ready"].example
    assert example == "Acme: Alice, come to Acme for order 20417. Reply STOP to opt out."


def placeholder(name: str) -> Placeholder:
    """Return a name of up to 64 characters, with an example that can be found in the text."""
    return Placeholder(type=PlaceholderType.NAME, longest=64, example=f"<{name}>")


@given(st.lists(st.from_regex("[a-z][a-z0-9_]{0,9}", fullmatch=True), max_size=12))
def test_numbers_and_examples_rebuild_the_text(names: list[str]) -> None:
    """Twilio's form, filled with Twilio's variables, is the text with the names filled in."""
    placeholders = {name: placeholder(name) for name in sorted({"shop", *names})}
    body = "{{shop}}: " + " ".join(f"{{{{{name}}}}}" for name in names) + " Reply STOP to opt out."
    template = Template(language="en", traffic=Traffic.TRANSACTIONAL, body=body, placeholders=placeholders)
    filled = template.numbered_body
    variables = template.numbered_examples_for("<shop>")
    for number, example in variables.items():
        filled = filled.replace(f"{{{{{number}}}}}", example)
    assert filled == template.example
    assert list(variables) == [str(n + 1) for n in range(len(placeholders))]
