"""Money: integer minor units as the API has them, and what people read and type. No Streamlit here."""

# Currencies whose smallest unit is not a hundredth (ISO 4217).
_NONE = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_DIGITS = dict.fromkeys(_NONE.split(), 0) | dict.fromkeys(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"], 3)


def digits(currency: str) -> int:
    """Decimals of a currency."""
    return _DIGITS.get(currency, 2)


def major(minor: int | None, currency: str) -> float | None:
    """What a number field shows: 125050 → 1250.5 (EUR)."""
    return None if minor is None else minor / 10 ** digits(currency)


def minor(amount: float | None, currency: str) -> int | None:
    """What the API takes: 1250.5 → 125050 (EUR)."""
    return None if amount is None else round(amount * 10 ** digits(currency))


def said(minor: int, currency: str) -> str:
    """`1 250.50 EUR`, `1 250 EUR` when there is nothing behind the point."""
    whole, rest = divmod(abs(minor), 10 ** digits(currency))
    parts = f"{whole:,}".replace(",", "\N{NARROW NO-BREAK SPACE}") + (f".{rest:0{digits(currency)}}" if rest else "")
    return f"{'−' if minor < 0 else ''}{parts} {currency}"
