"""Planning rules, availability, what a person costs.

Revision 0004 after 0003; written 2026-11-20.
"""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    _rules()


def _rules() -> None:
    op.create_table('planning_rules',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('production_id', sa.Integer(), nullable=False),
    sa.Column('preset', sa.String(length=40), nullable=False),
    sa.Column('changes', sa.JSON(), nullable=False),
    sa.Column('strip_preset', sa.String(length=40), nullable=False),
    sa.Column('strip_colours', sa.JSON(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('updated_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['production_id'], ['production.id'], name=op.f('fk_planning_rules_production_id_production'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_planning_rules')),
    sa.UniqueConstraint('production_id', name=op.f('uq_planning_rules_production_id'))
    )


def downgrade() -> None:
    op.drop_table('planning_rules')
