"""What kinds of files exist for Backlot, and whether a file's content is what its name says.

The name's ending chooses a row of TYPES; the first bytes must then agree with it. Nothing is believed because a
browser said so, and a kind that is not in the table is not taken.
"""

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

import filetype

from backend.core.errors import WrongType

HEAD = 8192  # bytes a file is judged by


class Kind(StrEnum):
    """What a route may take."""

    IMAGE = "image"  # pictures a browser shows; re-encoded on arrival
    PDF = "pdf"
    VIDEO = "video"
    AUDIO = "audio"
    SCRIPT = "script"  # screenplay sources
    TEXT = "text"  # plain text and text interchange formats
    TABLE = "table"
    DOCUMENT = "document"
    ARCHIVE = "archive"
    WORK = "work"  # scenes, plates, caches and models as the artists' programs write them


@dataclass(frozen=True)
class FileType:
    """One row: the kind, the MIME type it is served as, and the content marks of which one must be found."""

    kind: Kind
    mime: str
    marks: frozenset[str]


# kind, ending, MIME type, content marks (the ending itself where none is given). Phones misname pictures, and cameras
# and recorders mix the ISO containers, so each of these accepts its siblings.
_TABLE = """
image    jpg      image/jpeg                                                                 jpg png apng gif webp
image    jpeg     image/jpeg                                                                 jpg png apng gif webp
image    png      image/png                                                                  jpg png apng gif webp
image    gif      image/gif                                                                  jpg png apng gif webp
image    webp     image/webp                                                                 jpg png apng gif webp
pdf      pdf      application/pdf
video    mp4      video/mp4                                                                  m4a m4v mov mp4
video    m4v      video/mp4                                                                  m4a m4v mov mp4
video    mov      video/quicktime                                                            m4a m4v mov mp4
video    webm     video/webm                                                                 mkv webm
video    mkv      video/x-matroska                                                           mkv webm
video    avi      video/x-msvideo
video    mxf      application/mxf
audio    mp3      audio/mpeg
audio    wav      audio/wav
audio    m4a      audio/mp4                                                                  m4a m4v mov mp4
audio    aac      audio/aac
audio    flac     audio/flac
audio    ogg      audio/ogg
audio    aif      audio/aiff                                                                 aiff
audio    aiff     audio/aiff
audio    mid      audio/midi                                                                 midi
script   fountain text/plain                                                                 text
script   spmd     text/plain                                                                 text
script   fdx      application/xml
text     txt      text/plain                                                                 text
text     md       text/plain                                                                 text
text     log      text/plain                                                                 text
text     edl      text/plain                                                                 text
text     ale      text/plain                                                                 text
text     srt      text/plain                                                                 text
text     vtt      text/vtt                                                                   text
text     ics      text/calendar                                                              text
text     json     application/json                                                           text
text     uss      application/json                                                           text
text     otio     application/json                                                           text
text     xml      application/xml                                                            fdx xml
text     fcpxml   application/xml                                                            xml
text     cube     text/plain                                                                 text
text     svg      image/svg+xml
text     html     text/html
text     htm      text/html                                                                  html
table    csv      text/csv                                                                   text
table    tsv      text/tab-separated-values                                                  text
table    xls      application/vnd.ms-excel                                                   doc ole xls
table    xlsx     application/vnd.openxmlformats-officedocument.spreadsheetml.sheet          zip
table    ods      application/vnd.oasis.opendocument.spreadsheet                             zip
document docx     application/vnd.openxmlformats-officedocument.wordprocessingml.document    zip
document pptx     application/vnd.openxmlformats-officedocument.presentationml.presentation  zip
document odt      application/vnd.oasis.opendocument.text                                    zip
document odp      application/vnd.oasis.opendocument.presentation                            zip
document doc      application/msword                                                         ole
document ppt      application/vnd.ms-powerpoint                                              ole
document rtf      application/rtf
archive  zip      application/zip
archive  7z       application/x-7z-compressed
archive  tar      application/x-tar
archive  gz       application/gzip
archive  tgz      application/gzip                                                           gz
archive  xz       application/x-xz
archive  zst      application/zstd
work     tif      image/tiff
work     tiff     image/tiff                                                                 tif
work     exr      image/x-exr
work     dpx      image/x-dpx
work     hdr      image/vnd.radiance
work     psd      image/vnd.adobe.photoshop
work     heic     image/heic
work     blend    application/x-blender                                                      blend gz zst
work     ma       text/plain                                                                 text
work     mb       application/x-maya
work     fbx      application/x-fbx                                                          fbx text
work     abc      application/x-alembic
work     obj      text/plain                                                                 text
work     gltf     application/json                                                           text
work     glb      model/gltf-binary
work     usd      application/x-usd                                                          text usdc
work     usda     text/plain                                                                 text
work     usdc     application/x-usd
work     usdz     model/vnd.usdz+zip                                                         zip
work     nk       text/plain                                                                 text
work     hip      application/x-houdini                                                      binary
work     aep      application/x-aftereffects
work     vdb      application/x-openvdb
"""


