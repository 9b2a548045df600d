"""Find the events of one tenant, by type too: those of its account, or of its messaging service in a shared one."""

from alembic import op

revision = "events_of_tenants"
down_revision = "first_tables"


def upgrade() -> None:
    """Create the indexes."""
    op.create_index("events_by_owner_and_type", "events", ["owner", "type", "received_at"])
    op.create_index("events_by_service", "events", ["messaging_service_sid", "type", "received_at"])


def downgrade() -> None:
    """Drop the indexes."""
    op.drop_index("events_by_service", table_name="events")
    op.drop_index("events_by_owner_and_type", table_name="events")
