"""Script pages counted in eighths, the way the trade counts them: kept as integers, printed as "1 2/8"."""


def format_eighths(eighths: int) -> str:
    """`10` as "1 2/8", `8` as "1", `3` as "3/8", `0` as "0"; never reduced to quarters or halves."""
    whole, part = divmod(eighths, 8)
    return " ".join([*([str(whole)] if whole or not part else []), *([f"{part}/8"] if part else [])])
