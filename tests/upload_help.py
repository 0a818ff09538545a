"""What the tests of uploads share: a folder that takes files in, and made-up pictures."""

import io
import random
from pathlib import Path

from PIL import Image

from backend.core.file_kinds import Kind
from backend.core.uploads import StoredFile, store
from backend.settings import load

EVERYTHING = frozenset(Kind)


class Shelf:
    """An uploads folder of its own that takes everything unless told otherwise."""

    def __init__(self, folder: Path):
        self.settings = load({}, environment="test", data_dir=folder)

    def take(self, content, filename, **more) -> StoredFile:
        stream = io.BytesIO(content) if isinstance(content, bytes) else content
        return store(self.settings, stream, filename=filename, **{"limit": 10**7, "allow": EVERYTHING, **more})

    def files(self) -> list[str]:
        return sorted(path.name for path in self.settings.uploads_dir.glob("*/*"))


def picture(form="JPEG", size=(640, 360), mode="RGB", **options) -> bytes:
    out = io.BytesIO()
    grain = random.Random(7).randbytes(size[0] * size[1] * len(mode))
    Image.frombytes(mode, size, grain).save(out, form, **options)
    return out.getvalue()
