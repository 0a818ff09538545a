"""Breakdown categories, elements, marks and suggestions.

Every production there is gets the categories a new one starts with.

Revision 0003 after 0002; written 2026-11-20.
"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

# code, name, colour, mark, kind, day out of days: the list new productions started with when this was written
FIRST = (
    ('cast', 'Cast', '#D32F2F', 'red', 'cast', True),
    ('background', 'Background', '#388E3C', 'green', 'background', True),
    ('minors', 'Minors', '#F06292', '', 'elements', True),
    ('stunts', 'Stunts', '#F57C00', 'orange', 'elements', True),
    ('vehicles', 'Vehicles', '#C2185B', 'pink', 'elements', True),
    ('animals', 'Animals', '#EC407A', 'pink', 'elements', True),
    ('props', 'Props', '#7B1FA2', 'purple', 'elements', False),
    ('weapons', 'Weapons', '#512DA8', '', 'elements', False),
    ('set_dressing', 'Set dressing', '#A1887F', '', 'elements', False),
    ('greenery', 'Greenery', '#689F38', '', 'elements', False),
    ('wardrobe', 'Wardrobe', '#0097A7', 'circle', 'elements', False),
    ('makeup', 'Make-up and hair', '#FF7043', 'asterisk *', 'elements', False),
    ('sfx', 'Special effects', '#1976D2', 'blue', 'elements', False),
    ('vfx', 'Visual effects', '#0288D1', '', 'elements', False),
    ('sound', 'Sound', '#6D4C41', 'brown', 'elements', False),
    ('music', 'Music', '#8D6E63', 'brown', 'elements', False),
    ('special_equipment', 'Special equipment', '#607D8B', 'box', 'elements', True),
    ('drone', 'Drone', '#26A69A', '', 'elements', True),
    ('intimacy', 'Intimacy', '#AD1457', '', 'elements', False),
    ('permits', 'Permits', '#00695C', '', 'elements', False),
    ('production_notes', 'Production notes', '#546E7A', 'underline', 'elements', False),
)
PRODUCTION = ['production_id'], ['production.id']
SCENE = ['scene_id'], ['scene.id']


def upgrade() -> None:
    _categories()
    _elements()
    _words()
    _first_categories()


def _versioned() -> list[sa.Column[object]]:
    return [sa.Column('version', sa.Integer(), nullable=False), *_times()]


def _times() -> list[sa.Column[object]]:
    return [sa.Column(name, sa.DateTime(), nullable=False) for name in ('created_at', 'updated_at')]


def _categories() -> None:
    op.create_table('breakdown_category',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('production_id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('name', sa.String(length=100), nullable=False),
    sa.Column('colour', sa.String(length=7), nullable=False),
    sa.Column('mark', sa.String(length=40), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('day_out_of_days', sa.Boolean(), nullable=False),
    sa.Column('archived', sa.Boolean(), nullable=False),
    *_versioned(),
    sa.ForeignKeyConstraint(*PRODUCTION, name=op.f('fk_breakdown_category_production_id_production'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_breakdown_category')),
    sa.UniqueConstraint('production_id', 'name', name=op.f('uq_breakdown_category_production_id_name'))
    )


def _elements() -> None:
    op.create_table('element',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('production_id', sa.Integer(), nullable=False),
    sa.Column('category_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=255), nullable=False),
    sa.Column('key', sa.String(length=255), nullable=False),
    sa.Column('aliases', sa.JSON(), nullable=False),
    sa.Column('notes', sa.Text(), nullable=False),
    sa.Column('quantity', sa.Integer(), nullable=False),
    sa.Column('in_dood', sa.Boolean(), nullable=False),
    sa.Column('allow_hold', sa.Boolean(), nullable=False),
    sa.Column('allow_drop', sa.Boolean(), nullable=False),
    sa.Column('drop_days', sa.Integer(), nullable=True),
    sa.Column('daily_rate', sa.Integer(), nullable=True),
    *_versioned(),
    sa.ForeignKeyConstraint(['category_id'], ['breakdown_category.id'], name=op.f('fk_element_category_id_breakdown_category'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(*PRODUCTION, name=op.f('fk_element_production_id_production'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_element')),
    sa.UniqueConstraint('production_id', 'category_id', 'key', name=op.f('uq_element_production_id_category_id_key'))
    )
    op.create_index(op.f('ix_element_category_id'), 'element', ['category_id'])
    op.create_table('scene_element',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('production_id', sa.Integer(), nullable=False),
    sa.Column('scene_id', sa.Integer(), nullable=False),
    sa.Column('element_id', sa.Integer(), nullable=False),
    sa.Column('quantity', sa.Integer(), nullable=False),
    sa.Column('notes', sa.Text(), nullable=False),
    sa.Column('source', sa.String(length=20), nullable=False),
    *_versioned(),
    sa.ForeignKeyConstraint(['element_id'], ['element.id'], name=op.f('fk_scene_element_element_id_element'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(*PRODUCTION, name=op.f('fk_scene_element_production_id_production'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(*SCENE, name=op.f('fk_scene_element_scene_id_scene'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_scene_element')),
    sa.UniqueConstraint('scene_id', 'element_id', name=op.f('uq_scene_element_scene_id_element_id'))
    )
    op.create_index(op.f('ix_scene_element_element_id'), 'scene_element', ['element_id'])
    op.create_index(op.f('ix_scene_element_production_id'), 'scene_element', ['production_id'])


def _words() -> None:
    op.create_table('breakdown_mark',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('scene_element_id', sa.Integer(), nullable=False),
    sa.Column('draft_id', sa.Integer(), nullable=False),
    sa.Column('paragraph', sa.Integer(), nullable=False),
    sa.Column('start', sa.Integer(), nullable=False),
    sa.Column('end', sa.Integer(), nullable=False),
    sa.Column('text', sa.String(length=255), nullable=False),
    sa.ForeignKeyConstraint(['draft_id'], ['draft.id'], name=op.f('fk_breakdown_mark_draft_id_draft'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['scene_element_id'], ['scene_element.id'], name=op.f('fk_breakdown_mark_scene_element_id_scene_element'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_breakdown_mark')),
    sa.UniqueConstraint('scene_element_id', 'draft_id', 'paragraph', 'start', name=op.f('uq_breakdown_mark_scene_element_id_draft_id_paragraph_start'))
    )
    op.create_index(op.f('ix_breakdown_mark_draft_id'), 'breakdown_mark', ['draft_id'])
    op.create_table('breakdown_refusal',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('production_id', sa.Integer(), nullable=False),
    sa.Column('scene_id', sa.Integer(), nullable=True),
    sa.Column('key', sa.String(length=255), nullable=False),
    sa.Column('label', sa.String(length=255), nullable=False),
    *_times(),
    sa.ForeignKeyConstraint(*PRODUCTION, name=op.f('fk_breakdown_refusal_production_id_production'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(*SCENE, name=op.f('fk_breakdown_refusal_scene_id_scene'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_breakdown_refusal'))
    )
    op.create_index(op.f('ix_breakdown_refusal_scene_id'), 'breakdown_refusal', ['scene_id'])
    op.create_index('ix_breakdown_refusal_production_key', 'breakdown_refusal', ['production_id', 'key'])
    op.create_table('breakdown_sheet',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('production_id', sa.Integer(), nullable=False),
    sa.Column('scene_id', sa.Integer(), nullable=False),
    sa.Column('sequence', sa.String(length=100), nullable=False),
    sa.Column('unit', sa.String(length=100), nullable=False),
    sa.Column('comments', sa.Text(), nullable=False),
    sa.Column('done', sa.Boolean(), nullable=False),
    *_versioned(),
    sa.ForeignKeyConstraint(*PRODUCTION, name=op.f('fk_breakdown_sheet_production_id_production'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(*SCENE, name=op.f('fk_breakdown_sheet_scene_id_scene'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_breakdown_sheet')),
    sa.UniqueConstraint('scene_id', name=op.f('uq_breakdown_sheet_scene_id'))
    )
    op.create_index(op.f('ix_breakdown_sheet_production_id'), 'breakdown_sheet', ['production_id'])


def _first_categories() -> None:
    connection = op.get_bind()
    productions = connection.execute(sa.text('SELECT id FROM production')).scalars().all()
    if not productions:
        return
    table = sa.table('breakdown_category', *(sa.column(name) for name in (
        'production_id', 'code', 'name', 'colour', 'mark', 'kind', 'day_out_of_days', 'position', 'archived', 'version',
    )), sa.column('created_at', sa.DateTime()), sa.column('updated_at', sa.DateTime()))
    now = datetime.now(UTC).replace(tzinfo=None)
    op.bulk_insert(table, [
        {
            'production_id': production_id, 'code': code, 'name': name, 'colour': colour, 'mark': mark, 'kind': kind,
            'day_out_of_days': dood, 'position': position, 'archived': False, 'version': 1,
            'created_at': now, 'updated_at': now,
        }
        for production_id in productions
        for position, (code, name, colour, mark, kind, dood) in enumerate(FIRST)
    ])


def downgrade() -> None:
    for table in ('breakdown_sheet', 'breakdown_refusal', 'breakdown_mark', 'scene_element', 'element', 'breakdown_category'):
        op.drop_table(table)
