"""Time tracking: devices, segments and day sums, weeks, rates; tasks get several assignees.

Revision 0012, after 0011; written 2026-11-28.
"""

import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    _tasks()
    _devices()
    _terms_and_weeks()
    _segments()
    _what_became_of_them()


def _tasks() -> None:
    op.create_table('task_assignee',
    sa.Column('task_id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['task_id'], ['task.id'], name=op.f('fk_task_assignee_task_id_task'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_task_assignee_user_id_user'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('task_id', 'user_id', name=op.f('pk_task_assignee'))
    )
    with op.batch_alter_table('task_assignee', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_task_assignee_user_id'), ['user_id'], unique=False)

    op.execute("INSERT INTO task_assignee (task_id, user_id) SELECT id, assignee_id FROM task WHERE assignee_id IS NOT NULL")
    with op.batch_alter_table('task', table_kwargs={'sqlite_autoincrement': True}) as batch_op:
        batch_op.drop_index(batch_op.f('ix_task_assignee_id'))
        batch_op.drop_constraint(batch_op.f('fk_task_assignee_id_user'), type_='foreignkey')
        batch_op.drop_column('assignee_id')


def _devices() -> None:
    op.create_table('device',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('program', sa.String(length=40), nullable=False),
    sa.Column('system', sa.String(length=80), nullable=False),
    sa.Column('client_version', sa.String(length=20), nullable=False),
    sa.Column('paired_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['session_id'], ['session.id'], name=op.f('fk_device_session_id_session'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_device_user_id_user'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_device')),
    sa.UniqueConstraint('session_id', name=op.f('uq_device_session_id'))
    )
    with op.batch_alter_table('device', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_device_user_id'), ['user_id'], unique=False)

    op.create_table('device_pairing',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('code_hash', sa.String(length=64), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('expires_at', sa.DateTime(), nullable=False),
    sa.Column('device_id', sa.Integer(), nullable=True),
    sa.Column('used_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['device_id'], ['device.id'], name=op.f('fk_device_pairing_device_id_device'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_device_pairing_user_id_user'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_device_pairing')),
    sa.UniqueConstraint('code_hash', name=op.f('uq_device_pairing_code_hash'))
    )
    with op.batch_alter_table('device_pairing', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_device_pairing_user_id'), ['user_id'], unique=False)


def _terms_and_weeks() -> None:
    op.create_table('time_settings',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('production_id', sa.Integer(), nullable=False),
    sa.Column('idle_minutes', sa.Integer(), nullable=False),
    sa.Column('interval_seconds', sa.Integer(), nullable=False),
    sa.Column('max_hours', sa.Integer(), nullable=False),
    sa.Column('hand_timer_hours', sa.Integer(), nullable=False),
    sa.Column('week_hours', sa.Integer(), nullable=False),
    sa.Column('retention_days', sa.Integer(), nullable=False),
    sa.Column('keep_file_names', sa.Boolean(), nullable=False),
    sa.Column('count_renders', sa.Boolean(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('updated_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['production_id'], ['production.id'], name=op.f('fk_time_settings_production_id_production'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_time_settings')),
    sa.UniqueConstraint('production_id', name=op.f('uq_time_settings_production_id'))
    )

    op.create_table('time_rate',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('production_id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('hourly_minor', sa.BigInteger(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('updated_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['production_id'], ['production.id'], name=op.f('fk_time_rate_production_id_production'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_time_rate_user_id_user'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_time_rate')),
    sa.UniqueConstraint('production_id', 'user_id', 'valid_from', name=op.f('uq_time_rate_production_id_user_id_valid_from'))
    )

    op.create_table('time_week',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('production_id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('monday', sa.Date(), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('comment', sa.Text(), nullable=False),
    sa.Column('submitted_at', sa.DateTime(), nullable=True),
    sa.Column('decided_at', sa.DateTime(), nullable=True),
    sa.Column('decided_by_id', sa.Integer(), nullable=True),
    sa.Column('approved_ms', sa.BigInteger(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('updated_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['decided_by_id'], ['user.id'], name=op.f('fk_time_week_decided_by_id_user'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['production_id'], ['production.id'], name=op.f('fk_time_week_production_id_production'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_time_week_user_id_user'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_time_week')),
    sa.UniqueConstraint('production_id', 'user_id', 'monday', name=op.f('uq_time_week_production_id_user_id_monday'))
    )
    with op.batch_alter_table('time_week', schema=None) as batch_op:
        batch_op.create_index('ix_time_week_user_monday_state', ['user_id', 'monday', 'state'], unique=False)


def _segments() -> None:
    op.create_table('time_segment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.String(length=36), nullable=False),
    sa.Column('session_uid', sa.String(length=36), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('production_id', sa.Integer(), nullable=False),
    sa.Column('task_id', sa.Integer(), nullable=False),
    sa.Column('start_ms', sa.BigInteger(), nullable=False),
    sa.Column('end_ms', sa.BigInteger(), nullable=False),
    sa.Column('measured_task_id', sa.Integer(), nullable=True),
    sa.Column('measured_start_ms', sa.BigInteger(), nullable=False),
    sa.Column('measured_end_ms', sa.BigInteger(), nullable=False),
    sa.Column('corrected', sa.Boolean(), nullable=False),
    sa.Column('removed', sa.Boolean(), nullable=False),
    sa.Column('source', sa.String(length=10), nullable=False),
    sa.Column('closed', sa.String(length=12), nullable=True),
    sa.Column('seen_ms', sa.BigInteger(), nullable=False),
    sa.Column('clock_guessed', sa.Boolean(), nullable=False),
    sa.Column('dcc', sa.String(length=32), nullable=False),
    sa.Column('dcc_version', sa.String(length=32), nullable=False),
    sa.Column('machine', sa.String(length=80), nullable=False),
    sa.Column('file', sa.String(length=255), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('device_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['device_id'], ['device.id'], name=op.f('fk_time_segment_device_id_device'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['production_id'], ['production.id'], name=op.f('fk_time_segment_production_id_production'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['task_id'], ['task.id'], name=op.f('fk_time_segment_task_id_task')),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_time_segment_user_id_user'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_time_segment')),
    sa.UniqueConstraint('uid', name=op.f('uq_time_segment_uid')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('time_segment', schema=None) as batch_op:
        batch_op.create_index('ix_time_segment_production_start', ['production_id', 'start_ms', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_time_segment_session_uid'), ['session_uid'], unique=False)
        batch_op.create_index('ix_time_segment_task', ['task_id'], unique=False)
        batch_op.create_index('ix_time_segment_user_end', ['user_id', 'end_ms', 'start_ms'], unique=False)
        batch_op.create_index('uq_time_segment_running', ['user_id'], unique=True, sqlite_where=sa.text('closed IS NULL'), postgresql_where=sa.text('closed IS NULL'))


def _what_became_of_them() -> None:
    op.create_table('time_correction',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('segment_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('old', sa.JSON(), nullable=True),
    sa.Column('new', sa.JSON(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['user.id'], name=op.f('fk_time_correction_by_id_user'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['segment_id'], ['time_segment.id'], name=op.f('fk_time_correction_segment_id_time_segment'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_time_correction'))
    )
    with op.batch_alter_table('time_correction', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_time_correction_segment_id'), ['segment_id'], unique=False)

    op.create_table('time_held',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.String(length=36), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('production_id', sa.Integer(), nullable=True),
    sa.Column('reason', sa.String(length=12), nullable=False),
    sa.Column('item', sa.JSON(), nullable=False),
    sa.Column('start_ms', sa.BigInteger(), nullable=False),
    sa.Column('end_ms', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('settled_at', sa.DateTime(), nullable=True),
    sa.Column('settled_by_id', sa.Integer(), nullable=True),
    sa.Column('settlement', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['production_id'], ['production.id'], name=op.f('fk_time_held_production_id_production'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['settled_by_id'], ['user.id'], name=op.f('fk_time_held_settled_by_id_user'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_time_held_user_id_user'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_time_held')),
    sa.UniqueConstraint('uid', name=op.f('uq_time_held_uid'))
    )
    with op.batch_alter_table('time_held', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_time_held_production_id'), ['production_id'], unique=False)
        batch_op.create_index('ix_time_held_user_open', ['user_id', 'settled_at'], unique=False)

    op.create_table('time_day',
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('task_id', sa.Integer(), nullable=False),
    sa.Column('dcc', sa.String(length=32), nullable=False),
    sa.Column('production_id', sa.Integer(), nullable=False),
    sa.Column('ms', sa.BigInteger(), nullable=False),
    sa.Column('manual_ms', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['production_id'], ['production.id'], name=op.f('fk_time_day_production_id_production'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['task_id'], ['task.id'], name=op.f('fk_time_day_task_id_task')),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_time_day_user_id_user'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('user_id', 'day', 'task_id', 'dcc', name=op.f('pk_time_day'))
    )
    with op.batch_alter_table('time_day', schema=None) as batch_op:
        batch_op.create_index('ix_time_day_production_day', ['production_id', 'day', 'user_id', 'task_id', 'dcc', 'ms', 'manual_ms'], unique=False)
        batch_op.create_index('ix_time_day_task', ['task_id', 'user_id', 'ms'], unique=False)


def downgrade() -> None:
    raise NotImplementedError("Go back by restoring the copy that was made before the upgrade.")
