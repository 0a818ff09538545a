"""Breakdown: categories, elements, what a scene needs, and what its words suggest."""

from typing import Any

from backend.core.contract import Domain, Said
from backend.core.paging import Page
from backend.core.schemas import PageQuery
from backend.script.breakdown import categories, elements, marks, overview, presets, refusals, service, suggestions
from backend.script.breakdown.models import Category
from backend.script.breakdown.scene_schemas import (
    AcceptBody,
    BreakdownSceneQuery,
    DecidedOut,
    Decision,
    EntryBody,
    EntryOut,
    EntryQuery,
    LinkMany,
    MarkNew,
    MarkOut,
    OfferedWordOut,
    OfferedWordQuery,
    RefusalOut,
    SceneBreakdownOut,
    SceneStateOut,
    SheetPatch,
)
from backend.script.breakdown.schemas import (
    CategoryListOut,
    CategoryNew,
    CategoryOut,
    CategoryPatch,
    CategoryQuery,
    ElementBulk,
    ElementNew,
    ElementOut,
    ElementPatch,
    ElementQuery,
    IdsBody,
    OrderBody,
    PresetBody,
    SplitBody,
)

bp = Domain("breakdown", __name__, prefix="/productions/<int:production_id>/breakdown")
READ, EDIT = "breakdown.read", "breakdown.edit"
CATEGORY, ELEMENT, SCENE = "/categories/<int:category_id>", "/elements/<int:element_id>", "/scenes/<int:scene_id>"


@bp.get("/presets", allow=READ, out=list[CategoryListOut])
def preset_list(production_id: int) -> list[presets.Preset]:
    """The lists of categories a production may start from."""
    return list(presets.presets().values())


@bp.get("/categories", allow=READ, out=CategoryOut, page=True)
def category_list(production_id: int, query: CategoryQuery) -> Page:
    """The categories in their order."""
    return categories.listing(production_id, query)


@bp.post("/categories", allow=EDIT, out=CategoryOut, status=201)
def add_category(production_id: int, body: CategoryNew) -> Category:
    """Add a category at the end."""
    return categories.add(production_id, body)


@bp.put("/categories/order", allow=EDIT, out=list[CategoryOut])
def order_categories(production_id: int, body: OrderBody) -> list[Category]:
    """Put all categories in order."""
    return categories.reorder(production_id, body.ids)


@bp.put("/categories/preset", allow=EDIT, out=list[CategoryOut])
def apply_preset(production_id: int, body: PresetBody) -> list[Category]:
    """Take the list of a preset; categories that hold elements stay."""
    return categories.apply_preset(production_id, body.preset)


@bp.patch(CATEGORY, allow=EDIT, out=CategoryOut, match=True)
def change_category(production_id: int, category_id: int, body: CategoryPatch, version: int) -> Category:
    """Change a category, or archive it."""
    return categories.change(production_id, category_id, body, version)


@bp.delete(CATEGORY, allow=EDIT, out=CategoryOut, match=True)
def remove_category(production_id: int, category_id: int, version: int) -> Category:
    """Delete an empty category."""
    return categories.remove(production_id, category_id, version)


@bp.post(f"{CATEGORY}/merge-into/<int:into_id>", allow=EDIT, out=CategoryOut)
def merge_category(production_id: int, category_id: int, into_id: int) -> Category:
    """Move a category's elements into another and delete it."""
    return categories.merge(production_id, category_id, into_id)


@bp.get("/elements", allow=READ, out=ElementOut, page=True)
def element_list(production_id: int, query: ElementQuery) -> Page:
    """Elements by name, with the scenes that need them."""
    return elements.listing(production_id, query)


@bp.post("/elements", allow=EDIT, out=ElementOut, status=201)
def add_element(production_id: int, body: ElementNew) -> elements.ElementView:
    """Add an element."""
    return elements.add(production_id, body)


@bp.post("/elements/bulk", allow=EDIT, out=list[ElementOut])
def change_elements(production_id: int, body: ElementBulk) -> list[elements.ElementView]:
    """Change many elements alike: all of them or none."""
    return elements.change_many(production_id, body)


@bp.post("/elements/bulk-delete", allow=EDIT)
def remove_elements(production_id: int, body: IdsBody) -> Said:
    """Delete many elements: all of them or none."""
    return Said(None, f"{elements.remove_many(production_id, body.ids)} elements were deleted.")


@bp.get(ELEMENT, allow=READ, out=ElementOut)
def element(production_id: int, element_id: int) -> elements.ElementView:
    """One element."""
    return elements.show(production_id, element_id)


@bp.patch(ELEMENT, allow=EDIT, out=ElementOut, match=True)
def change_element(production_id: int, element_id: int, body: ElementPatch, version: int) -> elements.ElementView:
    """Change an element; a renamed one keeps the old name as an alias."""
    return elements.change(production_id, element_id, body, version)


