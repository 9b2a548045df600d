"""API keys in use that a run would revoke: keys at Twilio whose secrets the state does not have.

Twilio tells a key's secret once. A key that the state does not know is therefore revoked and created again
(`providers.api_key`), which is right after a killed run and stops a live tenant after a lost state. A tenant counts as
live if its service has a sender. That a run was killed is known from a note (`owl.stacks.unfinished_run`).
"""

from collections.abc import Iterator, Mapping

from owl.approvals.irreversible import IrreversibleStep
from owl.stacks.in_program import Deployed
from providers.api_key import ApiKeyProvider
from providers.core.connection import Connection
from providers.core.errors import AccountGone, AccountSuspended
from providers.messaging_service import MessagingServiceProvider
from providers.messaging_service_sender import MessagingServiceSenderProvider
from tenants.model import ApprovableResource


def without_key(accounts: Mapping[str, str], before: Deployed) -> dict[str, str]:
    """Return the tenants whose key the state does not have, with the names of their accounts."""
    return {tenant: name for tenant, name in accounts.items() if before.at_twilio("ApiKey", tenant) is None}


def live_keys(twilio: Connection, accounts: Mapping[str, str]) -> Iterator[IrreversibleStep]:
    """Yield a step for each key of a live tenant.

    Args:
        twilio: A connection to the parent account.
        accounts: The tenants whose key the state does not have, with the names of their accounts.
    """
    sids = {str(each.friendly_name): sid for sid, each in twilio.known_accounts().items() if each.status != "closed"}
    for tenant, name in accounts.items():
        if name in sids:
            try:
                yield from _of_tenant(twilio, tenant, {"account_sid": sids[name]})
            except (AccountGone, AccountSuspended):
                continue  # nobody can send from it


def _of_tenant(twilio: Connection, tenant: str, account: dict[str, str]) -> Iterator[IrreversibleStep]:
    keys = ApiKeyProvider().existing(twilio, account)
    mine = [sid for sid, key in keys.items() if key.friendly_name == tenant]
    if mine and _sends(twilio, tenant, account):
        for sid in mine:
            yield IrreversibleStep(ApprovableResource.API_KEY, tenant, {}, name=tenant, revokes=sid)


def _sends(twilio: Connection, tenant: str, account: dict[str, str]) -> bool:
    services = MessagingServiceProvider().existing(twilio, account)
    named = [sid for sid, service in services.items() if service.friendly_name == tenant]
    senders = MessagingServiceSenderProvider()
    return any(senders.existing(twilio, {**account, "service_sid": sid}) for sid in named)
