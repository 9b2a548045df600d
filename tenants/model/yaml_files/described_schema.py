"""JSON Schemas in which each field has its docstring as a description.

Pydantic can do that itself (`use_attribute_docstrings`), but then reads the source of every model whenever it is
imported: 0.17 CPU seconds of each of a run's three Python processes, which need few descriptions or none.
"""

import ast
import inspect
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pydantic
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema


class DescribedSchema(GenerateJsonSchema):
    """The schema generator for `model_json_schema(schema_generator=...)`."""

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """Return a model's schema, in which fields without a description of their own have their docstring."""
        drawn = super().model_schema(schema)
        fields: dict[str, Any] = drawn.get("properties", {})
        for kind in schema["cls"].__mro__:
            if issubclass(kind, pydantic.BaseModel) and kind is not pydantic.BaseModel:
                for name, text in _docstrings(kind):
                    if name in fields:
                        fields[name].setdefault("description", text)
        return drawn


def _docstrings(kind: type) -> Iterator[tuple[str, str]]:
    if not inspect.get_annotations(kind):
        return
    nodes = ast.walk(_parsed(inspect.getsourcefile(kind) or ""))
    definition = next(node for node in nodes if isinstance(node, ast.ClassDef) and node.name == kind.__name__)
    for statement, below in pairwise(definition.body):
        match statement, below:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                yield name, inspect.cleandoc(text)


@cache
def _parsed(file: str) -> ast.Module:
    """Return a module's syntax tree: `inspect.getsource` would parse the whole file for each class in it."""
    return ast.parse(Path(file).read_text("utf-8"))
