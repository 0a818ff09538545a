"""Screenplays: a file is read and kept as a draft, reviewed, and written into the production in one transaction."""

from dataclasses import asdict
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any

from sqlalchemy import func, select

from backend.core import clock, events, uploads
from backend.core.access import actor
from backend.core.context import settings
from backend.core.db import db, start_writing
from backend.core.eighths import format_eighths
from backend.core.errors import Conflict, NotFound, Stale, WrongType
from backend.core.file_kinds import Kind, type_of
from backend.core.paging import Page, page_of
from backend.core.uploads import Readable, StoredFile
from backend.productions.productions import service as productions
from backend.script.revisions import settings as script_rules
from backend.script.scenes.drafts import WrittenScene, write_draft
from backend.script.screenplays.comparing import Plan, PlannedScene
from backend.script.screenplays.deciding import aliases, parts
from backend.script.screenplays.importers.model import ParsedScript
from backend.script.screenplays.importers.read import MAX_BYTES
from backend.script.screenplays.models import Draft
from backend.script.screenplays.reading import read_screenplay
from backend.script.screenplays.review import Review, paragraphs, plan_of, review
from backend.script.screenplays.revising import revised
from backend.script.screenplays.schemas import DraftPatch, DraftQuery
from backend.script.screenplays.stored import load
from backend.script.screenplays.tagged import tags_of

ENDINGS = (".fountain", ".spmd", ".txt", ".fdx", ".pdf")
KINDS = (Kind.SCRIPT, Kind.TEXT, Kind.PDF)


def listing(production_id: int, query: DraftQuery) -> Page:
    """Drafts, the newest first."""
    statement = select(Draft).where(Draft.production_id == production_id)
    if query.status:
        statement = statement.where(Draft.status == query.status)
    return page_of(statement, (Draft.id,), query, descending=True)


def find(production_id: int, draft_id: int) -> Draft:
    """One draft of this production. Raises NotFound."""
    row = db.session.scalar(select(Draft).where(Draft.production_id == production_id, Draft.id == draft_id))
    if row is None:
        raise NotFound("There is no such draft in this production.")
    return row


def upload(production_id: int, stream: Readable, filename: str) -> Review:
    """Keep a file, read it and open its review; a file that cannot be read leaves nothing behind.

    Reading happens before the write transaction, so that nobody waits for it. Raises TooLarge, WrongType and Invalid,
    all naming `file`.
    """
    if PurePosixPath(filename.strip()).suffix.lower() not in ENDINGS:
        raise WrongType(f"A screenplay ends in {', '.join(ENDINGS)}; export it as one of these.", field="file")
    stored = uploads.store(settings(), stream, filename=filename, limit=MAX_BYTES, allow=KINDS)
    try:
        with uploads.open_stored(settings(), stored.key) as file:
            parsed = read_screenplay(settings(), file.read(), stored.name)
        start_writing(production_id)
        found = _measured(_new_draft(production_id, stored, parsed), load(parsed))
        db.session.commit()
    except BaseException:
        db.session.rollback()
        uploads.delete(settings(), stored.key)
        raise
    return found


def show(production_id: int, draft_id: int) -> Review:
    """A draft's review as it stands now."""
    return review(find(production_id, draft_id))


def paragraphs_of(production_id: int, draft_id: int, key: str) -> dict[str, Any]:
    """The paragraphs of one scene as the importer read it. Raises NotFound for a key the draft does not have."""
    draft = find(production_id, draft_id)
    scene = parts(load(draft.parsed), draft.decisions.get("splits", {})).get(key)
    if scene is None:
        raise NotFound("This draft has no such scene.")
    return {"key": key, "heading": scene.heading, "paragraphs": paragraphs(scene.elements)}


def revise(production_id: int, draft_id: int, body: DraftPatch, version: int) -> Review:
    """Take decisions in and answer the review anew. Raises Stale, Conflict (imported already) and Invalid."""
    reread = _reread(production_id, draft_id, body)
    start_writing(production_id)
    draft = _under_review(production_id, draft_id, version)
    if reread:
        draft.parsed = reread
    script = load(draft.parsed)
    draft.decisions = revised(script, draft.decisions, body)
    draft.colour = body.changes().get("colour", draft.colour)
    found = _measured(draft, script)
    db.session.commit()
    return found


def import_draft(production_id: int, draft_id: int, version: int) -> Review:
    """Write a draft into the production: scenes, their words and, by the signal, cast. Part of one transaction.

    Raises Stale when the draft or the production's scenes changed since it was read, Conflict naming the numbers that
    are used twice.
    """
    draft = _under_review(production_id, draft_id, version)
    script = load(draft.parsed)
    plan = plan_of(draft, script)
    if plan.problems:
        raise Conflict("Some scene numbers are used twice.", errors=plan.problems)
    writing = [planned for planned in plan.scenes if planned.number]
    if not writing:
        raise Conflict("There is no scene to import.", field="scenes")
    ids = write_draft(production_id, draft.id, [_written(planned) for planned in writing])
    last = db.session.scalar(select(func.max(Draft.number)).where(Draft.production_id == production_id))
    draft.number = (last or 0) + 1
    draft.colour = draft.colour or script_rules.of(production_id).colour(draft.number)
    draft.status, draft.imported_at = "imported", clock.now()
    by_key = {planned.scene.key: scene_id for planned, scene_id in zip(writing, ids, strict=True)}
    draft.decisions = {**draft.decisions, "written": _memory(plan, by_key)}
    _make_others_look_again(draft)
    db.session.flush()
    events.script_imported.send(
        draft,
        production_id=production_id,
        scenes={i: p.scene.cast for i, p in zip(ids, writing, strict=True) if not p.scene.omitted},
        tags={i: tags_of(p.scene) for i, p in zip(ids, writing, strict=True) if not p.scene.omitted},
        aliases=aliases(script, draft.decisions.get("characters", {})),
    )
    return review(draft, script)


