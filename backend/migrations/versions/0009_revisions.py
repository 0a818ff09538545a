"""Script revisions: colours, locked numbers, history.

Revision 0009 after 0008; written 2026-11-20.
"""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
