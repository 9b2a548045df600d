"""Quiet hours: the times of day at which a person is sent no advertisement.

US law allows telephone solicitations, texts among them, from 8 a.m. to 9 p.m. at the place of the person
(47 CFR 64.1200(c)(1), https://www.ecfr.gov/current/title-47/section-64.1200). Twilio does not enforce it. Some states
allow fewer hours. Messages about something that the person asked for may be sent at any time.
"""

import datetime as dt
from collections.abc import Sequence
from zoneinfo import ZoneInfo

import phonenumbers
from phonenumbers.timezone import time_zones_for_geographical_number

from owl.failure import Failure
from tenants.model import Contact, Template
from tenants.model.catalogue.template import Traffic

BEGIN, END = dt.time(8), dt.time(21)
"""Advertisements may be sent from the first until just before the second, in the person's local time."""

_DAYS = 3
"""How many days' openings are compared: more than the time zones of the earth are apart."""


def require_allowed_hour(contact: Contact, template: Template, moment: dt.datetime) -> None:
    """Check that a message may be sent to a contact at a moment.

    Raises:
        Failure: It is an advertisement, and it is a quiet hour where the contact may be. The message says when the next
            allowed moment is.
    """
    if template.traffic is not Traffic.PROMOTIONAL:
        return
    zones = time_zones(contact)
    quiet = next((zone for zone in zones if not _is_allowed(moment, zone)), None)
    if quiet is None:
        return
    opens = next_allowed(moment, zones).astimezone(quiet).isoformat(timespec="minutes")
    known_by = "the contact's time_zone" if contact.time_zone else "by its number"
    place = f"{quiet.key}, {known_by}"
    raise Failure(
        f"quiet hours, and nothing was sent: promotional messages are sent to contacts from {BEGIN:%H:%M} to "
        f"{END:%H:%M} local time, and {contact.name} would get it at {moment.astimezone(quiet):%H:%M} ({place}). The "
        f"next allowed time is {opens}: send it then, or schedule it with --at {opens}"
    )


def time_zones(contact: Contact) -> list[ZoneInfo]:
    """Return the time zone of a contact, or those that its phone number's area code may be in."""
    names = [contact.time_zone] if contact.time_zone else _by_area_code(contact.phone_number)
    return [ZoneInfo(name) for name in names]


def next_allowed(moment: dt.datetime, zones: Sequence[ZoneInfo]) -> dt.datetime:
    """Return the first moment from the given one at which it is no quiet hour in any of the time zones, in UTC."""
    openings = [moment.astimezone(dt.UTC)]
    for zone in zones:
        today = moment.astimezone(zone).date()
        for days in range(_DAYS):
            opening = dt.datetime.combine(today + dt.timedelta(days=days), BEGIN, zone)
            openings.append(opening.astimezone(dt.UTC))
    return min(each for each in openings if each >= moment and all(_is_allowed(each, zone) for zone in zones))


def _is_allowed(moment: dt.datetime, zone: ZoneInfo) -> bool:
    return BEGIN <= moment.astimezone(zone).time() < END


def _by_area_code(phone_number: str) -> Sequence[str]:
    return time_zones_for_geographical_number(phonenumbers.parse(phone_number))
