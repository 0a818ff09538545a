"""Several boards per production.

Revision 0002 after 0001; written 2026-11-20.
"""

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
