"""What a schedule file said beyond our tables.

Revision 0007 after 0006; written 2026-11-20.
"""

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
