"""Several boards per production, units, calendars, parts of scenes and banners; what a cast member's days cost.

Every schedule there was becomes the active board of its production.

Revision 0002 after 0001; written 2026-11-20.
"""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    _tables()
    _first_boards()
    _days_and_strips()
    with op.batch_alter_table('cast_member') as batch_op:
        batch_op.add_column(sa.Column('allow_hold', sa.Boolean(), nullable=False, server_default=sa.true()))
        batch_op.add_column(sa.Column('allow_drop', sa.Boolean(), nullable=False, server_default=sa.true()))
        batch_op.add_column(sa.Column('drop_days', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('daily_rate', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('born', sa.Date(), nullable=True))
    with op.batch_alter_table('cast_member') as batch_op:
        for column in ('allow_hold', 'allow_drop'):
            batch_op.alter_column(column, existing_type=sa.Boolean(), server_default=None)


def _tables() -> None:
    production = ['production_id'], ['production.id']
    op.create_table('calendar',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('production_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=255), nullable=False),
    sa.Column('weekly_off', sa.JSON(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('updated_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(*production, name=op.f('fk_calendar_production_id_production'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_calendar')),
    sa.UniqueConstraint('production_id', 'name', name=op.f('uq_calendar_production_id_name'))
    )
    op.create_table('calendar_date',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('production_id', sa.Integer(), nullable=False),
    sa.Column('calendar_id', sa.Integer(), nullable=False),
    sa.Column('date', sa.Date(), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('name', sa.String(length=255), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(*production, name=op.f('fk_calendar_date_production_id_production'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['calendar_id'], ['calendar.id'], name=op.f('fk_calendar_date_calendar_id_calendar'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_calendar_date')),
    sa.UniqueConstraint('calendar_id', 'date', name=op.f('uq_calendar_date_calendar_id_date'))
    )
    op.create_index(op.f('ix_calendar_date_production_id'), 'calendar_date', ['production_id'])
    op.create_table('unit',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('production_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=255), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('updated_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(*production, name=op.f('fk_unit_production_id_production'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_unit')),
    sa.UniqueConstraint('production_id', 'name', name=op.f('uq_unit_production_id_name'))
    )
    op.create_table('board',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('production_id', sa.Integer(), nullable=False),
    sa.Column('calendar_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=255), nullable=False),
    sa.Column('notes', sa.Text(), nullable=False),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('updated_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(*production, name=op.f('fk_board_production_id_production'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['calendar_id'], ['calendar.id'], name=op.f('fk_board_calendar_id_calendar')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_board')),
    sa.UniqueConstraint('production_id', 'name', name=op.f('uq_board_production_id_name'))
    )
    op.create_index('ix_board_active', 'board', ['production_id'], unique=True,
                    sqlite_where=sa.text('active'), postgresql_where=sa.text('active'))
    op.create_table('board_revision',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('production_id', sa.Integer(), nullable=False),
    sa.Column('board_id', sa.Integer(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(*production, name=op.f('fk_board_revision_production_id_production'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['board_id'], ['board.id'], name=op.f('fk_board_revision_board_id_board'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_board_revision')),
    sa.UniqueConstraint('board_id', name=op.f('uq_board_revision_board_id'))
    )
    op.create_index(op.f('ix_board_revision_production_id'), 'board_revision', ['production_id'])
    op.create_table('board_step',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('board_id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('about', sa.String(length=255), nullable=False),
    sa.Column('changes', sa.JSON(), nullable=False),
    sa.Column('undone', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['board_id'], ['board.id'], name=op.f('fk_board_step_board_id_board'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_board_step_user_id_user'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_board_step'))
    )
    op.create_index('ix_board_step_board', 'board_step', ['board_id', 'revision'])
    op.create_table('order_lock',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('production_id', sa.Integer(), nullable=False),
    sa.Column('before_scene_id', sa.Integer(), nullable=False),
    sa.Column('after_scene_id', sa.Integer(), nullable=False),
    sa.Column('notes', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(*production, name=op.f('fk_order_lock_production_id_production'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['before_scene_id'], ['scene.id'], name=op.f('fk_order_lock_before_scene_id_scene'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['after_scene_id'], ['scene.id'], name=op.f('fk_order_lock_after_scene_id_scene'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_order_lock')),
    sa.UniqueConstraint('before_scene_id', 'after_scene_id', name=op.f('uq_order_lock_before_scene_id_after_scene_id'))
    )
    op.create_index(op.f('ix_order_lock_production_id'), 'order_lock', ['production_id'])
    op.create_index(op.f('ix_order_lock_after_scene_id'), 'order_lock', ['after_scene_id'])


def _first_boards() -> None:
    """A main unit, a calendar and an active board for each production that has a schedule."""
    scheduled = "SELECT production_id FROM shooting_day UNION SELECT production_id FROM schedule_revision"
    now = "CURRENT_TIMESTAMP, CURRENT_TIMESTAMP"
    op.execute(
        f"INSERT INTO unit (production_id, name, position, version, created_at, updated_at) "
        f"SELECT production_id, 'Main unit', 0, 1, {now} FROM ({scheduled}) AS scheduled"
    )
    op.execute(
        f"INSERT INTO calendar (production_id, name, weekly_off, version, created_at, updated_at) "
        f"SELECT production_id, 'Calendar', '[5, 6]', 1, {now} FROM ({scheduled}) AS scheduled"
    )
    op.execute(
        f"INSERT INTO board (production_id, calendar_id, name, notes, active, version, created_at, updated_at) "
        f"SELECT production_id, id, 'Schedule', '', TRUE, 1, {now} FROM calendar"
    )
    op.execute(
        "INSERT INTO board_revision (production_id, board_id, revision) "
        "SELECT board.production_id, board.id, COALESCE(schedule_revision.revision, 0) FROM board "
        "LEFT JOIN schedule_revision ON schedule_revision.production_id = board.production_id"
    )
    op.drop_table('schedule_revision')


def _days_and_strips() -> None:
    with op.batch_alter_table('shooting_day') as batch_op:
        batch_op.add_column(sa.Column('board_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('unit_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('pinned', sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute("UPDATE shooting_day SET board_id = (SELECT id FROM board WHERE board.production_id = shooting_day.production_id)")
    op.execute("UPDATE shooting_day SET unit_id = (SELECT id FROM unit WHERE unit.production_id = shooting_day.production_id)")
    with op.batch_alter_table('shooting_day', table_kwargs={'sqlite_autoincrement': True}) as batch_op:
        batch_op.alter_column('board_id', existing_type=sa.Integer(), nullable=False)
        batch_op.alter_column('unit_id', existing_type=sa.Integer(), nullable=False)
        batch_op.alter_column('pinned', existing_type=sa.Boolean(), server_default=None)
        batch_op.drop_constraint('uq_shooting_day_production_id_date', type_='unique')
        batch_op.create_unique_constraint(op.f('uq_shooting_day_board_id_unit_id_date'), ['board_id', 'unit_id', 'date'])
        batch_op.create_foreign_key(op.f('fk_shooting_day_board_id_board'), 'board', ['board_id'], ['id'], ondelete='CASCADE')
        batch_op.create_foreign_key(op.f('fk_shooting_day_unit_id_unit'), 'unit', ['unit_id'], ['id'])
        batch_op.create_index('ix_shooting_day_production', ['production_id'])

    with op.batch_alter_table('strip') as batch_op:
        batch_op.add_column(sa.Column('board_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('part', sa.Integer(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('eighths', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('minutes', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('banner', sa.String(length=255), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('notes', sa.Text(), nullable=False, server_default=''))
    op.execute("UPDATE strip SET board_id = (SELECT board_id FROM shooting_day WHERE shooting_day.id = strip.day_id)")
    with op.batch_alter_table('strip', table_kwargs={'sqlite_autoincrement': True}) as batch_op:
        batch_op.alter_column('board_id', existing_type=sa.Integer(), nullable=False)
        batch_op.alter_column('day_id', existing_type=sa.Integer(), nullable=True)
        batch_op.alter_column('scene_id', existing_type=sa.Integer(), nullable=True)
        for column, kind in (('part', sa.Integer()), ('banner', sa.String(length=255)), ('notes', sa.Text())):
            batch_op.alter_column(column, existing_type=kind, server_default=None)
        batch_op.drop_constraint('uq_strip_scene_id', type_='unique')
        batch_op.create_unique_constraint(op.f('uq_strip_board_id_scene_id_part'), ['board_id', 'scene_id', 'part'])
        batch_op.create_foreign_key(op.f('fk_strip_board_id_board'), 'board', ['board_id'], ['id'], ondelete='CASCADE')
        batch_op.create_index('ix_strip_scene_id', ['scene_id'])


def downgrade() -> None:
    raise NotImplementedError("Go back by restoring the copy that was made before the upgrade.")
