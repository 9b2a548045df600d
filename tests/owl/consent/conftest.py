"""A local Twilio with the account of one tenant, the tenant's file, and a receiver's database."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from emulator.embedded import LocalTwilio
from owl.consent.contacts import PlacedContact, contacts_of
from owl.consent.push import Pushed, Sender, plan, push
from owl.receiver.database import open_database
from owl.receiver.opt_outs import OptOut, note_opt_outs
from owl.stacks.receiver_database import ReceiverDatabase
from providers.core.connection import Connection, connect_to
from tenants.model import Contact, Tenants
from tests.owl_inc import owl_inc

SHOP = "freestyle-falcons"
ALICE = "+14155550188"


@dataclass
class World:
    """What a push needs."""

    local: LocalTwilio
    twilio: Connection
    engine: Engine
    tenants: Tenants
    sender: Sender

    @property
    def contacts(self) -> list[PlacedContact]:
        """The tenant's contacts."""
        return list(contacts_of(self.tenants, [SHOP]))

    def connect_again(self) -> None:
        """Forget the tokens of accounts, as the next process does."""
        self.twilio = connect_to(self.local)

    def change(self, **contacts: Contact) -> None:
        """Replace the contacts of the tenant's file."""
        changed = self.tenants.by_id[SHOP].model_copy(update={"contacts": contacts})
        self.tenants = replace(self.tenants, by_id={**self.tenants.by_id, SHOP: changed})

    def opts(self, *, out: bool, at: dt.datetime, tenant: str = SHOP) -> None:
        """Receive a STOP or a START."""
        word = "STOP" if out else "START"
        with self.engine.begin() as transaction:
            note_opt_outs(transaction, [OptOut(tenant, ALICE, out, f"replied {word}", f"SM{at:%Y%m%d%H%M%S}", at)])

    def push(self) -> list[Pushed]:
        """Push what is to be pushed."""
        senders = {SHOP: self.sender}
        return list(push(self.twilio, self.engine, plan(self.engine, self.contacts, senders), senders))

    def outcomes(self) -> list[str]:
        """Push, and return what became of each contact."""
        return [each.outcome.value for each in self.push()]


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A tenant with one contact, and nothing pushed."""
    local = LocalTwilio(tmp_path / "twilio.sqlite", "AC" + "a" * 32)
    local.control.skip_waits(True)
    twilio = connect_to(local)
    account_sid = twilio.accounts.create(friendly_name="acme").sid
    service = twilio.account(account_sid).messaging.v1.services.create("acme").sid
    engine = open_database(ReceiverDatabase(f"sqlite:///{tmp_path / 'receiver.sqlite'}", "dev"))
    yield World(local, twilio, engine, owl_inc(), Sender(account_sid, service, hears_opt_outs=True, so_far=(SHOP,)))
    engine.dispose()
    local.close()


@pytest.fixture
def alice() -> Contact:
    """The tenant's contact."""
    return owl_inc().by_id[SHOP].contacts["alice"]
