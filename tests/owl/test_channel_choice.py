"""Which channel a message takes, and why not the ones before it."""

from dataclasses import replace
from pathlib import Path

import pytest

from owl.channel_choice import choose_channel
from owl.failure import Failure
from tenants.model import Channel, Consent, ContactChannel, Tenants, read_tenants
from tests.owl_inc import owl_inc, put_owl_inc

SHOP = "freestyle-falcons"
LOCAL, TOLL_FREE = "+14155550100", "+18885550123"


def tenants(*preferred: ContactChannel, order: tuple[Channel, ...] = (Channel.SMS,)) -> Tenants:
    """Return the tenants, with what one's contact prefers and the tenant's own order."""
    known = owl_inc()
    tenant = known.by_id[SHOP]
    alice = tenant.contacts["alice"].model_copy(update={"channels": preferred, "consent": consent()})
    messaging = tenant.messaging.model_copy(update={"channels": order})
    changed = tenant.model_copy(update={"contacts": {"alice": alice}, "messaging": messaging})
    return replace(known, by_id={**known.by_id, SHOP: changed})


def consent() -> Consent:
    """Return a consent, in which somebody wrote a tax number."""
    given = owl_inc().by_id[SHOP].contacts["alice"].consent
    return given.model_copy(update={"recorded_by": f"{given.recorded_by}\n\x1b98-7654321"})


def test_the_first_channel_that_may_be_used_is_taken() -> None:
    """What the contact prefers comes first, then the tenant's order; the reasons are said."""
    whatsapp = ContactChannel(channel=Channel.WHATSAPP, consent=consent())
    known = tenants(whatsapp, order=(Channel.RCS, Channel.SMS))

    choice = choose_channel(known, SHOP, known.by_id[SHOP].contacts["alice"], (TOLL_FREE, LOCAL))

    by, *not_by = choice.lines()
    assert by.startswith("By sms: from +14155550100 (local number) or +18885550123 (toll-free number); consent given ")
    assert by.endswith("given 2026-10-05 (in person), recorded by dolores@freestyle-falcons.example [number withheld]")
    assert not_by == [
        "  not by whatsapp: tenants have no WhatsApp sender here: each needs a WhatsApp Business Account of its own",
        "  not by rcs: no consent is recorded for it",
    ]


def test_a_contact_abroad_is_texted_from_there() -> None:
    """By the tenant's number in that country, else by its others, but never by a toll-free one."""
    known = tenants()
    alice = known.by_id[SHOP].contacts["alice"].model_copy(update={"phone_number": "+4915112345678"})

    def sender(*senders: str) -> str:
        return choose_channel(known, SHOP, alice, senders).reason.partition(";")[0]

    assert sender(TOLL_FREE, LOCAL, "+491713920000") == "from +491713920000 (number in DE)"
    assert sender(TOLL_FREE, LOCAL) == f"from {LOCAL} (local number)"
    with pytest.raises(Failure, match="sms: the messaging service has no sender for"):
        sender(TOLL_FREE)


def test_without_any_channel_nothing_is_sent() -> None:
    """Each channel is named with its reason, and where to change it."""
    known = tenants(order=(Channel.RCS,))

    with pytest.raises(Failure, match=r"rcs: no consent is recorded for it\. Add sms to .* in \S*falcons.yaml:"):
        choose_channel(known, SHOP, known.by_id[SHOP].contacts["alice"], (LOCAL,))
    with pytest.raises(Failure, match="sms: the messaging service has no sender for"):
        choose_channel(tenants(), SHOP, known.by_id[SHOP].contacts["alice"], ())


@pytest.mark.parametrize(
    ("channels", "message"),
    [
        ("[{channel: fax}]", "fax"),
        ("[{channel: rcs}, {channel: rcs}]", "rcs is named 2 times"),
        ("[{channel: sms, consent: {given_at: 2026-10-05T16:20:00Z, how: keyword, recorded_by: a}}]", "sms has the"),
    ],
)
def test_wrong_channels_are_found_in_the_file(tmp_path: Path, channels: str, message: str) -> None:
    """With their place."""
    put_owl_inc(tmp_path)
    file = tmp_path / "tenants" / f"{SHOP}.yaml"
    file.write_text(f"{file.read_text('utf-8')}    channels: {channels}\n", "utf-8")

    findings = read_tenants(tmp_path / "tenants").findings

    assert any("contacts.alice.channels" in each.path and message in each.message for each in findings), findings
