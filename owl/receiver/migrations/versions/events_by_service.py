"""Find the events of a messaging service: where tenants share an account, those of one tenant."""

from alembic import op

revision = "events_by_service"
down_revision = "first_tables"


def upgrade() -> None:
    """Create the index."""
    op.create_index("events_by_service", "events", ["messaging_service_sid", "received_at"])


def downgrade() -> None:
    """Drop the index."""
    op.drop_index("events_by_service", table_name="events")
