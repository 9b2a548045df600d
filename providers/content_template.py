"""Content templates: texts with placeholders, kept by Twilio and sent by name.

API: https://www.twilio.com/docs/content/content-api-resources
"""

from typing import Annotated, Any

import pulumi
from pydantic import StringConstraints

from providers.core.connection import Connection
from providers.core.inputs import AccountSid, Field, Immutable, Inputs
from providers.core.provider import TwilioProvider
from providers.core.resource import TwilioResource


class ContentTemplateInputs(Inputs):
    """What is sent. A template belongs to one account, so tenants have their own copies."""

    account_sid: Immutable[AccountSid]
    friendly_name: Annotated[str, StringConstraints(min_length=1)]
    """Also how an existing template is found again, with its language."""

    language: Annotated[str, StringConstraints(pattern="^[a-z]{2}(_[A-Z]{2})?$")] = "en"
    variables: dict[str, str] = Field(default_factory=dict)
    """An example for each placeholder, by its number, such as `{"1": "Alice"}`."""

    types: Annotated[dict[str, dict[str, Any]], Field(min_length=1)]
    """The content for each kind of channel, such as `{"twilio/text": {"body": "Hello {{1}}"}}`."""


class ContentTemplateProvider(TwilioProvider[ContentTemplateInputs]):
    """The Content API takes JSON, whole."""

    inputs = ContentTemplateInputs
    natural_key = ("friendly_name", "language")

    def collection(self, twilio: Connection, inputs: ContentTemplateInputs) -> Any:
        """Templates of the account, called as the account."""
        return twilio.account(inputs.account_sid).content.v1.contents

    def create_parameters(self, inputs: ContentTemplateInputs) -> dict[str, Any]:
        """Send all of it."""
        return {"content_create_request": _Body(inputs)}

    def update_parameters(self, inputs: ContentTemplateInputs, changed: set[str]) -> dict[str, Any]:  # noqa: ARG002 - PUT replaces all
        """Send all of it: an update replaces the template."""
        return {"content_update_request": _Body(inputs)}


class _Body:
    """A request body in the form the SDK asks for, with only the content types that are meant."""

    def __init__(self, inputs: ContentTemplateInputs) -> None:
        self._inputs = inputs

    def to_dict(self) -> dict[str, Any]:
        return self._inputs.model_dump(exclude={"account_sid"})


class ContentTemplate(TwilioResource, provider=ContentTemplateProvider):
    """A content template. SMS needs no approval of it."""

    sid: pulumi.Output[str]
