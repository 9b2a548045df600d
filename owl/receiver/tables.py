"""The receiver's tables, as the newest migration leaves them."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Dialect,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    text,
)
from sqlalchemy.exc import DataError
from sqlalchemy.types import TypeDecorator


class Moment(TypeDecorator[datetime]):
    """A moment in UTC. SQLite has no time zones, so it keeps the moment without one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], Any] | None:
        """Return how a value is written: in SQLite as SQLAlchemy writes its own, in half the time."""
        if dialect.name != "sqlite":
            return super().bind_processor(dialect)
        return lambda value: value and value.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Return a moment of the database in UTC."""
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None] | None:
        """Return how a value of the database is read: what is no moment is an error of the database's data.

        SQLite keeps moments as texts, and anybody can edit its file.
        """
        read = super().result_processor(dialect, coltype)
        if read is None:
            return None

        def processed(value: Any) -> datetime | None:
            try:
                return read(value)
            except (TypeError, ValueError) as error:
                raise DataError(None, None, error) from None

        return processed


metadata = MetaData()


def _received() -> tuple[Column[Any], ...]:
    """Return the columns that each recorded request has."""
    return (
        Column("owner", String(64), nullable=False),
        Column("account_sid", String(34), nullable=False),
        Column("idempotency_token", String(128), nullable=False),
        Column("received_at", Moment, nullable=False),
    )


message_statuses = Table(
    "message_statuses",
    metadata,
    Column("message_sid", String(34), primary_key=True),
    Column("status", String(32), primary_key=True),
    Column("error_code", Integer),
    *_received(),
    Index("message_statuses_by_time", "received_at"),
    Index(
        "message_statuses_by_error",
        "error_code",
        "received_at",
        sqlite_where=text("error_code IS NOT NULL"),
        postgresql_where=text("error_code IS NOT NULL"),
    ),
)
"""Each status that Twilio reported for a message, in the order of arrival."""

messages = Table(
    "messages",
    metadata,
    Column("sid", String(34), primary_key=True),
    Column("tenant", String(64), nullable=False),
    Column("account_sid", String(34), nullable=False),
    Column("messaging_service_sid", String(34)),
    Column("sender", String(128)),
    Column("recipient", String(128)),
    Column("status", String(32), nullable=False),
    Column("status_rank", Integer, nullable=False),
    Column("error_code", Integer),
    Column("first_received_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Index("messages_by_tenant", "tenant", "first_received_at"),
    Index("messages_by_time", "first_received_at"),
    Index("messages_by_service", "messaging_service_sid"),
)
"""Each message with its latest status, however the callbacks arrived."""

inbound_messages = Table(
    "inbound_messages",
    metadata,
    Column("sid", String(34), primary_key=True),
    Column("messaging_service_sid", String(34)),
    Column("sender", String(128), nullable=False),
    Column("recipient", String(128), nullable=False),
    Column("keyword", String(16)),
    Column("body", Text),
    *_received(),
    Index("inbound_messages_by_tenant", "owner", "received_at"),
    Index("inbound_messages_by_time", "received_at"),
)
"""Each message that a tenant's customers sent. `body` is empty once it is redacted."""

opt_outs = Table(
    "opt_outs",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("tenant", String(64), nullable=False),
    Column("phone_number", String(128), nullable=False),
    Column("opted_out", Boolean, nullable=False),
    Column("reason", String(128), nullable=False),
    Column("evidence_sid", String(34), nullable=False),
    Column("changed_at", Moment, nullable=False),
    Index("opt_outs_by_phone_number", "tenant", "phone_number", "id"),
    Index("opt_outs_by_evidence", "evidence_sid", "opted_out", unique=True),
    Index("opt_outs_by_time", "changed_at"),
)
"""Each opt-out and each later consent, kept forever. The latest row of a tenant and number applies."""

