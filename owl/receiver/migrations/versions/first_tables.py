"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "first_tables"
down_revision = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "alerts",
        sa.Column("key", sa.String(length=256), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("tenant", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(length=256), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("remedy", sa.Text(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("alerts_by_time", "alerts", ["raised_at"])
    op.create_index("alerts_not_sent", "alerts", ["sent_at", "claimed_until"])
    op.create_table(
        "events",
        sa.Column("id", sa.String(length=128), nullable=False),
        sa.Column("type", sa.String(length=128), nullable=False),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("level", sa.String(length=16), nullable=True),
        sa.Column("error_code", sa.Integer(), nullable=True),
        sa.Column("resource_sid", sa.String(length=34), nullable=True),
        sa.Column("messaging_service_sid", sa.String(length=34), nullable=True),
        sa.Column("data", sa.Text(), nullable=True),
        sa.Column("owner", sa.String(length=64), nullable=False),
        sa.Column("account_sid", sa.String(length=34), nullable=False),
        sa.Column("idempotency_token", sa.String(length=128), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("events_by_owner", "events", ["owner", "received_at"])
    op.create_index("events_by_time", "events", ["received_at"])
    op.create_index("events_by_type", "events", ["type", "received_at"])
    op.create_table(
        "inbound_messages",
        sa.Column("sid", sa.String(length=34), nullable=False),
        sa.Column("messaging_service_sid", sa.String(length=34), nullable=True),
        sa.Column("sender", sa.String(length=128), nullable=False),
        sa.Column("recipient", sa.String(length=128), nullable=False),
        sa.Column("keyword", sa.String(length=16), nullable=True),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("owner", sa.String(length=64), nullable=False),
        sa.Column("account_sid", sa.String(length=34), nullable=False),
        sa.Column("idempotency_token", sa.String(length=128), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("sid"),
    )
    op.create_index("inbound_messages_by_tenant", "inbound_messages", ["owner", "received_at"])
    op.create_index("inbound_messages_by_time", "inbound_messages", ["received_at"])
    op.create_table(
        "message_statuses",
        sa.Column("message_sid", sa.String(length=34), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("error_code", sa.Integer(), nullable=True),
        sa.Column("owner", sa.String(length=64), nullable=False),
        sa.Column("account_sid", sa.String(length=34), nullable=False),
        sa.Column("idempotency_token", sa.String(length=128), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("message_sid", "status"),
    )
    op.create_index("message_statuses_by_time", "message_statuses", ["received_at"])
    op.create_index(
        "message_statuses_by_error",
        "message_statuses",
        ["error_code", "received_at"],
        sqlite_where=sa.text("error_code IS NOT NULL"),
        postgresql_where=sa.text("error_code IS NOT NULL"),
    )
    op.create_table(
        "messages",
        sa.Column("sid", sa.String(length=34), nullable=False),
        sa.Column("tenant", sa.String(length=64), nullable=False),
        sa.Column("account_sid", sa.String(length=34), nullable=False),
        sa.Column("messaging_service_sid", sa.String(length=34), nullable=True),
        sa.Column("sender", sa.String(length=128), nullable=True),
        sa.Column("recipient", sa.String(length=128), nullable=True),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("status_rank", sa.Integer(), nullable=False),
        sa.Column("error_code", sa.Integer(), nullable=True),
        sa.Column("first_received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("sid"),
    )
    op.create_index("messages_by_service", "messages", ["messaging_service_sid"])
    op.create_index("messages_by_tenant", "messages", ["tenant", "first_received_at"])
    op.create_index("messages_by_time", "messages", ["first_received_at"])
    op.create_table(
        "opt_outs",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("tenant", sa.String(length=64), nullable=False),
        sa.Column("phone_number", sa.String(length=128), nullable=False),
        sa.Column("opted_out", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=128), nullable=False),
        sa.Column("evidence_sid", sa.String(length=34), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("opt_outs_by_evidence", "opt_outs", ["evidence_sid", "opted_out"], unique=True)
    op.create_index("opt_outs_by_phone_number", "opt_outs", ["tenant", "phone_number", "id"])
    op.create_table(
        "review_statuses",
        sa.Column("bundle_sid", sa.String(length=34), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("idempotency_token", sa.String(length=128), nullable=False),
        sa.Column("error_codes", sa.String(length=256), nullable=True),
        sa.Column("owner", sa.String(length=64), nullable=False),
        sa.Column("account_sid", sa.String(length=34), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("bundle_sid", "status", "idempotency_token"),
    )
    op.create_index("review_statuses_by_time", "review_statuses", ["received_at"])
    op.create_table(
        "usage_alerts",
        sa.Column("trigger_token", sa.String(length=128), nullable=False),
        sa.Column("trigger_sid", sa.String(length=34), nullable=False),
        sa.Column("category", sa.String(length=64), nullable=False),
        sa.Column("recurring", sa.String(length=16), nullable=True),
        sa.Column("trigger_value", sa.String(length=32), nullable=False),
        sa.Column("current_value", sa.String(length=32), nullable=False),
        sa.Column("date_fired", sa.String(length=64), nullable=True),
        sa.Column("owner", sa.String(length=64), nullable=False),
        sa.Column("account_sid", sa.String(length=34), nullable=False),
        sa.Column("idempotency_token", sa.String(length=128), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("trigger_token"),
    )
    op.create_index("usage_alerts_by_time", "usage_alerts", ["received_at"])


def downgrade() -> None:
    """Drop the tables."""
    op.drop_index("usage_alerts_by_time", table_name="usage_alerts")
    op.drop_table("usage_alerts")
    op.drop_index("review_statuses_by_time", table_name="review_statuses")
    op.drop_table("review_statuses")
    op.drop_index("opt_outs_by_phone_number", table_name="opt_outs")
    op.drop_index("opt_outs_by_evidence", table_name="opt_outs")
    op.drop_table("opt_outs")
    op.drop_index("messages_by_time", table_name="messages")
    op.drop_index("messages_by_tenant", table_name="messages")
    op.drop_index("messages_by_service", table_name="messages")
    op.drop_table("messages")
    op.drop_index("message_statuses_by_error", table_name="message_statuses")
    op.drop_index("message_statuses_by_time", table_name="message_statuses")
    op.drop_table("message_statuses")
    op.drop_index("inbound_messages_by_time", table_name="inbound_messages")
    op.drop_index("inbound_messages_by_tenant", table_name="inbound_messages")
    op.drop_table("inbound_messages")
    op.drop_index("events_by_type", table_name="events")
    op.drop_index("events_by_time", table_name="events")
    op.drop_index("events_by_owner", table_name="events")
    op.drop_table("events")
    op.drop_index("alerts_not_sent", table_name="alerts")
    op.drop_index("alerts_by_time", table_name="alerts")
    op.drop_table("alerts")
