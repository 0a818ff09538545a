"""QR codes of links: for a page, a picture file, a printed notice."""

import io

import segno


def svg(text: str) -> str:
    """An <svg> element, dark on white, so that a phone reads it from a dark screen too."""
    out = io.BytesIO()
    segno.make(text, error="m").save(out, kind="svg", scale=5, border=4, light="#fff", xmldecl=False, nl=False)
    return out.getvalue().decode()


def png(text: str, scale: int = 16) -> bytes:
    """A picture with `scale` pixels for each module, large enough to print."""
    out = io.BytesIO()
    segno.make(text, error="m").save(out, kind="png", scale=scale, border=4, light="#fff")
    return out.getvalue()


def modules(text: str) -> list[list[int]]:
    """The code itself, row by row, 1 for dark; without the quiet zone around it (4 modules wide)."""
    return [[int(dark) for dark in row] for row in segno.make(text, error="m").matrix]
