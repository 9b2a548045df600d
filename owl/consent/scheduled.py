"""Messages that are scheduled for a contact of a tenant, found in the tenant's account by its name at Twilio."""

from owl.consent.contacts import PlacedContact
from owl.receiver.scheduled_messages import TwilioScheduledMessages
from owl.registration.may_send import ACTIVE
from providers.core.connection import Connection, all_pages
from tenants.model.naming import SHARED, account_name


class ContactsScheduledMessages:
    """Scheduled messages of a stack's contacts, read and canceled with the parent account's credentials.

    Args:
        twilio: The connection.
        stack: The stack's name; of a cell, the name of the divided stack.
        shared: Whether all tenants share one account: then only the messages of the tenant's service are its own.
    """

    def __init__(self, twilio: Connection, stack: str, *, shared: bool) -> None:
        self._twilio = twilio
        self._stack = stack
        self._shared = shared
        self._messages = TwilioScheduledMessages(twilio, shared=shared)

    def cancel(self, contact: PlacedContact) -> list[str]:
        """Cancel the messages that are scheduled for a contact's number, and return their SIDs.

        A suspended account sends nothing, and nobody can read it: it is left out.

        Raises:
            Exception: Twilio could not be asked. Its message may contain the credentials.
        """
        wanted = account_name(self._stack, SHARED if self._shared else contact.tenant_id)
        return [
            canceled
            for account in self._twilio.known_accounts().values()
            if account.friendly_name == wanted and account.status == ACTIVE
            for service_sid in self._services(str(account.sid), contact.tenant_id)
            for canceled in self._messages.cancel(str(account.sid), service_sid, contact.contact.phone_number)
        ]

    def _services(self, account_sid: str, tenant_id: str) -> list[str | None]:
        """Return the tenant's services in an account that is shared; None for all of an account of its own."""
        if not self._shared:
            return [None]
        services = all_pages(self._twilio.account(account_sid).messaging.v1.services.list)
        return [str(each.sid) for each in services if each.friendly_name == tenant_id]
