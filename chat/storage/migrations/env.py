"""Alembic's way in: it migrates the connection it is handed, inside that transaction."""

from alembic import context

from chat.storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite cannot alter a column in place
)
context.run_migrations()
