"""Every operation on usage triggers."""

from twilio.rest import Client


def run(parent: Client) -> None:
    """Create, read, list, change and delete triggers."""
    triggers = parent.usage.triggers
    trigger = triggers.create(
        usage_category="sms-outbound",
        trigger_value="1000",
        callback_url="https://a.example/usage",
        callback_method="POST",
        friendly_name="daily messages",
        recurring="daily",
        trigger_by="count",
    )
    triggers.create(usage_category="totalprice", trigger_value="+10", callback_url="https://a.example/usage")
    assert trigger.fetch().trigger_value == "1000.000000"
    assert len(triggers.list(page_size=1)) == 2
    assert len(triggers.list(recurring="daily", trigger_by="count", usage_category="sms-outbound")) == 1
    changed = trigger.update(callback_url="https://a.example/alert", callback_method="GET", friendly_name="alert")
    assert changed.friendly_name == "alert"
    assert trigger.delete()
