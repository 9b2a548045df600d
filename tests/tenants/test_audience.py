"""Contacts, qualification and other optional sections of a tenant's file, as the program gets them."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from owl.failure import Failure
from owl.sending import recipient
from tenants.model import ConsentMethod
from tenants.model.sections.channel import Channel
from tests.owl_inc import owl_inc
from tests.registered import campaign_of
from tests.tenants.tenant_files import load
from tests.tenants.test_audience_faults import ALL


def test_consent_has_its_moment(tmp_path: Path) -> None:
    """The moment has a time zone, so that it can be compared with another."""
    contact = load(tmp_path, {"acme.yaml": ALL}).by_id["acme"].contacts["alice"]
    assert contact.consent.given_at == dt.datetime(2026, 10, 5, 23, 20, tzinfo=dt.UTC)
    assert contact.consent.how is ConsentMethod.IN_PERSON


def test_each_channel_has_its_consent(tmp_path: Path) -> None:
    """That to be texted is the contact's; a channel that asked for none has none."""
    rcs = "{channel: rcs, consent: {given_at: 2026-10-06T16:20:00Z, how: keyword, recorded_by: Bo}}"
    channels = f"    channels: [{rcs}, {{channel: whatsapp}}]\n    consent"
    contact = load(tmp_path, {"acme.yaml": ALL.replace("    consent", channels, 1)}).by_id["acme"].contacts["alice"]
    recorded = {
        channel: consent and consent.recorded_by for channel in Channel for consent in [contact.consent_for(channel)]
    }
    assert recorded == {Channel.SMS: "Ada", Channel.RCS: "Bo", Channel.WHATSAPP: None}
    assert {place: each.recorded_by for place, each in contact.consents.items()} == {
        "consent": "Ada",
        "channels[0].consent": "Bo",
    }


def test_a_contact_needs_no_channel_and_may_have_a_time_zone(tmp_path: Path) -> None:
    """By its name in the database."""
    text = ALL.replace("    consent", "    time_zone: America/New_York\n    consent", 1)
    contact = load(tmp_path, {"acme.yaml": text}).by_id["acme"].contacts["alice"]
    assert contact.time_zone == "America/New_York"
    assert [contact.consent_for(channel) for channel in Channel] == [contact.consent, None, None]


def test_a_campaign_may_have_another_language(tmp_path: Path) -> None:
    """By its code of two letters."""
    text = ALL.replace("  use_case: LOW_VOLUME", "  use_case: LOW_VOLUME\n  language: es")
    assert campaign_of(load(tmp_path, {"acme.yaml": text}).by_id["acme"]).language == "es"


def test_qualification_is_exact(tmp_path: Path) -> None:
    """Numbers are exact, and a country is never a boolean."""
    qualification = load(tmp_path, {"acme.yaml": ALL.replace("[US]", "[US, NO]")}).by_id["acme"].qualification
    assert qualification
    assert qualification.messages_per_consumer_per_day == Decimal("0.2")
    assert qualification.countries == ("US", "NO")


def test_further_fields_are_there(tmp_path: Path) -> None:
    """They include numbers by id, features, the date of the key, and English by default."""
    tenants = load(tmp_path, {"acme.yaml": ALL})
    acme, birch = tenants
    assert {name: number.number for name, number in acme.additional_phone_numbers.items()} == {
        "harbour": "+14155550190",
        "north": None,
    }
    assert acme.early_access == ("replies",)
    assert acme.api_key.rotated_on == dt.date(2026, 5, 1)
    assert (campaign_of(acme).language, birch.additional_phone_numbers, birch.contacts) == ("en", {}, {})


@pytest.mark.parametrize("to", ["alice", "+14155550188"])
def test_a_contact_is_a_recipient_by_id_or_number(to: str, tmp_path: Path) -> None:
    """A number can be written in E.164 or as the file has it."""
    name, contact = recipient(load(tmp_path, {"acme.yaml": ALL}), "acme", to)
    assert (name, contact.phone_number) == ("alice", "+14155550188")


def test_nobody_else_is_a_recipient(tmp_path: Path) -> None:
    """The refusal names the file and line to add it to, the existing contacts, and what consent needs."""
    tenants = load(tmp_path, {"acme.yaml": ALL})
    with pytest.raises(
        Failure, match=r"'bob' is not a contact of acme, .*alice \(\+14155550188\)\. .*acme\.yaml:46: .*given_at"
    ):
        recipient(tenants, "acme", "bob")
    with pytest.raises(Failure, match=r"Contacts: none\. .*birch\.yaml:1: "):
        recipient(tenants, "birch", "alice")
    with pytest.raises(Failure, match="cedar has no file any more"):
        recipient(tenants, "cedar", "alice")


def test_packages_cover_what_was_agreed() -> None:
    """Every tenant of Owl Inc. was asked, sends to the US, advertises nothing and bought enough messages."""
    tenants = owl_inc()
    for tenant in tenants:
        said = tenant.qualification
        assert said, tenant.id
        assert (said.countries, said.promotional_share) == (("US",), 0)
        assert said.consumers * said.messages_per_consumer_per_day <= tenants.package_of(tenant).messages_per_day
