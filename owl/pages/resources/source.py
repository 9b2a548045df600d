"""Read what runtime introspection doesn't have from the source: attribute docstrings, comments, calls, refusals."""

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from typing import Any

from providers.core.errors import ResourceError


class Undocumented(Exception):  # noqa: N818 - reads as what it says
    """A page can't be written because its documentation is missing from the code. The message names what to add."""


def unwrapped(text: str | None) -> str:
    """Return a docstring on one line."""
    return " ".join((text or "").split())


def attribute_docstrings(kind: type) -> dict[str, str]:
    """Return the docstrings of a class's attributes, including those of its bases in this repository."""
    found: dict[str, str] = {}
    for each in reversed(kind.__mro__):
        if each.__module__.partition(".")[0] == "providers":
            found |= _own_docstrings(each)
    return found


def trailing_comment(kind: type, attribute: str) -> str:
    """Return the comment on the line where a class sets an attribute, or an empty text."""
    lines = inspect.getsource(kind).splitlines()
    setting = next((line for line in lines if line.strip().startswith(f"{attribute} =")), "")
    return setting.partition("#")[2].strip()


def attributes_used(function: Callable[..., Any], variable: str) -> frozenset[str]:
    """Return the attributes that a function reads from one of its arguments."""
    return frozenset(
        node.attr
        for node in ast.walk(_tree(function))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == variable
    )


def uses(function: Callable[..., Any], variable: str) -> bool:
    """Return whether a function uses one of its arguments."""
    return any(isinstance(node, ast.Name) and node.id == variable for node in ast.walk(_tree(function)))


def never_returns(function: Callable[..., Any]) -> bool:
    """Return whether a function always raises: it has no `return` of its own."""
    return not any(isinstance(node, ast.Return) for node in ast.walk(_tree(function)))


def refusal_texts(function: Callable[..., Any]) -> list[str]:
    """Return the texts of the errors that a function raises, with `…` for variable parts."""
    return [
        text
        for call in ast.walk(_tree(function))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == ResourceError.__name__
        for text in [_text(call.args[0])]
        if text
    ]


def _text(node: ast.expr) -> str:
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(_text(each) or "…" for each in parts)
    return ""


def _tree(source: type | Callable[..., Any]) -> ast.AST:
    return ast.parse(textwrap.dedent(inspect.getsource(source)))


@cache
def _own_docstrings(kind: type) -> dict[str, str]:
    definition = next(node for node in ast.walk(_tree(kind)) if isinstance(node, ast.ClassDef))
    return dict(_documented(definition.body))


def _documented(body: list[ast.stmt]) -> Iterator[tuple[str, str]]:
    for statement, below in pairwise(body):
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            match below:
                case ast.Expr(value=ast.Constant(value=str(text))):
                    yield statement.target.id, unwrapped(text)
