"""Messages whose text comes from a template."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from twilio.rest import Client
from twilio.rest.api.v2010.account.message import MessageInstance
from twilio.rest.content.v1.content import ContentList

from tests.emulator.messaging.conftest import NOBODY
from tests.emulator.refusal import Refusal

pytestmark = pytest.mark.usefixtures("no_campaign_needed")


@pytest.fixture
def template() -> Callable[..., str]:
    """Creates a content template in an account and returns its SID."""

    def make(client: Client, **types: Any) -> str:
        text = {"twilio/text": {"body": "Hi {{1}}, see you {{ when }}."}}
        request = ContentList.ContentCreateRequest(
            {"language": "en", "variables": {"1": "there"}, "types": ContentList.Types(types or text)}
        )
        return str(client.content.v1.contents.create(request).sid)

    return make


def test_a_template_is_filled_in(
    parent: Client, send: Callable[..., MessageInstance], template: Callable[..., str]
) -> None:
    """Given variables override the template's own."""
    reminder = template(parent)
    greeted = send(body="ignored", content_sid=reminder, content_variables='{"1": "Ada", "when": "at 7 pm"}')
    assert greeted.body == "Hi Ada, see you at 7 pm."
    assert send(content_sid=reminder, content_variables='{"when": "soon"}').body == "Hi there, see you soon."


@pytest.mark.parametrize(
    "variables", [None, "{", "[]", '{"1": "\\ud800"}', '{"when": NaN}', '{"when": ""}', '{"when": null}', '{"when": 7}']
)
def test_a_template_needs_all_its_variables(
    send: Callable[..., MessageInstance],
    parent: Client,
    template: Callable[..., str],
    refusal: Refusal,
    variables: str | None,
) -> None:
    """A placeholder without a value, or variables that are not a JSON object, are refused (21656)."""
    more = {"content_variables": variables} if variables else {}
    assert refusal(lambda: send(content_sid=template(parent), **more)) == (400, 21656)


def test_a_template_is_the_accounts_own(
    connect: Callable[..., Client],
    parent: Client,
    send: Callable[..., MessageInstance],
    template: Callable[..., str],
    refusal: Refusal,
) -> None:
    """An unknown template, another account's and one without text are all refused (21655)."""
    tenant = parent.api.accounts.create(friendly_name="acme")
    foreign = template(connect(tenant.sid, tenant.auth_token))
    picture = template(parent, **{"twilio/media": {"media": ["https://owl.example/owl.png"]}})
    for content_sid in ("HX" + NOBODY, foreign, picture):
        assert refusal(partial(send, content_sid=content_sid)) == (400, 21655)
