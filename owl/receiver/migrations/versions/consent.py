"""Keep what follows from opt-outs, deactivated numbers, and which consents were pushed to Twilio."""

import sqlalchemy as sa
from alembic import op

revision = "consent"
down_revision = "events_of_tenants"


def upgrade() -> None:
    """Create the tables, and find the latest opt-outs."""
    op.create_index("opt_outs_by_time", "opt_outs", ["changed_at"])
    op.create_table(
        "cancellations",
        sa.Column("opt_out_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False),
        sa.Column("message_sids", sa.Text(), nullable=False),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("opt_out_id"),
    )
    op.create_table(
        "deactivations",
        sa.Column("phone_number", sa.String(length=128), nullable=False),
        sa.Column("deactivated_on", sa.Date(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("phone_number", "deactivated_on"),
    )
    op.create_table(
        "deactivation_reports",
        sa.Column("reported_on", sa.Date(), nullable=False),
        sa.Column("numbers", sa.Integer(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("reported_on"),
    )
    op.create_table(
        "consent_pushes",
        sa.Column("correlation_id", sa.String(length=32), nullable=False),
        sa.Column("tenant", sa.String(length=64), nullable=False),
        sa.Column("sender_id", sa.String(length=34), nullable=False),
        sa.Column("phone_number", sa.String(length=128), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("source", sa.String(length=32), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("error_code", sa.Integer(), nullable=False),
        sa.Column("error_messages", sa.Text(), nullable=False),
        sa.Column("pushed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("correlation_id"),
    )
    op.create_index("consent_pushes_by_phone_number", "consent_pushes", ["sender_id", "phone_number", "pushed_at"])


def downgrade() -> None:
    """Drop the tables and the index."""
    op.drop_index("consent_pushes_by_phone_number", table_name="consent_pushes")
    op.drop_table("consent_pushes")
    op.drop_table("deactivation_reports")
    op.drop_table("deactivations")
    op.drop_table("cancellations")
    op.drop_index("opt_outs_by_time", table_name="opt_outs")
