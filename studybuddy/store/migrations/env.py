"""An open connection in, the same connection at a newer schema out; the caller holds the transaction."""  # noqa: INP001  # Alembic loads it by its path

from alembic import context
from sqlmodel import SQLModel

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,  # SQLite changes a table by copying it
)
context.run_migrations()
