"""A three-step schema of productions and scenes, written into a folder, to try migrations on."""

from pathlib import Path

HEAD = '''"""Step {revision}."""
import sqlalchemy as sa
from alembic import op
revision = "{revision}"
down_revision = {down!r}
branch_labels = None
depends_on = None


def upgrade():
{body}


def downgrade():
    raise NotImplementedError
'''

FIRST = """    op.create_table(
        "production", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(40))
    )
    op.create_table(
        "scene",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("production_id", sa.Integer,
                  sa.ForeignKey("production.id", name="fk_scene_production", ondelete="CASCADE"), nullable=False),
    )"""
REBUILD_PARENT = """    with op.batch_alter_table("production") as batch:
        batch.alter_column("name", type_=sa.String(200), existing_type=sa.String(40))"""
FAILS_HALFWAY = """    op.create_table("half_done", sa.Column("id", sa.Integer))
    op.execute("DELETE FROM scene")
    raise RuntimeError("the power of this step failed")"""
ORPHANS = """    op.execute("DELETE FROM production")"""


def step(folder: Path, revision: str, down: str | None, body: str) -> None:
    """Write one migration."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{revision}_step.py").write_text(HEAD.format(revision=revision, down=down, body=body))


def first(folder: Path) -> Path:
    """Write the first migration; returns the folder."""
    step(folder, "one", None, FIRST)
    return folder
