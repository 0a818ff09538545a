"""Locations: permits, what a day costs, pictures.

Revision 0010 after 0009; written 2026-11-20.
"""

import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    texts = (('permit', sa.String(length=12), "'unknown'"), ('permit_notes', sa.Text(), "''"), ('cost_notes', sa.Text(), "''"))
    with op.batch_alter_table('location') as batch_op:
        for name, kind, default in texts:
            batch_op.add_column(sa.Column(name, kind, nullable=False, server_default=sa.text(default)))
        batch_op.add_column(sa.Column('permit_until', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('daily_cost', sa.Integer(), nullable=True))
    with op.batch_alter_table('location') as batch_op:
        for name, kind, _default in texts:
            batch_op.alter_column(name, existing_type=kind, server_default=None)
    op.create_table('location_photo',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('production_id', sa.Integer(), nullable=False),
    sa.Column('location_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=80), nullable=False),
    sa.Column('caption', sa.String(length=255), nullable=False),
    sa.Column('width', sa.Integer(), nullable=False),
    sa.Column('height', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('updated_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['production_id'], ['production.id'], name=op.f('fk_location_photo_production_id_production'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['location_id'], ['location.id'], name=op.f('fk_location_photo_location_id_location'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_location_photo'))
    )
    op.create_index(op.f('ix_location_photo_production_id'), 'location_photo', ['production_id'])
    op.create_index(op.f('ix_location_photo_location_id'), 'location_photo', ['location_id'])


def downgrade() -> None:
    raise NotImplementedError("Go back by restoring the copy that was made before the upgrade.")
