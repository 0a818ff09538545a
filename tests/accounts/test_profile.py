"""One's own profile and picture."""

import io
from typing import Any

import pytest
from PIL import Image

from backend.settings import Settings
from tests.people import Caller, Studio


def picture(form: str = "PNG", size: tuple[int, int] = (900, 600)) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", size, "teal").save(made, form)
    return made.getvalue()


def put(caller: Caller, content: bytes, kind: str = "application/octet-stream") -> Any:
    return caller.put("/auth/me/photo", data=content, content_type=kind)


def test_me_is_who_asks(studio: Studio) -> None:
    ana = studio.user("Ana Lima")
    me = ana.get("/auth/me")
    assert (me.data["id"], me.data["name"], me.data["studio_role"]) == (ana.user_id, "Ana Lima", "member")
    assert me.etag == f'"{me.data["version"]}"'
    assert "productions" not in me.data
    assert studio.anonymous().get("/auth/me").status == 401


def test_changing_ones_profile(studio: Studio) -> None:
    ana = studio.user()
    changes = {"name": "Ana Lima", "phone": "+44 20 7946 0000", "department": "Camera", "bio": "Focus.\nAlways."}
    reply = ana.patch("/auth/me", changes, match=ana.get("/auth/me").etag)
    assert {name: reply.data[name] for name in changes} == changes
    assert ana.get("/auth/me").etag == reply.etag


def test_two_tabs_do_not_overwrite_each_other(studio: Studio) -> None:
    ana = studio.user()
    etag = ana.get("/auth/me").etag
    ana.patch("/auth/me", {"phone": "1"}, match=etag)
    stale = ana.patch("/auth/me", {"phone": "2"}, match=etag)
    assert stale.status == 409
    assert stale.json["data"]["phone"] == "1"
    assert ana.patch("/auth/me", {"phone": "2"}).status == 428


@pytest.mark.parametrize(
    "body",
    [
        {"studio_role": "owner"}, {"email": "new@example.org"}, {"is_active": True}, {"password_hash": "x"},
        {"photo_key": "0" * 32}, {"email_verified": True}, {"name": ""}, {"name": None},
        {"bio": "\x00"}, {"phone": "call me"},
    ],
)  # fmt: skip
def test_nothing_else_can_be_changed_there(studio: Studio, body: dict[str, Any]) -> None:
    ana = studio.user()
    reply = ana.patch("/auth/me", body, match=ana.get("/auth/me").etag)
    assert (reply.status, reply.fields) == (422, list(body))


def test_a_picture_comes_back_small_and_clean(studio: Studio, settings: Settings) -> None:
    ana, bo = studio.user(), studio.user()
    assert bo.get(f"/users/{ana.user_id}/photo").status == 404
    reply = put(ana, picture("JPEG"), "image/jpeg")
    assert reply.data["has_photo"] is True
    shown = bo.get(f"/users/{ana.user_id}/photo")
    assert (shown.status, shown.headers["Content-Type"]) == (200, "image/webp")
    assert Image.open(io.BytesIO(shown.body)).size == (480, 320)
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    unchanged = bo.get(f"/users/{ana.user_id}/photo", headers={"If-None-Match": shown.etag})
    assert (unchanged.status, unchanged.body) == (304, b"")
    put(ana, picture("PNG", (40, 40)))
    assert bo.get(f"/users/{ana.user_id}/photo", headers={"If-None-Match": shown.etag}).status == 200
    kept = [file for file in settings.uploads_dir.glob("??/*") if file.suffix == ""]
    assert ana.delete("/auth/me/photo").data["has_photo"] is False
    assert bo.get(f"/users/{ana.user_id}/photo").status == 404
    left = [file for file in settings.uploads_dir.glob("??/*") if file.suffix == ""]
    assert len(kept) - len(left) == 1, "the replaced picture was gone already, the last one is gone now"


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"", "application/octet-stream", 422),
        (b"<svg onload='alert(1)'/>", "image/svg+xml", 415),
        (b"MZ not a picture", "image/png", 415),
        (b"{}", "application/json", 415),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * (9 << 20), "image/png", 413),
    ],
)
def test_what_is_no_picture_is_refused_and_leaves_nothing(
    studio: Studio, settings: Settings, content: bytes, kind: str, status: int
) -> None:
    ana = studio.user()
    before = set(settings.uploads_dir.glob("??/*"))
    assert put(ana, content, kind).status == status
    assert set(settings.uploads_dir.glob("??/*")) == before
    assert ana.get("/auth/me").data["has_photo"] is False


def test_pictures_are_for_people_who_are_signed_in(studio: Studio) -> None:
    ana = studio.user()
    put(ana, picture())
    assert studio.anonymous().get(f"/users/{ana.user_id}/photo").status == 401
    assert put(studio.anonymous(), picture()).status == 401


def test_a_larger_picture_than_other_bodies_is_taken(studio: Studio) -> None:
    noise = Image.effect_noise((1600, 1600), 90)
    made = io.BytesIO()
    noise.save(made, "PNG")
    assert len(made.getvalue()) > 1 << 20
    assert put(studio.user(), made.getvalue()).status == 200
