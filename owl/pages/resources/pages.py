"""Find the resources and write their pages."""

import inspect
import re
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from owl.pages.resources.example import example
from owl.pages.resources.inputs import inputs_of, objects_of, snake_case
from owl.pages.resources.life_cycle import life_cycle_of
from owl.pages.resources.source import Undocumented, attribute_docstrings, unwrapped
from owl.rendering import drawn_files
from providers.core.gate import APPROVALS, WAITING, GatedProvider
from providers.core.inputs import SERVER_FILLED
from providers.core.registry import resources
from providers.core.resource import TwilioResource

DIRECTORY = Path("docs", "resources")
"""The pages' path in the project."""

WIDTH = 100
"""Characters in a line of prose."""

_API = re.compile(r"^API: (?P<url>https://\S+?)(?: \((?P<note>[^)]*)\))?\.?$", re.MULTILINE)
_OUTPUTS = {"sid": "Its SID, also the resource's id."}
_OUTPUTS_THAT_WAIT = {"sid": "Its SID; none while it waits."}
"""The meanings of outputs that every resource has."""


def pages() -> dict[str, str]:
    """Return every page, by file name.

    Raises:
        Undocumented: Documentation that a page needs is missing from the code.
    """
    filters = {"wrapped": _wrapped, "cell": _cell, "names": _names, "snake_case": snake_case}
    templates = drawn_files.template_environment(Path(__file__).parent, filters)
    found = resources()
    facts = [_facts(each, found) for each in found]
    links = {each.__name__: f"{snake_case(each.__name__)}.md" for each in found}
    drawn = {
        each["page"]: _linked(templates.get_template("resource.md.jinja").render(each), _links(each, links))
        for each in facts
    }
    return drawn | {
        "README.md": templates.get_template("index.md.jinja").render(
            resources=facts, approvals=sorted(APPROVALS), waiting=WAITING
        )
    }


def write_pages(directory: Path) -> int:
    """Write every page, remove those of deleted resources, and return the number of pages."""
    return drawn_files.write_pages(directory, pages())


def _facts(resource: type[TwilioResource], all_resources: Sequence[type[TwilioResource]]) -> dict[str, Any]:
    """Return the template's variables."""
    module = inspect.getmodule(resource)
    source = f"{resource.__module__.replace('.', '/')}.py"
    text = inspect.getdoc(module) or ""
    api = _API.search(text)
    if api is None:
        raise Undocumented(f"{source}: its docstring has no line `API: https://...`: write one")
    provider = resource.provider_class
    inputs = inputs_of(resource, all_resources)
    return {
        "name": resource.__name__,
        "page": f"{snake_case(resource.__name__)}.md",
        "purpose": unwrapped(text.partition("\n\n")[0]),
        "remarks": [unwrapped(each) for each in text.split("\n\n")[1:] if not _API.search(each)],
        "api": api["url"],
        "api_note": api["note"],
        "source": source,
        "docstring": unwrapped(resource.__doc__),
        "provider_docstring": unwrapped(provider.__doc__),
        "inputs_docstring": unwrapped(provider.inputs.__doc__),
        "example": example(resource, inputs),
        "references": sorted(
            {snake_case(each.refers_to.__name__) for each in inputs if each.is_required and each.refers_to}
        ),
        "inputs": inputs,
        "objects": objects_of(resource, inputs),
        "outputs": _outputs(resource),
        "life": life_cycle_of(resource),
    }


def _outputs(resource: type[TwilioResource]) -> list[dict[str, Any]]:
    docstrings, provider = attribute_docstrings(resource), resource.provider_class
    same = _OUTPUTS | _OUTPUTS_THAT_WAIT if issubclass(provider, GatedProvider) else _OUTPUTS
    secret_inputs = sorted(provider.secret_outputs - set(provider.outputs))
    return [
        {
            "name": name,
            "is_secret": name in provider.secret_outputs,
            "meaning": docstrings.get(name)
            or same.get(name)
            or ("The input, or Twilio's choice." if name in provider.inputs.marked(SERVER_FILLED) else "")
            or ("The input." if name in provider.inputs.model_fields else ""),
        }
        for name in (*provider.outputs, *secret_inputs)
    ]


def _links(facts: dict[str, Any], resource_pages: dict[str, str]) -> dict[str, str]:
    """Return the links of names on a page: other resources' pages, and the page's own tables."""
    others = {name: page for name, page in resource_pages.items() if name != facts["name"]}
    return others | {each.name: f"#{each.name.lower()}" for each in facts["objects"]}


def _linked(text: str, links: dict[str, str]) -> str:
    return re.sub(r"`(\w+)`", lambda each: f"[{each[1]}]({links[each[1]]})" if each[1] in links else each[0], text)


def _wrapped(text: str) -> str:
    return textwrap.fill(unwrapped(text), WIDTH, break_long_words=False, break_on_hyphens=False)


def _cell(text: str) -> str:
    """Return a text that can't end its table cell."""
    return text.replace("|", "\\|")


def _names(names: list[str], last: str = "and") -> str:
    """Return names as a list in a sentence."""
    *most, final = (f"`{name}`" for name in names)
    return f"{', '.join(most)} {last} {final}" if most else final
