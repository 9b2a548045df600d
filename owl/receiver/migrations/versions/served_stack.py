"""Keep the name of the stack whose receiver writes the database, so that nobody reads it for another one."""

import sqlalchemy as sa
from alembic import op

revision = "served_stack"
down_revision = "consent"


def upgrade() -> None:
    """Create the table. It stays empty until `owl serve` is started: a migration does not know for which stack."""
    op.create_table(
        "served_stack",
        sa.Column("id", sa.Integer(), autoincrement=False),
        sa.Column("name", sa.String(length=128), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.CheckConstraint("id = 1", name="served_stack_one_row"),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("served_stack")
