"""Pictures: what they lose on arrival, what they keep, and which are too large to open."""

import hashlib
import io

import pytest
from PIL import Image

from backend.core import pictures, uploads
from backend.core.errors import TooLarge
from tests.upload_help import Shelf, picture


@pytest.fixture
def shelf(tmp_path):
    return Shelf(tmp_path)


def test_a_picture_loses_its_secrets_and_stands_upright(shelf):
    exif = Image.Exif()
    exif[0x0112] = 6  # turned right when shown
    exif[0x010F] = "SECRET-CAMERA"
    exif.get_ifd(0x8825)[1] = "N"
    sent = picture(exif=exif, comment=b"SECRET-COMMENT", xmp=b"SECRET-XMP", quality=95) + b"<script>SECRET</script>"
    assert sent.count(b"SECRET") >= 4
    stored = shelf.take(sent, "IMG_1.JPEG")
    content = uploads.path_of(shelf.settings, stored.key).read_bytes()
    assert (stored.width, stored.height, stored.mime, stored.name) == (360, 640, "image/jpeg", "IMG_1.jpg")
    assert b"SECRET" not in content
    assert b"Exif" not in content
    assert (stored.size, stored.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    with Image.open(io.BytesIO(content)) as kept:
        assert kept.size == (360, 640)
        assert not kept.getexif()
    with Image.open(uploads.thumbnail_of(shelf.settings, stored.key)) as small:
        assert (small.format, small.size) == ("WEBP", (270, 480))
    assert shelf.files() == [stored.key, stored.key + ".webp"]
    uploads.delete(shelf.settings, stored.key)
    assert shelf.files() == []


@pytest.mark.parametrize(
    ("form", "mode", "options"),
    [
        ("PNG", "RGBA", {}),
        ("PNG", "L", {}),
        ("PNG", "LA", {}),
        ("WEBP", "RGBA", {}),
        ("GIF", "L", {}),
        ("GIF", "L", {"transparency": 3}),
        ("JPEG", "CMYK", {}),
        ("JPEG", "L", {}),
    ],
)
def test_every_kind_of_picture_survives(shelf, form, mode, options):
    stored = shelf.take(picture(form, mode=mode, **options), "misnamed.png")
    assert stored.mime == f"image/{form.lower()}"
    with Image.open(uploads.path_of(shelf.settings, stored.key)) as kept:
        assert (kept.format, kept.size) == (form, (640, 360))
        assert ("A" in mode) == ("A" in kept.mode)
        assert kept.info.get("transparency") == options.get("transparency")
    with Image.open(uploads.thumbnail_of(shelf.settings, stored.key)) as small:
        assert small.size == (480, 270)


def test_sixteen_bit_greys_keep_their_shades(shelf):
    out = io.BytesIO()
    Image.new("I;16", (20, 20), 0x8000).save(out, "PNG")
    stored = shelf.take(out.getvalue(), "matte.png")
    with Image.open(uploads.path_of(shelf.settings, stored.key)) as kept:
        assert kept.getpixel((3, 3)) == 0x80


@pytest.mark.parametrize("form", ["GIF", "WEBP"])
def test_an_animation_still_moves(shelf, form):
    frames = [Image.new("RGB", (60, 40), colour) for colour in ("red", "lime", "blue")]
    out = io.BytesIO()
    frames[0].save(out, form, save_all=True, append_images=frames[1:], duration=[100, 200, 300], loop=0, lossless=True)
    stored = shelf.take(out.getvalue(), "loop." + form.lower())
    times = []
    with Image.open(uploads.path_of(shelf.settings, stored.key)) as kept:
        for n in range(kept.n_frames):
            kept.seek(n)
            kept.load()
            times.append(kept.info["duration"])
    assert times == [100, 200, 300]


def test_a_picture_too_large_to_open_is_refused_before_it_is_opened(shelf, monkeypatch):
    monkeypatch.setattr(pictures, "MAX_PIXELS", 100_000)
    with pytest.raises(TooLarge, match="megapixels"):
        shelf.take(picture(), "wall.jpg")
    monkeypatch.undo()
    for side in (9_000, 20_000):  # beyond the limit, and beyond twice the limit where Pillow itself refuses
        bomb = io.BytesIO()
        Image.new("1", (side, side)).save(bomb, "PNG")
        with pytest.raises(TooLarge, match="megapixels"):
            shelf.take(bomb.getvalue(), "bomb.png")
    assert shelf.files() == []
