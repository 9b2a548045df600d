"""A command that a message advises acts on the stack that the message is about, whichever one is selected."""

import datetime as dt

from tests.engine.project import Project
from tests.owl.advised import without_stack

SENDS, LACKS = "freestyle-falcons", "alpine-spokes"


def test_advised_commands_name_the_stack(prod: Project) -> None:
    """No stack is selected, and `owl` takes `dev` by default: what is wrong with `prod` is solved there."""
    sender = prod.outputs()["senders"][LACKS]
    account = prod.console.account(sender["account_sid"])
    [number] = account.messaging.v1.services(sender["messaging_service_sid"]).phone_numbers.list()
    number.delete()
    [trigger] = account.api.v2010.account.usage.triggers.list()
    trigger.delete()
    month = f"{dt.datetime.now(dt.UTC):%Y-%m}"

    said = {
        command: prod.owl(*command.split(), "--stack", "prod").text
        for command in (
            "status",
            f"status {LACKS}",
            "doctor --all",
            f"doctor {LACKS}",
            f"golive {LACKS}",
            f"send {LACKS} --to noor --template order-ready",
            f"send {SENDS} --to alice --template order-ready",
            f"reconcile --month {month}",
            "drift",
        )
    }

    unnamed = {command: found for command, text in said.items() if (found := without_stack(text, "prod"))}
    assert unnamed == {}
    assert "`pulumi up --refresh --stack prod` adds it" in said[f"send {LACKS} --to noor --template order-ready"]
    assert "`pulumi up --refresh --stack prod` creates it" in " ".join(said[f"doctor {LACKS}"].split())
    assert "`owl status TENANT --stack prod` says what to do" in said["status"]
