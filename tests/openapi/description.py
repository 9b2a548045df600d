"""Twilio's OpenAPI descriptions as JSON Schema, as strict as Twilio intends them.

The descriptions are OpenAPI 3.0: `nullable` is a sibling of `type`, and no property of an answer is ever `required`.
Taken literally, an empty object would be a valid answer to anything. But Twilio's own examples have every property
described and no other (`test_description.py`), so an answer must have that too.
"""

import json
import re
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from tests.openapi.formats import FORMATS
from tests.openapi.installation import NODE_MODULES
from tests.openapi.quirks import QUIRKS

_METHODS = ("get", "post", "put", "patch", "delete")
_VARIABLE = re.compile(r"\\{(\w+)\\}")


class DeviationError(AssertionError):
    """A request or an answer does not match Twilio's description."""


@dataclass(frozen=True)
class Described:
    """One operation as Twilio describes it.

    Attributes:
        method: The HTTP method, such as `POST`.
        product: The first label of its host, such as `messaging`.
        template: The path with its variables as `{Sid}`.
        operation: The OpenAPI operation.
        schemas: The description's `components.schemas`.
    """

    method: str
    product: str
    template: str
    operation: dict[str, Any]
    schemas: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.method} {self.product}.twilio.com{self.template}"

    def parameters(self, where: str) -> dict[str, dict[str, Any]]:
        """Return the parameters in the `path` or the `query` by name."""
        return {each["name"]: each for each in self.operation.get("parameters", ()) if each["in"] == where}

    @cached_property
    def path_pattern(self) -> re.Pattern[str]:
        """A pattern of this operation's paths, with a group for each variable."""
        return re.compile(_VARIABLE.sub(r"(?P<\1>[^/]+)", re.escape(self.template)))

    @property
    def body(self) -> tuple[str, dict[str, Any]] | None:
        """The request body's media type and schema, if the operation takes one."""
        content = self.operation.get("requestBody", {}).get("content", {})
        return next(((kind, self.resolved(each["schema"])) for kind, each in content.items()), None)

    def answer(self, status: int) -> dict[str, Any] | None:
        """Return the schema of the answer with this status, None if the answer is empty.

        Raises:
            DeviationError: If the operation has no such answer.
        """
        answers = self.operation["responses"]
        if str(status) not in answers:
            raise DeviationError(f"{self} answers {', '.join(answers)}, not {status}")
        content = answers[str(status)].get("content")
        return self.resolved(content["application/json"]["schema"]) if content else None

    def resolved(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Return a schema with its references replaced by what they refer to."""
        if "$ref" in schema:
            return self.resolved(self.schemas[schema["$ref"].rpartition("/")[2]])
        nested = {
            key: self.resolved(schema[key]) for key in ("items", "additionalProperties") if _is_schema(schema, key)
        }
        if "properties" in schema:
            nested["properties"] = {name: self.resolved(each) for name, each in schema["properties"].items()}
        return {**schema, **nested}


class Descriptions:
    """All operations of Twilio.

    Args:
        directory: Where the files `twilio_<product>_<version>.json` are.
    """

    def __init__(self, directory: Path = NODE_MODULES / "@twilio/cli-core/src/services/twilio-api") -> None:
        self._directory = directory
        self.of_product = cache(self._of_product)

    def find(self, method: str, product: str, path: str) -> Described | None:
        """Return the operation of a call; of several, the one with the fewest variables in its path."""
        fitting = [
            each for each in self.of_product(product) if each.method == method and each.path_pattern.fullmatch(path)
        ]
        return min(fitting, key=lambda each: each.template.count("{"), default=None)

    def _of_product(self, product: str) -> tuple[Described, ...]:
        found = []
        for file in sorted(self._directory.glob(f"twilio_{product}_v*.json")):
            document = json.loads(file.read_text("utf-8"))
            for quirk in QUIRKS:
                if file.stem == f"twilio_{quirk.file}":
                    quirk.correct(document)
            schemas = document.get("components", {}).get("schemas", {})
            found += [
                Described(method.upper(), product, template, operations[method], schemas)
                for template, operations in document["paths"].items()
                for method in _METHODS
                if method in operations
            ]
        return tuple(found)


def check(value: Any, schema: dict[str, Any], what: str, *, exact: bool) -> None:
    """Check a value against a resolved OpenAPI schema.

    Args:
        value: The value.
        schema: The schema.
        what: What the value is, for the message.
        exact: Whether objects must have every property described, and no other.

    Raises:
        DeviationError: With each place that deviates, its value and the description.
    """
    validator = Draft202012Validator(json_schema(schema, exact=exact), format_checker=FORMATS)
    found = [f"{error.json_path}: {error.message}" for error in validator.iter_errors(value)]
    if found:
        raise DeviationError("\n  ".join([what, *found]))


def json_schema(schema: dict[str, Any], *, exact: bool) -> dict[str, Any]:
    """Return a resolved OpenAPI 3.0 schema as JSON Schema 2020-12.

    Raises:
        KeyError: If Twilio has a format that `formats.py` does not know.
    """
    converted: dict[str, Any] = {key: schema[key] for key in _KEPT if key in schema}
    if "format" in schema and schema["format"] not in FORMATS.checkers:
        raise KeyError(f"tests/openapi/formats.py knows no {schema['format']!r}: add what it means")
    for key in ("items", "additionalProperties"):
        if _is_schema(schema, key):
            converted[key] = json_schema(schema[key], exact=exact)
    if "properties" in schema:
        converted["properties"] = {name: json_schema(each, exact=exact) for name, each in schema["properties"].items()}
        if exact:
            converted |= {"required": sorted(schema["properties"]), "additionalProperties": False}
    if schema.get("nullable"):
        converted |= {key: [*_listed(converted[key]), none] for key, none in _NULL.items() if key in converted}
    return converted


_KEPT: tuple[str, ...] = (
    *("type", "format", "enum", "required"),
    *("pattern", "minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems"),
)
"""Keywords that mean the same in both; those that contain schemas are converted, all others are annotations."""

_NULL = {"type": "null", "enum": None}
"""How each keyword that forbids null allows it; patterns, lengths and formats apply to strings only."""


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _is_schema(schema: dict[str, Any], key: str) -> bool:
    return isinstance(schema.get(key), dict)
