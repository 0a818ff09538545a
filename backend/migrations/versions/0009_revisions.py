"""Script rules: revision colours, locked numbers; what a scene was called and how long it was in each draft.

Revision 0009 after 0008; written 2026-11-20.
"""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('script_rules',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('production_id', sa.Integer(), nullable=False),
    sa.Column('colours', sa.JSON(), nullable=False),
    sa.Column('locked_at', sa.DateTime(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('updated_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['production_id'], ['production.id'], name=op.f('fk_script_rules_production_id_production'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_script_rules')),
    sa.UniqueConstraint('production_id', name=op.f('uq_script_rules_production_id'))
    )
    columns = (('number', sa.String(length=20), "''"), ('heading', sa.String(length=500), "''"), ('eighths', sa.Integer(), '0'))
    with op.batch_alter_table('scene_text') as batch_op:
        for name, kind, default in columns:
            batch_op.add_column(sa.Column(name, kind, nullable=False, server_default=sa.text(default)))
    for name, _kind, _default in columns:  # what is known of older drafts is what the scene is now
        op.execute(f"UPDATE scene_text SET {name} = (SELECT scene.{name} FROM scene WHERE scene.id = scene_text.scene_id)")
    with op.batch_alter_table('scene_text') as batch_op:
        for name, kind, _default in columns:
            batch_op.alter_column(name, existing_type=kind, server_default=None)


def downgrade() -> None:
    raise NotImplementedError("Go back by restoring the copy that was made before the upgrade.")
