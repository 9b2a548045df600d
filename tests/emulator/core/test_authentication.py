"""Which credentials can reach which account, at the local Twilio as at the real one."""

from collections.abc import Callable

import requests
from twilio.rest import Client

from emulator.embedded import LocalTwilio
from tests.emulator.refusal import Refusal


def test_wrong_credentials_are_refused(connect: Callable[..., Client], refusal: Refusal) -> None:
    """A wrong token, an unknown account and an unknown key all get the same 401."""
    for user in ("AC" + "a" * 32, "AC" + "b" * 32, "SK" + "c" * 32):
        assert refusal(connect(user, "wrong").messaging.v1.services.list) == (401, 20003)


def test_the_parent_acts_for_a_subaccount_on_2010_urls_only(parent: Client, connect: Callable[..., Client]) -> None:
    """On every other host the credentials choose the account: the parent's calls silently create in the parent."""
    account = parent.api.accounts.create(friendly_name="owl-acme")
    for_account = connect(account_sid=account.sid)
    assert for_account.keys.list() == []
    assert for_account.incoming_phone_numbers.create(area_code="415").account_sid == account.sid
    assert for_account.messaging.v1.services.create(friendly_name="astray").account_sid != account.sid
    own = connect(account.sid, account.auth_token)
    assert own.messaging.v1.services.create(friendly_name="at home").account_sid == account.sid
    assert [service.friendly_name for service in own.messaging.v1.services.list()] == ["at home"]


def test_a_subaccount_reaches_neither_parent_nor_sibling(
    parent: Client, connect: Callable[..., Client], twilio: LocalTwilio, refusal: Refusal
) -> None:
    """A subaccount sees only itself."""
    account, sibling = (parent.api.accounts.create(friendly_name=name) for name in ("a", "b"))
    for other in (twilio.account_sid, sibling.sid):
        client = connect(account.sid, account.auth_token, other)
        assert refusal(client.incoming_phone_numbers.list) == (401, 20003)
        assert refusal(client.api.accounts(str(other)).fetch) == (401, 20003)
    own = connect(account.sid, account.auth_token)
    assert [seen.sid for seen in own.api.accounts.list()] == [account.sid]


def test_what_is_in_another_account_does_not_exist(
    parent: Client, connect: Callable[..., Client], refusal: Refusal
) -> None:
    """A SID of another account is answered like one that does not exist."""
    account = parent.api.accounts.create(friendly_name="owl-acme")
    service = parent.messaging.v1.services.create(friendly_name="the parent's")
    own = connect(account.sid, account.auth_token)
    assert refusal(own.messaging.v1.services(service.sid).fetch) == (404, 20404)


def test_a_key_works_in_its_account_but_not_on_accounts_and_keys(
    parent: Client, connect: Callable[..., Client], refusal: Refusal
) -> None:
    """Standard keys can do everything except read accounts and keys."""
    account = parent.api.accounts.create(friendly_name="owl-acme")
    key = connect(account_sid=account.sid).new_keys.create(friendly_name="app")
    client = connect(key.sid, key.secret, account.sid)
    assert client.messaging.v1.services.create(friendly_name="svc").account_sid == account.sid
    assert client.incoming_phone_numbers.create(area_code="415").account_sid == account.sid
    refused = (client.keys.list, client.keys(key.sid).fetch, client.api.accounts.list)
    assert [refusal(call) for call in refused] == [(401, 20003)] * 3
    assert refusal(client.api.accounts(account.sid).fetch) == (401, 20003)
    assert parent.api.accounts(account.sid).keys(key.sid).delete()
    assert refusal(client.messaging.v1.services.list) == (401, 20003)


def test_a_key_of_the_main_account_stays_there(
    parent: Client, connect: Callable[..., Client], refusal: Refusal
) -> None:
    """Only the parent's auth token can act for subaccounts; its keys can't."""
    account = parent.api.accounts.create(friendly_name="owl-acme")
    key = parent.new_keys.create(friendly_name="ci")
    assert connect(key.sid, key.secret, parent.account_sid).incoming_phone_numbers.list() == []
    client = connect(key.sid, key.secret, account.sid)
    assert refusal(client.incoming_phone_numbers.list) == (401, 20003)


def test_credentials_of_an_account_that_is_not_active_are_refused(
    parent: Client, connect: Callable[..., Client], refusal: Refusal
) -> None:
    """Twilio's page for 20003 names suspended and closed accounts; the parent still reaches them."""
    account = parent.api.accounts.create(friendly_name="owl-acme")
    own = connect(account.sid, account.auth_token)
    through_parent = connect(account_sid=account.sid).incoming_phone_numbers
    account.update(status="suspended")
    assert refusal(own.messaging.v1.services.list) == (401, 20003)
    assert through_parent.create(area_code="415").account_sid == account.sid
    account.update(status="active")
    assert own.messaging.v1.services.list() == []
    account.update(status="closed")
    assert refusal(own.messaging.v1.services.list) == (401, 20003)
    assert through_parent.list() == []
    assert refusal(lambda: through_parent.create(area_code="415")) == (403, 20005)


def test_unknown_paths_and_methods(parent: Client) -> None:
    """An unknown path is answered with 404, an unknown method with 405."""
    assert parent.request("GET", "https://messaging.twilio.com/v1/Nothing").status_code == 404
    assert parent.request("DELETE", "https://messaging.twilio.com/v1/Services").status_code == 405


def test_hosts_with_a_region_and_paths_with_a_product(parent: Client, connect: Callable[..., Client]) -> None:
    """`api.dublin.ie1.twilio.com` is the API, and so is the path `/api` on a host that is not Twilio's."""
    service = parent.messaging.v1.services.create(friendly_name="svc")
    regional = connect(region="ie1").messaging.v1.services(service.sid).fetch()
    assert regional.friendly_name == "svc"
    answer = parent.request("GET", f"https://localhost:8888/messaging/v1/Services/{service.sid}")
    assert answer.status_code == 200
    assert f'"url": "https://localhost:8888/messaging/v1/Services/{service.sid}"' in answer.text


def test_a_refusal_asks_for_credentials(twilio: LocalTwilio) -> None:
    """A 401 has the header that clients wait for before they send credentials."""
    session = requests.Session()
    session.mount("https://", twilio.adapter())
    refused = session.get("https://messaging.twilio.com/v1/Services")
    assert (refused.status_code, refused.headers["WWW-Authenticate"]) == (401, 'Basic realm="Twilio API"')
