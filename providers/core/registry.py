"""Finds every Twilio resource: a new file in `providers` is all it takes."""

import importlib
import inspect
import pkgutil
from functools import cache

import providers
from providers.core.resource import TwilioResource


@cache
def resources() -> tuple[type[TwilioResource], ...]:
    """Return every Twilio resource, sorted by name."""
    modules = [
        importlib.import_module(f"{providers.__name__}.{each.name}")
        for each in pkgutil.iter_modules(providers.__path__)
        if not each.ispkg
    ]
    found = [
        kind
        for module in modules
        for kind in vars(module).values()
        if inspect.isclass(kind) and issubclass(kind, TwilioResource) and kind.__module__ == module.__name__
    ]
    return tuple(sorted(found, key=lambda kind: kind.__name__))
