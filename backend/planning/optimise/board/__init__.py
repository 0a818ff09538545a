"""A cheaper order of a board's shooting days: its dates stay, its days are dealt to them anew. Pure: no database."""
