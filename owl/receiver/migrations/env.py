"""Runs migrations on the connection that `owl.receiver.database` opened. Alembic runs this file."""

from alembic import context

from owl.receiver.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
