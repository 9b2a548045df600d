"""Templates: the texts a tenant may choose from, with named placeholders."""

import re
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints, ValidationInfo, field_validator

from tenants.base_model import BaseModel
from tenants.field_types import Text, expected, refused

OPT_OUT = "Reply STOP to opt out."
"""How every text ends. See https://www.twilio.com/en-us/legal/messaging-policy."""

_PLACEHOLDER = re.compile(r"\{\{([a-z][a-z0-9_]*)\}\}")


def _body(text: str) -> str:
    remainder = _PLACEHOLDER.sub("", text)
    if "{" in remainder or "}" in remainder:
        raise refused("a brace that is no placeholder", "write placeholders as {{name}}, in lower-case letters")
    if "{{shop}}" not in text:
        raise refused("the text does not name the shop", "say who writes: begin with '{{shop}}: '")
    if not text.endswith(OPT_OUT):
        raise refused("the text does not say how to opt out", f"end it with {OPT_OUT!r}")
    return text


def _language(text: str) -> str:
    if not re.fullmatch("[a-z]{2}(_[A-Z]{2})?", text):
        raise expected("a language", "write it as Twilio does: 'en' or 'en_US'")
    return text


class Template(BaseModel):
    """A transactional text of the ISV's catalogue.

    Twilio numbers placeholders; here they have names, and the numbers follow from the text.
    See https://www.twilio.com/docs/content/using-variables-with-content-api.
    """

    language: Annotated[str, AfterValidator(_language)]
    """Such as `en`."""

    body: Annotated[Text, StringConstraints(max_length=1600), AfterValidator(_body)]
    """The text, with placeholders such as `{{customer}}`. At most 1,600 characters, Twilio's limit for a message."""

    placeholders: Annotated[dict[str, Text], Field(min_length=1)]
    """An example of each placeholder of the body."""

    @field_validator("placeholders")
    @classmethod
    def _agree_with_body(cls, placeholders: dict[str, str], info: ValidationInfo) -> dict[str, str]:
        """Refuse examples that are missing or belong to no placeholder."""
        in_body = set(_PLACEHOLDER.findall(info.data.get("body", "")))
        if not in_body or in_body == placeholders.keys():
            return placeholders
        missing = ", ".join(sorted(in_body - placeholders.keys())) or "none"
        unused = ", ".join(map(repr, sorted(placeholders.keys() - in_body))) or "none"
        raise refused(
            f"placeholders and body disagree: without an example: {missing}; not in the body: {unused}",
            "declare each placeholder of the body once, with an example",
        )

    @property
    def placeholder_numbers(self) -> dict[str, int]:
        """The number Twilio knows each placeholder by: 1, 2 and so on in order of first appearance."""
        names = dict.fromkeys(_PLACEHOLDER.findall(self.body))
        return {name: number for number, name in enumerate(names, start=1)}

    @property
    def numbered_body(self) -> str:
        """The body in Twilio's form, with `{{1}}` for the first placeholder."""
        numbers = self.placeholder_numbers
        return _PLACEHOLDER.sub(lambda found: f"{{{{{numbers[found[1]]}}}}}", self.body)

    @property
    def numbered_examples(self) -> dict[str, str]:
        """The examples in Twilio's form (its `variables`), such as `{"1": "Freestyle Falcons"}`."""
        return {str(number): self.placeholders[name] for name, number in self.placeholder_numbers.items()}

    @property
    def example(self) -> str:
        """The text as a customer would read it, made of the examples."""
        return self.example_for(self.placeholders["shop"])

    def example_for(self, shop: str) -> str:
        """The same as a customer of this shop would read it."""
        words = {**self.placeholders, "shop": shop}
        return _PLACEHOLDER.sub(lambda found: words[found[1]], self.body)