def _row(line: str) -> tuple[str, FileType]:
    kind, ending, mime, *marks = line.split()
    return ending, FileType(Kind(kind), mime, frozenset(marks or [ending]))


TYPES = dict(_row(line) for line in _TABLE.strip().splitlines())

MAGIC = {
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "ole",
    b"PK\x03\x04": "zip",
    b"PK\x05\x06": "zip",  # an empty one
    b"\x76\x2f\x31\x01": "exr",
    b"SDPX": "dpx",
    b"XPDS": "dpx",
    b"#?RADIANCE": "hdr",
    b"BLENDER": "blend",
    b"\x28\xb5\x2f\xfd": "zst",
    b"FOR4": "mb",
    b"FOR8": "mb",
    b"Kaydara FBX Binary": "fbx",
    b"Ogawa": "abc",
    b"\x89HDF\r\n": "abc",
    b"glTF": "glb",
    b"PXR-USDC": "usdc",
    b"RIFX": "aep",
    b" BDV": "vdb",
    b"\x06\x0e\x2b\x34\x02\x05\x01\x01": "mxf",
}


def display_name(filename: str) -> str:
    """The client's name made safe to show and to offer as a download; never used as a path. At most 150 characters."""
    last = filename.replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join(
        "_" if char in '<>:"|?*' else char
        for char in unicodedata.normalize("NFC", last)
        if char in "\u200c\u200d" or unicodedata.category(char)[0] != "C"  # joiners are letters' business
    ).strip(". \u200c\u200d")
    ending = PurePosixPath(plain).suffix[:20]
    return plain[: 150 - len(ending)].removesuffix(ending).rstrip(". ") + ending if plain else "file"


def type_of(name: str, allow: Collection[Kind]) -> FileType:
    """The row for a file name. Raises WrongType naming `file` when the ending is unknown or its kind not allowed."""
    found = TYPES.get(PurePosixPath(name).suffix[1:].lower())
    if found is None or found.kind not in allow:
        endings = ", ".join(ending for ending, row in TYPES.items() if row.kind in allow)
        raise WrongType(f"Files of this kind are not taken here. Allowed: {endings}.", field="file")
    return found


def check_content(wanted: FileType, head: bytes) -> None:
    """Raises WrongType naming `file` when the first HEAD bytes are not what the row says."""
    if not wanted.marks & marks_of(head):
        raise WrongType("The content of this file is not what its name says.", field="file")


def marks_of(head: bytes) -> set[str]:
    """What the first bytes could be: endings, and `text`, `html`, `svg`, `xml`, `fdx` or `binary`."""
    marks = {mark for magic, mark in MAGIC.items() if head.startswith(magic)}
    if (known := filetype.guess(head)) is not None:
        marks.add(known.extension)
    if head[4:8] == b"ftyp" and not marks:  # a brand nobody listed
        marks.add("mp4")
    if head[4:8] in {b"moov", b"mdat", b"wide", b"free", b"skip"}:  # QuickTime from before brands
        marks.add("mov")
    marks.add(_text_mark(head))
    return marks


def _text_mark(head: bytes) -> str:
    text = _decoded(head)
    if text is None:
        return "binary"
    start = text.lstrip("\ufeff \t\r\n\f").lower()
    while start.startswith(("<?", "<!--")):  # step over declarations and comments
        closing = "?>" if start.startswith("<?") else "-->"
        _, _, rest = start.partition(closing)
        if not rest and closing not in start:
            return "xml"
        start = rest.lstrip()
        if not start:
            return "xml"
    if start.startswith(("<!doctype html", "<html", "<head", "<body", "<script", "<iframe", "<style", "<meta", "<img")):
        return "html"
    if start.startswith(("<svg", "<!doctype svg")):
        return "svg"
    if start.startswith("<finaldraft"):
        return "fdx"
    declared = text.lstrip("\ufeff \t\r\n\f").startswith("<?xml")
    return "xml" if declared or start.startswith("<!doctype") else "text"


def _decoded(head: bytes) -> str | None:
    """The bytes as text, or None: UTF-16 with a mark, UTF-8 (may be cut inside a letter), or a one-byte code page."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[: len(head) // 2 * 2].decode("utf-16", "ignore")
    if any(byte < 32 and byte not in b"\t\n\r\f\x1a\x1b" for byte in head):
        return None
    try:
        return head.decode("utf-8")
    except UnicodeDecodeError as broken:
        cut = broken.reason == "unexpected end of data" and broken.start >= len(head) - 3
        return head.decode("utf-8", "ignore") if cut else head.decode("cp1252", "replace")
