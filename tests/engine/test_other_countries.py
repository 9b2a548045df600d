"""A tenant texts another country from its name, with the real engine."""

import shutil

from tests.engine.project import REPOSITORY, Project
from tests.international import price_book

FALCONS = "freestyle-falcons"
SENDERS = """\
senders:
  alphanumeric:
    default: FALCONS
    opt_out_url: https://freestyle-falcons.example/opt-out
support_contact:"""
BEA = """\
  bea:
    name: Bea Okafor
    phone_number: "+447700900123"
    consent: {given_at: 2026-10-05T16:20:00Z, how: in-person, recorded_by: Ada}
"""


def opened(dev: Project) -> list[str]:
    """Return the countries that the parent account may text."""
    permissions = dev.console.account(dev.console.account_sid).accounts.v1.messaging_geopermissions.fetch().permissions
    return sorted(each["country_code"] for each in permissions if each["enabled"])


def test_a_tenant_texts_another_country_from_its_name(dev: Project) -> None:
    """The country is opened with the name, a contact there gets a message from it, and both end with their lines."""
    before = dev.tenant(FALCONS).read_text("utf-8")
    shutil.copy(REPOSITORY / "tenants" / "catalogue" / "countries.yaml", dev.directory / "tenants" / "catalogue")
    (dev.directory / "tenants" / "catalogue" / "price-book.yaml").write_text(
        price_book().replace("0.05", "0.0083"), "utf-8"
    )
    dev.edit(FALCONS, "messaging:\n", "messaging:\n  destinations: [US, GB]\n")
    dev.edit(FALCONS, "  alice:\n", f"{BEA}  alice:\n")
    dev.edit(FALCONS, "support_contact:", SENDERS)

    done = dev.up()

    assert done.code == 0, done.text
    assert opened(dev) == ["CA", "GB", "US"]
    sent = dev.owl("send", FALCONS, "--to", "bea", "--template", "order-ready")
    assert sent.code == 0, sent.text
    account = dev.outputs()["senders"][FALCONS]["account_sid"]
    [message] = dev.console.v2010(account).messages.list(to="+447700900123")
    assert (message.from_, message.status) == ("FALCONS", "delivered")
    assert str(message.body).endswith("Opt out: freestyle-falcons.example/opt-out")
    assert "will no longer text CA" in dev.preview().text  # what else was open is closed, but not unseen

    dev.tenant(FALCONS).write_text(before, "utf-8")
    done = dev.up()
    assert done.code == 0, done.text
    assert opened(dev) == ["CA", "US"]
