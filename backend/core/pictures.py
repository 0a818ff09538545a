"""Pictures made harmless and small: re-encoded, upright, without place, camera or stowaways, with a thumbnail.

Writing the pixels anew is what drops EXIF (which tells where a set is), comments and anything appended to the file.
"""

import threading
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageOps, ImageSequence

from backend.core.errors import TooLarge, WrongType

MAX_PIXELS = 64_000_000  # some 200 MB while it is open; an animation's frames count together
THUMBNAIL = 480  # pixels of the longer side
FORMATS = {"JPEG": ("image/jpeg", "jpg"), "PNG": ("image/png", "png")} | {
    name: (f"image/{name.lower()}", name.lower()) for name in ("GIF", "WEBP")
}
Image.MAX_IMAGE_PIXELS = MAX_PIXELS
_one_at_a_time = threading.Lock()  # bounds memory, not speed: Pillow keeps a core busy by itself


@dataclass(frozen=True)
class Picture:
    """What a picture turned out to be; width and height in pixels as it is shown."""

    mime: str
    ending: str
    width: int
    height: int


def clean(file: Path, thumbnail: Path) -> Picture:
    """Replace the picture in `file` by a clean copy and write its thumbnail (WebP).

    Raises WrongType for what is no readable JPEG, PNG, GIF or WebP, TooLarge beyond MAX_PIXELS.
    """
    with _one_at_a_time:
        form, frames, icc = _read(file)
        _write(file, form, frames, icc)
        small = frames[0].copy()
        small.thumbnail((THUMBNAIL, THUMBNAIL))
        see_through = "A" in small.mode or "transparency" in small.info
        small.convert("RGBA" if see_through else "RGB").save(thumbnail, "WEBP", quality=80, icc_profile=icc)
        mime, ending = FORMATS[form]
        return Picture(mime, ending, *frames[0].size)


def _read(file: Path) -> tuple[str, list[Image.Image], bytes]:
    """Format, upright frames and colour profile; one frame unless it is an animated GIF or WebP."""
    try:
        with Image.open(file, formats=[*FORMATS, "MPO"]) as image:
            form = "JPEG" if image.format == "MPO" else str(image.format)  # MPO: a phone's JPEG with a second picture
            count = getattr(image, "n_frames", 1) if form in {"GIF", "WEBP"} else 1
            if image.width * image.height * count > MAX_PIXELS:
                raise Image.DecompressionBombError
            if count > 1:
                return form, [frame.copy() for frame in ImageSequence.Iterator(image)], b""
            icc = image.info.get("icc_profile") or b""
            upright = ImageOps.exif_transpose(image)
            return form, [_plain(upright)], b"" if upright.mode == "CMYK" else icc
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise TooLarge(f"Pictures may have at most {MAX_PIXELS // 10**6} megapixels.", field="file") from bomb
    except Exception as broken:  # decoders raise nearly anything over broken data
        raise WrongType("This picture cannot be read.", field="file") from broken


def _plain(image: Image.Image) -> Image.Image:
    """Colours every browser shows: print colours become RGB, 16-bit greys 8-bit."""
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda value: value / 256).convert("L")
    return image.convert("RGB") if image.mode in {"CMYK", "YCbCr", "LAB", "HSV", "F"} else image


def _write(file: Path, form: str, frames: list[Image.Image], icc: bytes) -> None:
    times = [int(frame.info.get("duration", 100)) for frame in frames]
    loop = int(frames[0].info.get("loop", 0))
    for frame in frames:  # what stays in `info` would be written back
        frame.info = {key: frame.info[key] for key in ("transparency", "background") if key in frame.info}
    fresh = file.with_suffix(".fresh")
    try:
        if len(frames) > 1:
            frames[0].save(fresh, form, save_all=True, append_images=frames[1:], duration=times, loop=loop)
        else:
            frames[0].save(fresh, form, quality=92, icc_profile=icc)
        fresh.replace(file)
    finally:
        fresh.unlink(missing_ok=True)
