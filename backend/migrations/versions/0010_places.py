"""Locations: permits, pictures, cost; calendar feeds.

Revision 0010 after 0009; written 2026-11-20.
"""

import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
