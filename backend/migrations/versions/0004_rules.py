"""Planning rules, availability, what a person costs.

Revision 0004 after 0003; written 2026-11-20.
"""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
