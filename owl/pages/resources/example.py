"""Write a usage example of a resource, with its required inputs and a few optional ones that show its purpose."""

import ast
import json
import re
from itertools import combinations
from typing import Any, Literal, get_args, get_origin

from pydantic import ValidationError

from owl.pages.resources.inputs import Input, fields_of, snake_case
from owl.pages.resources.source import Undocumented
from owl.pages.resources.type_words import Email, alternatives, base, constraints, is_same, models, sid_prefixes
from providers.core.inputs import HttpsUrl, NumberText, PhoneNumberText
from providers.core.resource import UNKNOWN, TwilioResource

TELLING = 2
"""The largest number of optional inputs in an example."""

WIDTH = 100
"""Characters in a line of the example; longer lists and objects take a line for each entry."""

_NAMED = ((PhoneNumberText, "+14155550100"), (NumberText, "100"), (Email, "compliance@example.com"))
_SUCH_AS = re.compile(r"\bsuch as `([^`]+)`", re.IGNORECASE)


def example(resource: type[TwilioResource], inputs: list[Input]) -> str:
    """Return the example.

    Raises:
        Undocumented: A required input's type has no obvious example, and its docstring names none.
    """
    arguments = [f"{_laid_out(f'{name}=', value)},\n" for name, value in _values(resource, inputs).items()]
    kind = resource.__name__
    variable = snake_case(kind)
    return f'from {resource.__module__} import {kind}\n\n{variable} = {kind}(\n    "acme",\n{"".join(arguments)})'


def _values(resource: type[TwilioResource], inputs: list[Input]) -> dict[str, Any]:
    """Return the values shown: as many optional ones as the resource accepts together."""
    own_words = resource.provider_class.__doc__ or ""
    values = {each.name: value for each in inputs if (value := _named(each, own_words) or _value(each)) is not None}
    required = {each.name for each in inputs if each.is_required}
    for missing in sorted(required - values.keys()):
        raise Undocumented(
            f"{resource.__module__}: there is no example of {missing}: add one to its docstring, after `such as`"
        )
    telling = [each.name for each in inputs if each.is_unset and each.docstring and each.name in values]
    choices = [set(some) for count in range(TELLING, -1, -1) for some in combinations(telling, count)]
    for chosen in choices:
        together = {name: value for name, value in values.items() if name in required | chosen}
        if _is_taken(resource, together):
            return together
    raise Undocumented(f"{resource.__module__}: its own examples of required inputs are refused")


def _is_taken(resource: type[TwilioResource], values: dict[str, Any]) -> bool:
    known = {name: UNKNOWN if isinstance(value, type) else value for name, value in values.items()}
    try:
        resource.provider_class.inputs.model_validate(known)
    except ValidationError:
        return False
    return True


def _named(given: Input, text: str) -> Any:
    """Return an example of an input that the provider's docstring names, as in: its `kind` is one such as `small`."""
    found = re.search(rf"`{given.name}`[^`]*such as `([^`]+)`", text)
    return _read(found[1]) if found else None


def _value(given: Input) -> Any:
    """Return an example of an input: the resource it refers to, a value from its docstring, or one for its type."""
    if given.refers_to is not None:
        return given.refers_to if given.is_required else None
    for prefix in sid_prefixes(given.hint):
        return f"{prefix}{0:032d}" if given.is_required else None
    named = _SUCH_AS.search(given.docstring)
    if named:
        return _read(named[1])
    hint = alternatives(given.hint)[0]
    is_mapping = get_origin(base(hint)) is dict
    return None if is_mapping and not given.is_required else _of_type(hint, given.name)


def _read(text: str) -> Any:
    try:
        return ast.literal_eval(text)
    except (SyntaxError, ValueError):
        return text


def _of_type(hint: Any, name: str) -> Any:
    if is_same(hint, HttpsUrl):
        return f"https://example.com/{name.replace('_', '-')}"
    for named, value in _NAMED:
        if is_same(hint, named):
            return value
    for model in models(base(hint)):
        return {each.name: _value(each) for each in fields_of(model, []) if each.is_required}
    return _of_kind(base(hint), constraints(hint))


def _of_kind(kind: Any, limits: tuple[Any, ...]) -> Any:
    if get_origin(kind) is Literal:
        return get_args(kind)[0]
    if get_origin(kind) is dict:
        key, value = (_of_type(each, "") for each in get_args(kind))
        return {key: value}
    if kind is bool:
        return False
    if kind is int:
        return next((each.ge for each in limits if hasattr(each, "ge")), 1)
    has_form = any(getattr(each, "pattern", None) for each in limits)
    return "acme" if kind is str and not has_form else None


def _laid_out(before: str, value: Any, indent: str = " " * 4) -> str:
    """Return a value on one line, or with a line for each entry if that is too long."""
    line = f"{indent}{before}{_code(value)}"
    if len(line) < WIDTH or not isinstance(value, list | dict):
        return line
    named = value.items() if isinstance(value, dict) else [(None, each) for each in value]
    entries = [_laid_out(f"{_code(name)}: " if name else "", each, f"{indent}    ") for name, each in named]
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    return "\n".join([f"{indent}{before}{opening}", *(f"{each}," for each in entries), f"{indent}{closing}"])


def _code(value: Any) -> str:
    if isinstance(value, type):
        return snake_case(value.__name__)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_code(key)}: {_code(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_code, value)) + "]"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)
