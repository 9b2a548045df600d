"""The inputs of a resource: their types, defaults, and the effect of changing them."""

import inspect
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, get_type_hints

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from owl.pages.resources.source import attribute_docstrings, never_returns, unwrapped
from owl.pages.resources.type_words import in_words, models, sid_prefixes
from providers.core.inputs import IMMUTABLE, OURS, SERVER_FILLED, WRITE_ONLY
from providers.core.resource import TwilioResource

_MARKS = {
    IMMUTABLE: "Another value replaces the object.",
    WRITE_ONLY: "Never returned by Twilio.",
    OURS: "Not a Twilio field: a setting of this project.",
}


@dataclass(frozen=True)
class Input:
    """A field of a model, for its line in a table.

    Attributes:
        name: Its name, Twilio's own.
        hint: Its type as annotated.
        words: Its type in words.
        default: Its default, as shown; empty if it is required.
        is_unset: Whether it has no value by default.
        refers_to: The resource that can be given in place of its SID.
        docstring: Its docstring.
        meaning: The docstring, with the meaning of its marks.
    """

    name: str
    hint: Any
    words: str
    default: str
    is_unset: bool
    refers_to: type[TwilioResource] | None
    docstring: str
    meaning: str

    @property
    def is_required(self) -> bool:
        """Whether it is required."""
        return not self.default


def inputs_of(resource: type[TwilioResource], all_resources: Sequence[type[TwilioResource]]) -> list[Input]:
    """Return the inputs of a resource, in the order of its file."""
    provider = resource.provider_class
    # What is never made by a program refers to nothing that is; and nothing refers to its own kind.
    others = [] if never_returns(provider.make) else [each for each in all_resources if each is not resource]
    found = []
    for each in fields_of(provider.inputs, others):
        lies_in = f"The {each.name.removesuffix('_sid').replace('_', ' ')} that contains it."
        text = each.docstring or (lies_in if each.name in provider.container else "")
        marks = [words for mark, words in _MARKS.items() if each.name in provider.inputs.marked(mark)]
        meaning = f"{text} *{' '.join(marks)}*".strip() if marks else text
        found.append(Input(**{**vars(each), "meaning": meaning}))
    return found


def fields_of(model: type[BaseModel], all_resources: Sequence[type[TwilioResource]]) -> list[Input]:
    """Return the fields of any model."""
    hints, docstrings = get_type_hints(model, include_extras=True), attribute_docstrings(model)
    return [
        _field(name, field, hints[name], docstrings.get(name, ""), all_resources)
        for name, field in model.model_fields.items()
    ]


@dataclass(frozen=True)
class ObjectModel:
    """A model inside an input, for a table of its own.

    Attributes:
        name: Its name in the code.
        docstring: Its docstring.
        fields: Its fields.
    """

    name: str
    docstring: str
    fields: list[Input]


def objects_of(resource: type[TwilioResource], inputs: list[Input]) -> list[ObjectModel]:
    """Return each model that the inputs contain, or that their docstrings name."""
    held = [model for each in inputs for model in (*models(each.hint), *_models_named(resource, each.docstring))]
    return [ObjectModel(each.__name__, unwrapped(each.__doc__), fields_of(each, [])) for each in dict.fromkeys(held)]


def _models_named(resource: type[TwilioResource], text: str) -> list[type[BaseModel]]:
    module = inspect.getmodule(resource)
    named = [getattr(module, name, None) for name in re.findall(r"`(\w+)`", text)]
    return [each for each in named if isinstance(each, type) and issubclass(each, BaseModel)]


def snake_case(name: str) -> str:
    """Return a class's name as a variable's: MessagingService as messaging_service."""
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")


def _field(
    name: str, field: FieldInfo, hint: Any, docstring: str, all_resources: Sequence[type[TwilioResource]]
) -> Input:
    refers_to = _refers_to(name, hint, docstring, all_resources)
    link = f" or [{refers_to.__name__}]({snake_case(refers_to.__name__)}.md)" if refers_to else ""
    value = None if field.is_required() else field.get_default(call_default_factory=True)
    return Input(
        name=name,
        hint=hint,
        words=in_words(hint) + link,
        default="" if field.is_required() else _shown(value, field.metadata),
        is_unset=not field.is_required() and value in (None, {}, []),
        refers_to=refers_to,
        docstring=docstring,
        meaning=docstring,
    )


def _shown(value: Any, marks: list[Any]) -> str:
    if value is None:
        return "Twilio chooses" if SERVER_FILLED in marks else "none"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return f"{value:,}"
    return f"`{value}`" if value not in ({}, []) else "none"


def _refers_to(
    name: str, hint: Any, docstring: str, all_resources: Sequence[type[TwilioResource]]
) -> type[TwilioResource] | None:
    """Find the resource meant by an input such as `service_sid`.

    It is the one that the docstring names, or the one of that name, or the only one with that ending to its name.
    """
    if not sid_prefixes(hint):
        return None
    ending = re.sub("_sids?$", "", name)
    named = [each for each in all_resources if f"`{each.__name__}`" in docstring]
    exact = [each for each in all_resources if snake_case(each.__name__) == ending]
    candidates = named or exact or [each for each in all_resources if snake_case(each.__name__).endswith(ending)]
    return candidates[0] if len(candidates) == 1 else None
