"""Call sheets: everything on front and back, and every edition as it went out.

Revision 0005 after 0004; written 2026-11-20.
"""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
