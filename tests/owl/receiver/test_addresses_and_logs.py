"""The addresses that are served, and the lines that are logged."""

import json
import logging
from dataclasses import replace

from owl.receiver.addresses import declared_addresses
from owl.receiver.callbacks.inbound_message import InboundMessage
from owl.receiver.callbacks.message_status import MessageStatus
from owl.receiver.logs import JsonLines
from tests.owl_inc import owl_inc

TENANT = "freestyle-falcons"


def test_the_addresses_are_those_that_the_stack_declares() -> None:
    """Below a path too; a tenant's own address for replies is not served."""
    tenants = owl_inc()
    isv = tenants.isv.model_copy(update={"callbacks": "https://owl.example:8443/twilio"})
    falcons = tenants.by_id[TENANT]
    replies = falcons.messaging.model_copy(
        update={"inbound_request_url": "https://owl.example:8443/twilio/falcons/replies?key=1"}
    )
    here = falcons.model_copy(update={"messaging": replies})

    served = declared_addresses(replace(tenants, isv=isv, by_id={**tenants.by_id, TENANT: here}))

    assert served.origin == "https://owl.example:8443"
    assert served.by_path[f"/twilio/{TENANT}/message-status"].kind is MessageStatus
    assert served.by_path["/twilio/falcons/replies"].kind is InboundMessage
    assert "/twilio/shared/error-events" in served.by_path
    assert not any(each.kind is InboundMessage for each in declared_addresses(tenants).by_path.values())


def test_no_text_can_break_a_log_line() -> None:
    """Line breaks, control characters and other scripts are escaped; secrets are redacted."""
    nasty = 'x\r\n{"level": "info"}\x1b[31m\u2028\u202e' + "a1" * 16
    error = ValueError(nasty)
    record = logging.LogRecord("owl", logging.ERROR, "", 0, "%s", (nasty,), (ValueError, error, None))
    record.__dict__["fields"] = {"tenant": nasty, "status": 403}
    line = JsonLines().format(record)

    assert line.isascii()
    assert line.isprintable()
    document = json.loads(line)
    assert document["message"].startswith("x\r\n")
    assert "a1a1a1" not in line
    assert document["status"] == 403