usage_alerts = Table(
    "usage_alerts",
    metadata,
    Column("trigger_token", String(128), primary_key=True),
    Column("trigger_sid", String(34), nullable=False),
    Column("category", String(64), nullable=False),
    Column("recurring", String(16)),
    Column("trigger_value", String(32), nullable=False),
    Column("current_value", String(32), nullable=False),
    Column("date_fired", String(64)),
    *_received(),
    Index("usage_alerts_by_time", "received_at"),
)
"""Each firing of a usage trigger, once."""

events = Table(
    "events",
    metadata,
    Column("id", String(128), primary_key=True),
    Column("type", String(128), nullable=False),
    Column("occurred_at", Moment),
    Column("level", String(16)),
    Column("error_code", Integer),
    Column("resource_sid", String(34)),
    Column("messaging_service_sid", String(34)),
    Column("data", Text),
    *_received(),
    Index("events_by_owner", "owner", "received_at"),
    Index("events_by_owner_and_type", "owner", "type", "received_at"),
    Index("events_by_service", "messaging_service_sid", "type", "received_at"),
    Index("events_by_type", "type", "received_at"),
    Index("events_by_time", "received_at"),
)
"""Each event of Event Streams, once. `data` is empty once it is redacted."""

review_statuses = Table(
    "review_statuses",
    metadata,
    Column("bundle_sid", String(34), primary_key=True),
    Column("status", String(32), primary_key=True),
    Column("idempotency_token", String(128), primary_key=True),
    Column("error_codes", String(256)),
    Column("owner", String(64), nullable=False),
    Column("account_sid", String(34), nullable=False),
    Column("received_at", Moment, nullable=False),
    Index("review_statuses_by_time", "received_at"),
)
"""Each status that Twilio reported for a customer profile or trust product."""

alerts = Table(
    "alerts",
    metadata,
    Column("key", String(256), primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("tenant", String(64), nullable=False),
    Column("title", String(256), nullable=False),
    Column("cause", Text, nullable=False),
    Column("remedy", Text, nullable=False),
    Column("raised_at", Moment, nullable=False),
    Column("sent_at", Moment),
    Column("claimed_until", Moment),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Index("alerts_by_time", "raised_at"),
    Index("alerts_not_sent", "sent_at", "claimed_until"),
)
"""Each alert, once. One without `sent_at` is still to be sent."""

cancellations = Table(
    "cancellations",
    metadata,
    Column("opt_out_id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("message_sids", Text, nullable=False),
    Column("looked_at", Moment, nullable=False),
)
"""Each opt-out whose scheduled messages were looked for, with those that were canceled, separated by spaces."""

deactivations = Table(
    "deactivations",
    metadata,
    Column("phone_number", String(128), primary_key=True),
    Column("deactivated_on", Date, primary_key=True),
    Column("noted_at", Moment, nullable=False),
)
"""Each contact's number that a carrier has taken from its subscriber, kept forever."""

deactivation_reports = Table(
    "deactivation_reports",
    metadata,
    Column("reported_on", Date, primary_key=True),
    Column("numbers", Integer, nullable=False),
    Column("read_at", Moment, nullable=False),
)
"""Each day whose deactivated numbers were compared with the contacts, and how many numbers there were."""

consent_pushes = Table(
    "consent_pushes",
    metadata,
    Column("correlation_id", String(32), primary_key=True),
    Column("tenant", String(64), nullable=False),
    Column("sender_id", String(34), nullable=False),
    Column("phone_number", String(128), nullable=False),
    Column("status", String(16), nullable=False),
    Column("source", String(32), nullable=False),
    Column("given_at", Moment, nullable=False),
    Column("error_code", Integer, nullable=False),
    Column("error_messages", Text, nullable=False),
    Column("pushed_at", Moment, nullable=False),
    Index("consent_pushes_by_phone_number", "sender_id", "phone_number", "pushed_at"),
)
"""Each consent and opt-out that was sent to Twilio's Consent API, with its answer, kept forever."""

served_stack = Table(
    "served_stack",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("name", String(128), nullable=False),
    CheckConstraint("id = 1", name="served_stack_one_row"),
)
"""The stack whose receiver writes the database: one row, or none until a receiver of this version has run."""