def import_file(production_id: int, content: bytes, filename: str) -> dict[str, Any]:
    """Read a file and write it into the production without a review; answers what it did, for the command line.

    In transactions of its own. Raises what `upload` and `import_draft` raise; nothing is left behind then.
    """
    productions.find(production_id)
    draft = upload(production_id, BytesIO(content), filename)
    try:
        start_writing(production_id)
        done = import_draft(production_id, draft.id, draft.version)
        db.session.commit()
    except BaseException:
        discard(production_id, draft.id)
        raise
    return {
        "draft": done.number,
        "scenes": done.scene_count,
        "pages": format_eighths(done.eighths),
        "characters": len(done.characters),
        **done.counts,
        "warnings": len(done.warnings),
    }


def kept_files() -> set[str]:
    """The keys of every source file that is in use, for the sweep of uploads."""
    return set(db.session.scalars(select(Draft.source_key).where(Draft.source_key.is_not(None))))


def discard(production_id: int, draft_id: int) -> None:
    """Throw a draft under review away, its file too. Raises Conflict for an imported one."""
    start_writing(production_id)
    draft = find(production_id, draft_id)
    if draft.status != "review":
        raise Conflict("An imported draft stays: the scenes have their words from it.")
    key = draft.source_key
    db.session.delete(draft)
    db.session.commit()
    if key:
        uploads.delete(settings(), key)


def source(production_id: int, draft_id: int) -> tuple[bytes, StoredFile]:
    """Content and description of the file a draft was read from (at most 5 MB). Raises NotFound."""
    draft = find(production_id, draft_id)
    content = _content(draft)
    mime = type_of(draft.filename, KINDS).mime
    return content, StoredFile(draft.source_key or "", draft.filename, mime, len(content), draft.sha256)


def _new_draft(production_id: int, stored: StoredFile, parsed: dict[str, Any]) -> Draft:
    """A row for what was read; who was decided to be who in the last imported draft is kept."""
    last = select(Draft).where(Draft.production_id == production_id, Draft.status == "imported")
    before = db.session.scalars(last.order_by(Draft.number.desc()).limit(1)).first()
    identity = actor().identity
    draft = Draft(
        production_id=production_id,
        title=parsed["title"][:255],
        filename=stored.name,
        format={".fdx": "fdx", ".pdf": "pdf"}.get(PurePosixPath(stored.name).suffix.lower(), "fountain"),
        sha256=stored.sha256,
        source_key=stored.key,
        status="review",
        parsed=parsed,
        decisions={"characters": before.decisions.get("characters", {})} if before else {},
        uploaded_by_id=identity.user_id if identity else None,
    )
    db.session.add(draft)
    return draft


def _measured(draft: Draft, script: ParsedScript) -> Review:
    """Store the draft's length and number of scenes as they are after the decisions; answers the review."""
    db.session.flush()
    found = review(draft, script)
    counting = [scene for scene in found.scenes if scene["number"] and not scene["omitted"]]
    draft.eighths, draft.scene_count = sum(scene["eighths"] for scene in counting), len(counting)
    db.session.flush()
    found.eighths, found.scene_count, found.version = draft.eighths, draft.scene_count, draft.version
    return found


def _under_review(production_id: int, draft_id: int, version: int) -> Draft:
    draft = find(production_id, draft_id)
    if draft.version != version:
        raise Stale(review(draft))
    if draft.status != "review":
        raise Conflict("This draft is imported already.")
    return draft


def _reread(production_id: int, draft_id: int, body: DraftPatch) -> dict[str, Any] | None:
    """The file read again when other headings are accepted than before; outside any transaction."""
    draft = find(production_id, draft_id)
    if "accept" not in body.model_fields_set or set(body.accept) == set(draft.decisions.get("accept", [])):
        return None
    return read_screenplay(settings(), _content(draft), draft.filename, body.accept)


def _content(draft: Draft) -> bytes:
    with uploads.open_stored(settings(), draft.source_key or "") as file:
        return file.read()


def _written(planned: PlannedScene) -> WrittenScene:
    scene = planned.scene
    return WrittenScene(
        id=planned.scene_id,
        number=planned.number or "",
        heading=scene.heading,
        int_ext=scene.int_ext,
        day_night=scene.day_night,
        set_name=scene.set_name,
        eighths=scene.eighths,
        omitted=scene.omitted,
        synopsis="\n".join(element.text for element in scene.elements if element.kind == "synopsis"),
        paragraphs=paragraphs(scene.elements),
    )


def _memory(plan: Plan, ids: dict[str, int]) -> dict[str, Any]:
    """What the import did, kept so that the draft can be looked at later."""
    scenes = {
        each.scene.key: {
            "number": each.number, "change": each.change, "what": each.what, "old_number": each.old_number,
            "scene_id": ids[each.scene.key],
        }
        for each in plan.scenes
        if each.scene.key in ids
    }  # fmt: skip
    gone = [{name: value for name, value in asdict(scene).items() if name != "paragraphs"} for scene in plan.gone]
    return {"scenes": scenes, "gone": gone}


def _make_others_look_again(draft: Draft) -> None:
    """Reviews against the scenes of before are out of date: their version goes up, so If-Match refuses them."""
    others = select(Draft).where(
        Draft.production_id == draft.production_id, Draft.status == "review", Draft.id != draft.id
    )
    for other in db.session.scalars(others):
        other.updated_at = clock.now()
