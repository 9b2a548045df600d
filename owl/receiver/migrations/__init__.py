"""The database's migrations, for Alembic (https://alembic.sqlalchemy.org)."""
