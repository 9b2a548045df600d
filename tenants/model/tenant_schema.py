"""The JSON Schema of a tenant's file, generated from the model: for completion, hover texts and errors in editors.

Draft 7, which the YAML language server supports (https://github.com/redhat-developer/yaml-language-server). It checks
less than `owl check`: hardly any dependencies between fields, and no rules.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tenants.model.sections.industry import BusinessIndustry, Vertical
from tenants.model.sections.tenant import OF_CAMPAIGNS, TenantFile
from tenants.model.tenants import Tenants
from tenants.model.yaml_files.described_schema import DescribedSchema

NAME = "tenant.schema.json"
"""The schema's file name, in the directory of the tenants' files."""

MODELINE = f"# yaml-language-server: $schema={NAME}"
"""The first line of a tenant's file, which tells editors where the schema is."""

DRAFT = "http://json-schema.org/draft-07/schema#"
_DEFINITION = "#/definitions/{model}"


def file_text(tenants: Tenants) -> str:
    """Return the text of the schema file.

    Args:
        tenants: The catalogue, which defines the allowed packages, templates and features.
    """
    return json.dumps(schema(tenants), indent=2, ensure_ascii=False) + "\n"


def write(directory: Path, tenants: Tenants) -> Path:
    """Write the schema next to the tenants' files, and return its path."""
    file = directory / NAME
    file.write_text(file_text(tenants), "utf-8")
    return file


def schema(tenants: Tenants) -> dict[str, Any]:
    """Return the schema."""
    drawn: dict[str, Any] = _draft_7(
        TenantFile.model_json_schema(ref_template=_DEFINITION, schema_generator=DescribedSchema)
    )
    properties, definitions = drawn["properties"], drawn["definitions"]
    properties["package"]["enum"] = list(tenants.packages)
    properties["templates"]["items"]["enum"] = sorted(tenants.templates)
    properties["early_access"]["items"]["enum"] = sorted(tenants.features)
    definitions["Business"]["properties"]["industry"]["enum"] = sorted({*BusinessIndustry, *Vertical})
    drawn["required"] += OF_CAMPAIGNS
    _take_defaults(drawn, tenants.isv.defaults.model_dump(exclude_none=True), definitions)
    drawn["if"] = {"not": {"required": ["senders"]}}
    drawn["then"] = {"required": [each for each in drawn["required"] if each in OF_CAMPAIGNS]}
    drawn["required"] = [each for each in drawn["required"] if each not in OF_CAMPAIGNS]
    partly = _partly(drawn)
    del partly["properties"]["environments"], partly["definitions"], partly["description"]
    definitions |= {_part(name): _partly(each) for name, each in definitions.items()}
    definitions["Override"] = partly
    properties["environments"] |= {
        "properties": {name: {"$ref": _DEFINITION.format(model="Override")} for name in tenants.isv.environments},
        "additionalProperties": False,
    }
    return {"$schema": DRAFT, "title": f"A tenant of {tenants.isv.name}", **drawn}


def _take_defaults(drawn: dict[str, Any], defaults: Mapping[str, Any], definitions: Mapping[str, Any]) -> None:
    """Make the keys optional for which the ISV has defaults."""
    for key, default in defaults.items():
        if isinstance(default, Mapping):
            inner = definitions[_referred(drawn["properties"][key])]
            _take_defaults(inner, default, definitions)
            is_enough = not inner.get("required")
        else:
            is_enough = True
        if is_enough and key in drawn.get("required", ()):
            drawn["required"].remove(key)


def _referred(found: Mapping[str, Any]) -> str:
    reference = found.get("$ref") or found["allOf"][0]["$ref"]
    return str(reference).rpartition("/")[2]


def _partly(value: Any) -> Any:
    """Return a copy in which nothing is required, by no condition either: an override contains only what differs."""
    if isinstance(value, list):
        return [_partly(each) for each in value]
    if not isinstance(value, Mapping):
        return value
    found = {
        key: _partly(each)
        for key, each in value.items()
        if key not in {"if", "then"} and (key != "required" or not isinstance(each, list))
    }
    if isinstance(found.get("type"), str) and found["type"] != "object":
        found["type"] = [found["type"], "null"]  # an empty key removes the inherited value
    if isinstance(found.get("$ref"), str):
        found["$ref"] = _DEFINITION.format(model=_part(found["$ref"].rpartition("/")[2]))
    return found


def _part(name: str) -> str:
    return f"{name}Override"


def _draft_7(value: Any) -> Any:
    """Return a schema converted to draft 7, without keywords that editors don't need."""
    if isinstance(value, list):
        return [_draft_7(each) for each in value]
    if not isinstance(value, Mapping):
        return value
    found: dict[str, Any] = {}
    for key, each in value.items():
        if key in _BY_NAME:
            found[key.replace("$defs", "definitions")] = {name: _draft_7(inner) for name, inner in each.items()}
        elif key == "description":
            found[key] = re.sub(r"(?<!\n)\n(?!\n)", " ", each)
        elif key != "title":  # pydantic derives it from the field's name, which editors show anyway
            found[key] = _draft_7(each)
    return _reference(_optional(found))


_BY_NAME = frozenset({"properties", "$defs"})
"""Keywords whose keys are names of fields or models, not keywords themselves."""


def _optional(found: dict[str, Any]) -> dict[str, Any]:
    """Remove the null alternative: to set no value, leave out the key."""
    kinds = [each for each in found.get("anyOf", []) if each != {"type": "null"}]
    if len(kinds) == 1:
        del found["anyOf"]
        found = {**kinds[0], **found}
    if found.get("default", ...) is None:
        del found["default"]
    return found


def _reference(found: dict[str, Any]) -> dict[str, Any]:
    """Wrap a reference that has siblings: draft 7 ignores keywords next to `$ref`."""
    if "$ref" in found and len(found) > 1:
        return {"allOf": [{"$ref": found.pop("$ref")}], **found}
    return found
