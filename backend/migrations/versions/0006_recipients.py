"""Who gets a call sheet, and what they did with it.

Revision 0006 after 0005; written 2026-11-20.
"""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('call_sheet_recipient',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('production_id', sa.Integer(), nullable=False),
    sa.Column('call_sheet_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=40), nullable=False),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('cast_member_id', sa.Integer(), nullable=True),
    sa.Column('member_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.String(length=255), nullable=False),
    sa.Column('part', sa.String(length=255), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=True),
    sa.Column('phone', sa.String(length=40), nullable=False),
    sa.Column('own_contact', sa.Boolean(), nullable=False),
    sa.Column('edition', sa.Integer(), nullable=False),
    sa.Column('signature', sa.String(length=64), nullable=False),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('call_local', sa.DateTime(), nullable=True),
    sa.Column('link_nonce', sa.String(length=32), nullable=False),
    sa.Column('link_hash', sa.String(length=64), nullable=False),
    sa.Column('link_revoked_at', sa.DateTime(), nullable=True),
    sa.Column('sending_since', sa.DateTime(), nullable=True),
    sa.Column('failed', sa.Text(), nullable=False),
    sa.Column('sent_at', sa.DateTime(), nullable=True),
    sa.Column('sent_edition', sa.Integer(), nullable=False),
    sa.Column('sent_signature', sa.String(length=64), nullable=False),
    sa.Column('opened_at', sa.DateTime(), nullable=True),
    sa.Column('opened_signature', sa.String(length=64), nullable=False),
    sa.Column('confirmed_at', sa.DateTime(), nullable=True),
    sa.Column('confirmed_edition', sa.Integer(), nullable=False),
    sa.Column('confirmed_signature', sa.String(length=64), nullable=False),
    sa.Column('confirmed_how', sa.String(length=12), nullable=False),
    sa.Column('confirmed_by_id', sa.Integer(), nullable=True),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('updated_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['call_sheet_id'], ['call_sheet.id'], name=op.f('fk_call_sheet_recipient_call_sheet_id_call_sheet'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['cast_member_id'], ['cast_member.id'], name=op.f('fk_call_sheet_recipient_cast_member_id_cast_member'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['confirmed_by_id'], ['user.id'], name=op.f('fk_call_sheet_recipient_confirmed_by_id_user'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_call_sheet_recipient_member_id_member'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['production_id'], ['production.id'], name=op.f('fk_call_sheet_recipient_production_id_production'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_call_sheet_recipient')),
    sa.UniqueConstraint('call_sheet_id', 'key', name=op.f('uq_call_sheet_recipient_call_sheet_id_key')),
    sa.UniqueConstraint('link_hash', name=op.f('uq_call_sheet_recipient_link_hash'))
    )
    with op.batch_alter_table('call_sheet_recipient', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_call_sheet_recipient_cast_member_id'), ['cast_member_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_call_sheet_recipient_member_id'), ['member_id'], unique=False)
        batch_op.create_index('ix_call_sheet_recipient_production', ['production_id', 'call_sheet_id'], unique=False)

    op.create_table('call_sheet_delivery',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('production_id', sa.Integer(), nullable=False),
    sa.Column('recipient_id', sa.Integer(), nullable=False),
    sa.Column('occasion', sa.String(length=60), nullable=False),
    sa.Column('channel', sa.String(length=10), nullable=False),
    sa.Column('edition', sa.Integer(), nullable=False),
    sa.Column('address', sa.String(length=254), nullable=False),
    sa.Column('status', sa.String(length=10), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('message_id', sa.String(length=120), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('changed_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['user.id'], name=op.f('fk_call_sheet_delivery_by_id_user'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['production_id'], ['production.id'], name=op.f('fk_call_sheet_delivery_production_id_production'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['recipient_id'], ['call_sheet_recipient.id'], name=op.f('fk_call_sheet_delivery_recipient_id_call_sheet_recipient'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_call_sheet_delivery')),
    sa.UniqueConstraint('recipient_id', 'occasion', name=op.f('uq_call_sheet_delivery_recipient_id_occasion'))
    )
    with op.batch_alter_table('call_sheet_delivery', schema=None) as batch_op:
        batch_op.create_index('ix_call_sheet_delivery_status', ['status', 'changed_at'], unique=False)

    op.create_table('call_sheet_sharing',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('production_id', sa.Integer(), nullable=False),
    sa.Column('link_days', sa.Integer(), nullable=False),
    sa.Column('phones', sa.String(length=10), nullable=False),
    sa.Column('attach_pdf', sa.Boolean(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('updated_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['production_id'], ['production.id'], name=op.f('fk_call_sheet_sharing_production_id_production'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_call_sheet_sharing')),
    sa.UniqueConstraint('production_id', name=op.f('uq_call_sheet_sharing_production_id'))
    )


def downgrade() -> None:
    op.drop_table('call_sheet_sharing')
    with op.batch_alter_table('call_sheet_delivery', schema=None) as batch_op:
        batch_op.drop_index('ix_call_sheet_delivery_status')

    op.drop_table('call_sheet_delivery')
    with op.batch_alter_table('call_sheet_recipient', schema=None) as batch_op:
        batch_op.drop_index('ix_call_sheet_recipient_production')
        batch_op.drop_index(batch_op.f('ix_call_sheet_recipient_member_id'))
        batch_op.drop_index(batch_op.f('ix_call_sheet_recipient_cast_member_id'))

    op.drop_table('call_sheet_recipient')
