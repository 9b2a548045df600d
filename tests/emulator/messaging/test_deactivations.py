"""Deactivated numbers of the local Twilio: a file for each day that is over."""

import datetime as dt

import requests
from twilio.rest import Client

from emulator.embedded import LocalTwilio
from tests.emulator.refusal import Refusal


def test_a_day_has_a_file_for_two_minutes(parent: Client, twilio: LocalTwilio, refusal: Refusal) -> None:
    """It needs no credentials; today's is not there yet (30114)."""
    today = dt.datetime.fromtimestamp(twilio.now(), dt.UTC).date()
    yesterday = today - dt.timedelta(days=1)
    twilio.control.set_deactivated(yesterday.isoformat(), ["+14155550188", "+13035550123"])
    session = requests.Session()
    session.mount("https://", twilio.adapter())

    def address(day: dt.date) -> str:
        return str(parent.messaging.v1.deactivations().fetch(date=day).redirect_to)

    own = address(yesterday)
    assert session.get(own, timeout=10).text == "14155550188\n13035550123\n"
    assert session.get(address(yesterday - dt.timedelta(days=1)), timeout=10).text == ""
    assert refusal(lambda: address(today)) == (400, 30114)
    assert refusal(lambda: parent.messaging.v1.deactivations().fetch()) == (400, 20001)
    twilio.control.advance(180)
    assert session.get(own, timeout=10).status_code == 403
