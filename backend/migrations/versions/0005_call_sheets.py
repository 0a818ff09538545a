"""Call sheets: everything on front and back, and every edition as it went out.

Revision 0005 after 0004; written 2026-11-20.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None

# Columns that must have a value: what rows written before get; the database itself proposes none afterwards.
EMPTY: dict[str, tuple[tuple[str, Any, Any], ...]] = {
    'call_sheet': (('wind', sa.String(length=60), ''), ('emergency_plan', sa.Text(), ''), ('policy', sa.Text(), ''),
                   ('closed_set', sa.Boolean(), sa.false()), ('typed', sa.JSON(), '[]')),
    'call_sheet_cast': (('typed', sa.JSON(), '[]'),),
    'call_sheet_crew': (('email', sa.String(length=254), ''), ('typed', sa.JSON(), '[]')),
    'call_sheet_scene': (('part', sa.Integer(), '0'), ('typed', sa.JSON(), '[]')),
}
OPTIONAL: dict[str, tuple[tuple[str, Any], ...]] = {
    'call_sheet': (('unit_id', sa.Integer()), ('second_meal', sa.Time()), ('travel_minutes', sa.Integer()),
                   ('makeup_minutes', sa.Integer()), ('wardrobe_minutes', sa.Integer()),
                   ('temperature_high', sa.Integer()), ('temperature_low', sa.Integer()),
                   ('rain_percent', sa.Integer()), ('breakfast_count', sa.Integer()), ('lunch_count', sa.Integer())),
    'call_sheet_cast': (('wardrobe', sa.Time()), ('wrap', sa.Time()), ('travel_minutes', sa.Integer()),
                        ('makeup_minutes', sa.Integer()), ('wardrobe_minutes', sa.Integer())),
    'call_sheet_crew': (('wrap', sa.Time()),),
    'call_sheet_scene': (('eighths', sa.Integer()),),
}


def upgrade() -> None:
    _defaults()
    _rows()
    _editions()
    for table, columns in EMPTY.items():
        with op.batch_alter_table(table) as batch_op:
            for name, kind in OPTIONAL[table]:
                batch_op.add_column(sa.Column(name, kind, nullable=True))
            for name, needed, value in columns:
                batch_op.add_column(sa.Column(name, needed, nullable=False, server_default=value))
        with op.batch_alter_table(table) as batch_op:
            for name, needed, _value in columns:
                batch_op.alter_column(name, existing_type=needed, existing_nullable=False, server_default=None)
    with op.batch_alter_table('call_sheet') as batch_op:
        batch_op.create_foreign_key(op.f('fk_call_sheet_unit_id_unit'), 'unit', ['unit_id'], ['id'], ondelete='SET NULL')
    op.execute('UPDATE call_sheet SET unit_id = (SELECT unit_id FROM shooting_day WHERE shooting_day.id = call_sheet.day_id)')
    with op.batch_alter_table('call_sheet_scene') as batch_op:
        batch_op.drop_constraint(op.f('uq_call_sheet_scene_call_sheet_id_scene_id'), type_='unique')
        batch_op.create_unique_constraint(op.f('uq_call_sheet_scene_call_sheet_id_scene_id_part'), ['call_sheet_id', 'scene_id', 'part'])


def _defaults() -> None:
    op.create_table('call_sheet_defaults',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('production_id', sa.Integer(), nullable=False),
    sa.Column('setup_minutes', sa.Integer(), nullable=False),
    sa.Column('minutes_per_eighth', sa.Integer(), nullable=False),
    sa.Column('travel_minutes', sa.Integer(), nullable=False),
    sa.Column('makeup_minutes', sa.Integer(), nullable=False),
    sa.Column('wardrobe_minutes', sa.Integer(), nullable=False),
    sa.Column('breakfast_minutes', sa.Integer(), nullable=True),
    sa.Column('lunch_after_call', sa.Integer(), nullable=False),
    sa.Column('lunch_lasts', sa.Integer(), nullable=False),
    sa.Column('colours', sa.JSON(), nullable=False),
    sa.Column('channels', sa.JSON(), nullable=False),
    sa.Column('policy', sa.Text(), nullable=False),
    sa.Column('closed_set', sa.Boolean(), nullable=False),
    sa.Column('temperature_unit', sa.String(length=1), nullable=False),
    sa.Column('hide_phones', sa.Boolean(), nullable=False),
    sa.Column('signing', sa.JSON(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('updated_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['production_id'], ['production.id'], name=op.f('fk_call_sheet_defaults_production_id_production'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_call_sheet_defaults')),
    sa.UniqueConstraint('production_id', name=op.f('uq_call_sheet_defaults_production_id'))
    )


def _rows() -> None:
    op.create_table('call_sheet_background',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('production_id', sa.Integer(), nullable=False),
    sa.Column('call_sheet_id', sa.Integer(), nullable=False),
    sa.Column('stand_in', sa.Boolean(), nullable=False),
    sa.Column('quantity', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=255), nullable=False),
    sa.Column('call', sa.Time(), nullable=True),
    sa.Column('on_set', sa.Time(), nullable=True),
    sa.Column('remarks', sa.Text(), nullable=False),
    sa.Column('typed', sa.JSON(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['call_sheet_id'], ['call_sheet.id'], name=op.f('fk_call_sheet_background_call_sheet_id_call_sheet'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['production_id'], ['production.id'], name=op.f('fk_call_sheet_background_production_id_production'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_call_sheet_background'))
    )
    op.create_index('ix_call_sheet_background_order', 'call_sheet_background', ['call_sheet_id', 'id'])
    op.create_table('call_sheet_department',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('production_id', sa.Integer(), nullable=False),
    sa.Column('call_sheet_id', sa.Integer(), nullable=False),
    sa.Column('department', sa.String(length=255), nullable=False),
    sa.Column('call', sa.Time(), nullable=True),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['call_sheet_id'], ['call_sheet.id'], name=op.f('fk_call_sheet_department_call_sheet_id_call_sheet'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['production_id'], ['production.id'], name=op.f('fk_call_sheet_department_production_id_production'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_call_sheet_department')),
    sa.UniqueConstraint('call_sheet_id', 'department', name=op.f('uq_call_sheet_department_call_sheet_id_department'))
    )
    op.create_table('call_sheet_info',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('production_id', sa.Integer(), nullable=False),
    sa.Column('call_sheet_id', sa.Integer(), nullable=False),
    sa.Column('section', sa.String(length=20), nullable=False),
    sa.Column('label', sa.String(length=255), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('phone', sa.String(length=40), nullable=False),
    sa.Column('at', sa.Time(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['call_sheet_id'], ['call_sheet.id'], name=op.f('fk_call_sheet_info_call_sheet_id_call_sheet'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['production_id'], ['production.id'], name=op.f('fk_call_sheet_info_production_id_production'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_call_sheet_info'))
    )
    op.create_index('ix_call_sheet_info_order', 'call_sheet_info', ['call_sheet_id', 'section', 'id'])
    op.create_table('call_sheet_signature',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('production_id', sa.Integer(), nullable=False),
    sa.Column('call_sheet_id', sa.Integer(), nullable=False),
    sa.Column('role', sa.String(length=255), nullable=False),
    sa.Column('name', sa.String(length=255), nullable=False),
    sa.Column('edition', sa.Integer(), nullable=True),
    sa.Column('signed_at', sa.DateTime(), nullable=True),
    sa.Column('signed_by_id', sa.Integer(), nullable=True),
    sa.Column('signed_by', sa.String(length=255), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['call_sheet_id'], ['call_sheet.id'], name=op.f('fk_call_sheet_signature_call_sheet_id_call_sheet'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['production_id'], ['production.id'], name=op.f('fk_call_sheet_signature_production_id_production'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['signed_by_id'], ['user.id'], name=op.f('fk_call_sheet_signature_signed_by_id_user'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_call_sheet_signature')),
    sa.UniqueConstraint('call_sheet_id', 'role', name=op.f('uq_call_sheet_signature_call_sheet_id_role'))
    )


def _editions() -> None:
    op.create_table('call_sheet_edition',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('production_id', sa.Integer(), nullable=False),
    sa.Column('call_sheet_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('colour', sa.String(length=20), nullable=False),
    sa.Column('published_at', sa.DateTime(), nullable=False),
    sa.Column('published_by_id', sa.Integer(), nullable=True),
    sa.Column('published_by', sa.String(length=255), nullable=False),
    sa.Column('snapshot', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['call_sheet_id'], ['call_sheet.id'], name=op.f('fk_call_sheet_edition_call_sheet_id_call_sheet'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['production_id'], ['production.id'], name=op.f('fk_call_sheet_edition_production_id_production'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['published_by_id'], ['user.id'], name=op.f('fk_call_sheet_edition_published_by_id_user'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_call_sheet_edition')),
    sa.UniqueConstraint('call_sheet_id', 'number', name=op.f('uq_call_sheet_edition_call_sheet_id_number'))
    )


def downgrade() -> None:
    raise NotImplementedError("Go back by restoring the copy that was made before the upgrade.")
