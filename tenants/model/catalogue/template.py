"""Templates: the message texts a tenant may choose from, with named placeholders."""

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from typing import Annotated

from pydantic import AfterValidator, Field, RootModel, StringConstraints, ValidationInfo, field_validator

from tenants.model.catalogue.placeholder import LONGEST_TEXT, Placeholder, PlaceholderType
from tenants.model.sections.field_types import Identifier, Text, expected, refused
from tenants.model.yaml_files.base_model import BaseModel

OPT_OUT = "Reply STOP to opt out."
"""The ending of every text. See https://www.twilio.com/en-us/legal/messaging-policy."""

LONGEST_SHOP = 64
"""The maximum length of a tenant's name, in characters."""

_PLACEHOLDER = re.compile(r"\{\{([a-z][a-z0-9_]*)\}\}")


def _body(text: str) -> str:
    remainder = _PLACEHOLDER.sub("", text)
    if "{" in remainder or "}" in remainder:
        raise refused("a brace outside a placeholder", "write placeholders as {{name}}, in lowercase letters")
    if "{{shop}}" not in text:
        raise refused("the text does not name the shop", "name the sender: start with '{{shop}}: '")
    if not text.endswith(OPT_OUT):
        raise refused("the text does not say how to opt out", f"end it with {OPT_OUT!r}")
    return text


def _language(text: str) -> str:
    if not re.fullmatch("[a-z]{2}(_[A-Z]{2})?", text):
        raise expected("a language code", "write it as Twilio does: 'en' or 'en_US'")
    return text


class Traffic(StrEnum):
    """The purpose of a text, which decides the consent it needs.

    See https://www.twilio.com/en-us/legal/messaging-policy.
    """

    TRANSACTIONAL = "transactional"
    """Related to something the customer asked for, such as an order."""

    PROMOTIONAL = "promotional"
    """Advertising: customers must have opted in to it."""


class Template(BaseModel):
    """A message text in the ISV's catalogue.

    Placeholders have names here; Twilio's numbers follow from their order in the text.
    See https://www.twilio.com/docs/content/using-variables-with-content-api.
    """

    language: Annotated[str, AfterValidator(_language)]
    """A language code, such as `en` or `en_US`."""

    traffic: Annotated[Traffic, Field(strict=False)]
    body: Annotated[Text, StringConstraints(max_length=LONGEST_TEXT), AfterValidator(_body)]
    """The text, with placeholders such as `{{customer}}`. At most 1,600 characters, Twilio's limit for a message."""

    placeholders: Annotated[dict[str, Placeholder], Field(min_length=1)]
    """The values that may replace each placeholder in the body."""

    @field_validator("placeholders")
    @classmethod
    def _agree_with_body(cls, placeholders: dict[str, Placeholder], info: ValidationInfo) -> dict[str, Placeholder]:
        """Reject missing and unused placeholder declarations."""
        in_body = set(_PLACEHOLDER.findall(info.data.get("body", "")))
        if not in_body or in_body == placeholders.keys():
            return placeholders
        missing = ", ".join(sorted(in_body - placeholders.keys())) or "none"
        unused = ", ".join(map(repr, sorted(placeholders.keys() - in_body))) or "none"
        raise refused(
            f"placeholders don't match the body: not declared: {missing}; not in the body: {unused}",
            "declare each placeholder in the body once, with type, longest and example",
        )

    @field_validator("placeholders")
    @classmethod
    def _shop_takes_every_name(cls, placeholders: dict[str, Placeholder]) -> dict[str, Placeholder]:
        """Reject a `shop` placeholder that does not fit every tenant's name."""
        shop = placeholders.get("shop")
        if shop and (shop.type, shop.longest) != (PlaceholderType.NAME, LONGEST_SHOP):
            raise refused(
                f"shop is the tenant's name, but is declared as {shop.type} of up to {shop.longest} characters",
                f"write type: name and longest: {LONGEST_SHOP}",
            )
        return placeholders

    @property
    def placeholder_numbers(self) -> dict[str, int]:
        """Twilio's number of each placeholder: 1, 2 and so on, in order of first appearance."""
        names = dict.fromkeys(_PLACEHOLDER.findall(self.body))
        return {name: number for number, name in enumerate(names, start=1)}

    @property
    def numbered_body(self) -> str:
        """The body in Twilio's notation, with `{{1}}` for the first placeholder."""
        numbers = self.placeholder_numbers
        return _PLACEHOLDER.sub(lambda found: f"{{{{{numbers[found[1]]}}}}}", self.body)

    def numbered_examples_for(self, shop: str) -> dict[str, str]:
        """Return the examples for this shop as Twilio's `variables`: `{"1": "Freestyle Falcons"}`.

        Twilio sends them if a message gives no value, so they must not contain another shop's name.
        """
        examples = self._examples_for(shop)
        return {str(number): examples[name] for name, number in self.placeholder_numbers.items()}

    @property
    def example(self) -> str:
        """The text as a customer would read it, filled in with the examples."""
        return self.example_for(self.placeholders["shop"].example)

    def example_for(self, shop: str) -> str:
        """Return the text as a customer of this shop would read it."""
        return self._filled(self._examples_for(shop))

    def filled_for(self, shop: str, values: Mapping[str, str]) -> str:
        """Return the text with these values, the shop's name, and the examples for all other placeholders."""
        return self._filled(self._examples_for(shop) | dict(values))

    def marked_for(self, shop: str) -> str:
        """Return the text with the shop's name and all other placeholders in brackets: `[customer]`.

        Twilio asks for brackets in the sample messages of campaigns.
        """
        return self._filled({name: f"[{name}]" for name in self.placeholders} | {"shop": shop})

    def longest_for(self, shop: str | None = None) -> str:
        """Return the text with the longest value of each placeholder.

        Args:
            shop: A tenant's name. Without it, the longest possible name is used.
        """
        values = {name: each.longest_value for name, each in self.placeholders.items()}
        return self._filled(values if shop is None else values | {"shop": shop})

    def _examples_for(self, shop: str) -> dict[str, str]:
        return {name: each.example for name, each in self.placeholders.items()} | {"shop": shop}

    def _filled(self, values: Mapping[str, str]) -> str:
        parts = list(_split(self.body))
        parts[1::2] = [values[name] for name in parts[1::2]]
        return "".join(parts)


@lru_cache(maxsize=1024)
def _split(body: str) -> tuple[str, ...]:
    """Return a text in parts: what is between its placeholders, and their names."""
    return tuple(_PLACEHOLDER.split(body))


class Templates(RootModel[Annotated[dict[Identifier, Template], Field(min_length=1)]]):
    """The file of templates, by id."""