@bp.delete(ELEMENT, allow=EDIT, out=ElementOut, match=True)
def remove_element(production_id: int, element_id: int, version: int) -> elements.ElementView:
    """Delete an element and take it out of every scene."""
    return elements.remove(production_id, element_id, version)


@bp.post(f"{ELEMENT}/merge-into/<int:into_id>", allow=EDIT, out=ElementOut)
def merge_element(production_id: int, element_id: int, into_id: int) -> elements.ElementView:
    """Make two elements one: the first becomes an alias of the second."""
    return elements.merge(production_id, element_id, into_id)


@bp.post(f"{ELEMENT}/split", allow=EDIT, out=ElementOut, status=201)
def split_element(production_id: int, element_id: int, body: SplitBody) -> elements.ElementView:
    """Make a new element that takes over some of the scenes."""
    return elements.split(production_id, element_id, body)


@bp.get("/entries", allow=READ, out=EntryOut, page=True)
def entry_list(production_id: int, query: EntryQuery) -> Page:
    """Which element is in which scene."""
    return service.entries(production_id, query)


@bp.post("/entries/add", allow=EDIT)
def link_many(production_id: int, body: LinkMany) -> Said:
    """Put elements into scenes, each into each."""
    rows = elements.by_ids(production_id, body.element_ids, "element_ids")
    return Said(None, f"{service.link_many(production_id, body.scene_ids, rows)} were added.")


@bp.post("/entries/remove", allow=EDIT)
def unlink_many(production_id: int, body: LinkMany) -> Said:
    """Take elements out of scenes, each out of each."""
    rows = elements.by_ids(production_id, body.element_ids, "element_ids")
    return Said(None, f"{service.take_out_many(production_id, body.scene_ids, rows)} were taken out.")


@bp.get("/scenes", allow=READ, out=SceneStateOut, page=True)
def states(production_id: int, query: PageQuery) -> Page:
    """How far each scene is broken down, in script order."""
    return overview.states(production_id, query)


@bp.get(SCENE, allow=READ, out=SceneBreakdownOut)
def scene(production_id: int, scene_id: int, query: BreakdownSceneQuery) -> overview.SceneView:
    """A scene's words, marks, entries and suggestions."""
    return overview.scene(production_id, scene_id, with_states=query.states)


@bp.patch(SCENE, allow=EDIT, out=SceneBreakdownOut, match=True)
def change_sheet(production_id: int, scene_id: int, body: SheetPatch, version: int) -> overview.SceneView:
    """Change sequence, unit or comments of a sheet, or say that the scene is done."""
    return overview.change(production_id, scene_id, body, version)


@bp.put(f"{SCENE}/elements/<int:element_id>", allow=EDIT, out=EntryOut)
def put_entry(production_id: int, scene_id: int, element_id: int, body: EntryBody) -> Any:
    """Say that a scene needs an element, how many and what about them."""
    return service.put(production_id, scene_id, element_id, body)


@bp.delete(f"{SCENE}/elements/<int:element_id>", allow=EDIT)
def take_out(production_id: int, scene_id: int, element_id: int) -> Said:
    """Take an element out of a scene."""
    service.take_out(production_id, scene_id, element_id)
    return Said(None, "It is no longer in this scene.")


@bp.post(f"{SCENE}/marks", allow=EDIT, out=MarkOut, status=201)
def add_mark(production_id: int, scene_id: int, body: MarkNew) -> dict[str, Any]:
    """Mark words of the scene as an element."""
    return marks.add(production_id, scene_id, body)


@bp.delete("/marks/<int:mark_id>", allow=EDIT)
def remove_mark(production_id: int, mark_id: int) -> Said:
    """Take a highlight off; the element stays in the scene."""
    marks.remove(production_id, mark_id)
    return Said(None, "The highlight is gone; the scene still needs the element.")


@bp.get("/suggestions", allow=READ, out=list[OfferedWordOut])
def suggestion_list(production_id: int, query: OfferedWordQuery) -> list[dict[str, Any]]:
    """What the words suggest, of one scene or of all together."""
    return suggestions.listing(production_id, query.scene_id)


@bp.post("/suggestions/accept", allow=EDIT, out=DecidedOut)
def accept(production_id: int, body: AcceptBody) -> dict[str, Any]:
    """Yes to a suggestion: the element is made, linked and marked."""
    return suggestions.accept(production_id, body)


@bp.post("/suggestions/refuse", allow=EDIT, out=DecidedOut)
def refuse(production_id: int, body: Decision) -> dict[str, Any]:
    """No to a suggestion: it is not offered again."""
    return suggestions.refuse(production_id, body)


@bp.get("/refusals", allow=READ, out=RefusalOut, page=True)
def refusal_list(production_id: int, query: PageQuery) -> Page:
    """Words that are not offered, the newest first."""
    return refusals.listing(production_id, query)


@bp.delete("/refusals/<int:refusal_id>", allow=EDIT)
def lift(production_id: int, refusal_id: int) -> Said:
    """Offer a word again."""
    refusals.lift(production_id, refusal_id)
    return Said(None, "The word is offered again.")
