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
    pass


def downgrade() -> None:
    pass
