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
    _personal_days()
    _availability()


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


def _personal_days() -> None:
    op.create_table('personal_day',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('production_id', sa.Integer(), nullable=False),
    sa.Column('cast_member_id', sa.Integer(), nullable=True),
    sa.Column('element_id', sa.Integer(), nullable=True),
    sa.Column('date', sa.Date(), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('note', sa.String(length=255), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('updated_at', sa.DateTime(), nullable=False),
    sa.CheckConstraint('(cast_member_id IS NULL) <> (element_id IS NULL)', name=op.f('ck_personal_day_one_subject')),
    sa.ForeignKeyConstraint(['production_id'], ['production.id'], name=op.f('fk_personal_day_production_id_production'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['cast_member_id'], ['cast_member.id'], name=op.f('fk_personal_day_cast_member_id_cast_member'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['element_id'], ['element.id'], name=op.f('fk_personal_day_element_id_element'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_personal_day')),
    sa.UniqueConstraint('cast_member_id', 'date', name=op.f('uq_personal_day_cast_member_id_date')),
    sa.UniqueConstraint('element_id', 'date', name=op.f('uq_personal_day_element_id_date'))
    )
    op.create_index('ix_personal_day_production', 'personal_day', ['production_id', 'date'])


def _availability() -> None:
    production = ['production_id'], ['production.id']
    subjects = ('cast_member_id', 'cast_member'), ('member_id', 'member'), ('location_id', 'location'), ('element_id', 'element')
    op.create_table('availability',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('production_id', sa.Integer(), nullable=False),
    *(sa.Column(column, sa.Integer(), nullable=True) for column, _ in subjects),
    sa.Column('first', sa.Date(), nullable=False),
    sa.Column('last', sa.Date(), nullable=False),
    sa.Column('starts', sa.Time(), nullable=True),
    sa.Column('ends', sa.Time(), nullable=True),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('entered_by_id', sa.Integer(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('updated_at', sa.DateTime(), nullable=False),
    sa.CheckConstraint(' + '.join(f'CASE WHEN {column} IS NULL THEN 0 ELSE 1 END' for column, _ in subjects) + ' = 1', name=op.f('ck_availability_one_subject')),
    sa.CheckConstraint('first <= last', name=op.f('ck_availability_in_order')),
    sa.ForeignKeyConstraint(*production, name=op.f('fk_availability_production_id_production'), ondelete='CASCADE'),
    *(sa.ForeignKeyConstraint([column], [f'{table}.id'], name=op.f(f'fk_availability_{column}_{table}'), ondelete='CASCADE') for column, table in subjects),
    sa.ForeignKeyConstraint(['entered_by_id'], ['user.id'], name=op.f('fk_availability_entered_by_id_user'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_availability'))
    )
    op.create_index('ix_availability_production', 'availability', ['production_id', 'first'])
    for column, _ in subjects:
        op.create_index(op.f(f'ix_availability_{column}'), 'availability', [column])
    op.create_table('conflict_acceptance',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('production_id', sa.Integer(), nullable=False),
    sa.Column('fingerprint', sa.String(length=40), nullable=False),
    sa.Column('sentence', sa.Text(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('accepted_by_id', sa.Integer(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('updated_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(*production, name=op.f('fk_conflict_acceptance_production_id_production'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['accepted_by_id'], ['user.id'], name=op.f('fk_conflict_acceptance_accepted_by_id_user'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_conflict_acceptance')),
    sa.UniqueConstraint('production_id', 'fingerprint', name=op.f('uq_conflict_acceptance_production_id_fingerprint'))
    )


def downgrade() -> None:
    op.drop_table('conflict_acceptance')
    op.drop_table('availability')
    op.drop_table('personal_day')
    op.drop_table('planning_rules')
