"""What in a schedule file does not fit together, in words for whoever imports it. None of it stops the import."""

from backend.exchange.uss.document import Breakdown, Document

FEW = 5


def doubts(document: Document) -> list[str]:
    """One sentence for each kind of doubt, with the first places."""
    elements = {row.id for row in document.elements}
    categories = {row.id for row in document.categories}
    strips = {row.id for row in document.breakdowns}
    loose = [row.name for row in document.elements if row.category not in categories]
    dangling = [_name(row) for row in document.breakdowns if not elements.issuperset(row.elements)]
    found = [
        _said("Elements without a category are kept for the export, but shown nowhere", loose),
        _said("Strips that name elements which are not in the file", dangling),
        _said("Strips on no board, imported all the same", _on_no_board(document)),
    ]
    for board in document.stripboards:
        unknown = [each for one in board.boards for each in one.flat() if each not in strips]
        found.append(_said(f"Strips of board {board.name} that are not in the file", unknown))
    return [each for each in found if each]


def _on_no_board(document: Document) -> list[str]:
    listed = {each for board in document.stripboards for one in board.boards for each in one.flat()}
    return [_name(row) for row in document.breakdowns if row.id not in listed] if document.stripboards else []


def _name(row: Breakdown) -> str:
    return row.scene or row.banner_text or row.description or row.id


def _said(what: str, places: list[str]) -> str:
    """`Elements without a category: A, B, C.`; "" for none."""
    if not places:
        return ""
    more = f" and {len(places) - FEW} more" if len(places) > FEW else ""
    return f"{what}: {', '.join(place[:60] for place in places[:FEW])}{more}."
