"""Opening a file that somebody sent: plain, or in a .zip that holds exactly one."""

import codecs
import io
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, cast
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped] # no types
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped] # no types
from flask_babel import gettext as _

from directory.errors import Invalid

LARGEST = 8 << 30
"""Bytes a file may have when unpacked."""
BOMB_RATIO = 200
BOMB_FROM = 16 << 20
"""Bytes unpacked before the ratio counts: small files of equal rows pack very well."""
CHUNK = 1 << 16
MOST_STRINGS = 256 << 20
"""Bytes that the words of a workbook may have: they are all held while it is read."""
CONTENT_TYPES = "[Content_Types].xml"
STRINGS = "sharedStrings+xml"
MOST_PARTS = 1 << 20
"""Bytes of the list of parts that are read; no workbook has a longer one."""
FORMATS = {".csv": "csv", ".xlsx": "xlsx", ".json": "json", ".geojson": "json"}
"""Which kind of file a name tells."""
PACKED = {name: kind for name, kind in FORMATS.items() if kind != "xlsx"}
"""What a .zip may hold; a workbook is packed already."""
ZIP_SIGNS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
UNPACKED_BY_US = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


class BrokenFile(Invalid):
    """The file cannot be read to its end; the message says what and where."""

    code = "broken-file"


@dataclass
class Opened:
    """The bytes of a table, of which kind, and how far the file itself has been read."""

    stream: BinaryIO
    format: str
    size: int
    position: Callable[[], int]


@contextmanager
def opened(path: Path) -> Iterator[Opened]:
    """Give the bytes of the table in a file; raises BrokenFile."""
    demand_file(path)
    try:
        file = path.open("rb")
    except OSError as error:
        raise _unreadable(path, error) from error
    with file:
        size = path.stat().st_size
        if _suffix(path) == ".zip":
            with _unpacked(file) as (stream, kind):
                yield Opened(stream, kind, size, file.tell)
            return
        kind = FORMATS[_suffix(path)]
        if kind == "xlsx":
            _demand_workbook(file, size)
            yield Opened(file, kind, size, file.tell)
        else:
            yield Opened(cast(BinaryIO, _Measured(file)), kind, size, file.tell)


def demand_file(path: Path) -> None:
    """Raise BrokenFile unless there is a plain file with a name and a beginning we know."""
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise BrokenFile(_("“%(name)s” is a folder, not a file.", name=path.name))
        if not stat.S_ISREG(mode):
            raise BrokenFile(_("“%(name)s” is not a plain file.", name=path.name))
        if _suffix(path) not in {*FORMATS, ".zip"}:
            raise BrokenFile(
                _(
                    "“%(name)s” is neither %(kinds)s nor a .zip with one of them in it.",
                    name=path.name,
                    kinds=", ".join(FORMATS),
                )
            )
        with path.open("rb") as file:
            beginning = file.read(4)
    except OSError as error:
        raise _unreadable(path, error) from error
    if not beginning:
        raise BrokenFile(_("The file is empty."))
    if _suffix(path) in PACKED and beginning.startswith(ZIP_SIGNS):
        raise BrokenFile(
            _(
                "The file is packed (a .zip or a workbook), although it is called %(name)s.",
                name=_suffix(path),
            )
        )


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file; raises BrokenFile."""
    demand_file(path)
    found = sha256()
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                found.update(chunk)
    except OSError as error:
        raise _unreadable(path, error) from error
    return found.hexdigest()


def locate(path: Path, encoding: str) -> tuple[int, int]:
    """Return line and character of the first bytes that are no text in the encoding."""
    decoder = codecs.getincrementaldecoder(encoding)()
    line, character = 1, 1
    with opened(path) as table:
        while chunk := table.stream.read(CHUNK):
            before = decoder.getstate()
            text, whole = _decoded(decoder, chunk)
            if not whole:
                decoder.setstate(before)
                text = "".join(_letters(decoder, chunk))
            line += text.count("\n")
            character = len(text) - text.rfind("\n") if "\n" in text else character + len(text)
            if not whole:
                break
    return line, character


def _decoded(decoder: codecs.IncrementalDecoder, chunk: bytes) -> tuple[str, bool]:
    try:
        return decoder.decode(chunk), True
    except UnicodeError:
        return "", False


def _letters(decoder: codecs.IncrementalDecoder, chunk: bytes) -> Iterator[str]:
    for start in range(len(chunk)):
        letter, whole = _decoded(decoder, chunk[start : start + 1])
        if not whole:
            return
        yield letter


class _Measured(io.BufferedIOBase):
    """Passes bytes on, and stops when there are more than any table has."""

    def __init__(self, stream: BinaryIO, packed: Callable[[], int] | None = None) -> None:
        self.stream, self.packed, self.count = stream, packed, 0

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def read(self, size: int | None = -1, /) -> bytes:
        """Return the next bytes, never more than a chunk."""
        return self.read1(CHUNK if size is None or size < 0 else size)

    def read1(self, size: int = -1, /) -> bytes:
        """Return the next bytes; raises BrokenFile for too many, or for a zip that is cut."""
        try:
            found = self.stream.read(CHUNK if size < 0 else min(size, CHUNK))
        except DAMAGED as error:
            raise _damaged() from error
        except OSError as error:
            raise BrokenFile(_("The file could not be read to its end.")) from error
        self.count += len(found)
        bomb = self.packed and self.count > max(BOMB_FROM, BOMB_RATIO * self.packed())
        if bomb or self.count > LARGEST:
            raise BrokenFile(
                _(
                    "The file unpacks to far more than a table holds (stopped after %(size)s MB).",
                    size=self.count >> 20,
                )
            )
        return found


class Joined(io.RawIOBase):
    """What was read to look at it, and then the rest."""

    def __init__(self, beginning: bytes, stream: BinaryIO) -> None:
        self.beginning, self.stream = beginning, stream

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override] # the base says Buffer
        """Fill the buffer as far as the next bytes reach."""
        found, self.beginning = self.beginning or self.stream.read(len(buffer)), b""
        buffer[: len(found)] = found
        return len(found)


@contextmanager
def _unpacked(file: BinaryIO) -> Iterator[tuple[BinaryIO, str]]:
    try:
        archive = zipfile.ZipFile(file)
        inside = [entry for entry in archive.infolist() if not _is_beside(entry)]
    except DAMAGED as error:
        raise _damaged() from error
    if len(inside) != 1:
        raise BrokenFile(
            _("The zip holds %(count)s files; it must hold exactly one table.", count=len(inside))
        )
    entry = inside[0]
    kind = PACKED.get(_suffix(Path(entry.filename)))
    if kind is None:
        raise BrokenFile(
            _(
                "The file inside the zip is none of %(kinds)s: “%(name)s”.",
                kinds=", ".join(PACKED),
                name=entry.filename,
            )
        )
    if entry.flag_bits & 1:
        raise BrokenFile(_("The zip is locked with a password."))
    if entry.compress_type not in UNPACKED_BY_US:
        raise BrokenFile(_("The zip is packed in a way that we do not unpack; use the common one."))
    try:
        stream = archive.open(entry)
    except DAMAGED as error:
        raise _damaged() from error
    with stream:
        yield cast(BinaryIO, _Measured(cast(BinaryIO, stream), packed=file.tell)), kind


def _is_beside(entry: zipfile.ZipInfo) -> bool:
    """Tell whether an entry is a folder, or what a Mac adds to every file."""
    parts = Path(entry.filename).parts
    return entry.is_dir() or "__MACOSX" in parts or parts[-1:] == (".DS_Store",)


def _demand_workbook(file: BinaryIO, size: int) -> None:
    """Raise BrokenFile for what is no workbook, or unpacks to more than any.

    What a packed file says of its size binds: nothing beyond it is unpacked.
    """
    try:
        packed = zipfile.ZipFile(file)
        inside, strings = packed.infolist(), _parts_of_strings(packed)
    except (*DAMAGED, ParseError, DefusedXmlException) as error:
        raise BrokenFile(
            _("The workbook is damaged, cut off or locked: it cannot be opened.")
        ) from error
    unpacked = sum(entry.file_size for entry in inside)
    words = sum(entry.file_size for entry in inside if entry.filename in strings)
    if unpacked > max(BOMB_FROM, min(LARGEST, BOMB_RATIO * size)) or words > MOST_STRINGS:
        raise BrokenFile(
            _("The workbook unpacks to far more than a table holds (%(size)s MB).")
            % {"size": unpacked >> 20}
        )
    file.seek(0)


def _parts_of_strings(packed: zipfile.ZipFile) -> frozenset[str]:
    """Return what the words of a workbook are called inside: its list of parts alone tells."""
    if CONTENT_TYPES not in packed.NameToInfo:
        return frozenset()
    with packed.open(CONTENT_TYPES) as file:
        told = fromstring(file.read(MOST_PARTS))
    found = ((part.get("ContentType", ""), part.get("PartName", "")) for part in told)
    return frozenset(name.lstrip("/") for kind, name in found if kind.endswith(STRINGS))


def _damaged() -> BrokenFile:
    return BrokenFile(_("The zip is damaged or cut off: it cannot be unpacked to its end."))


def _unreadable(path: Path, error: OSError) -> BrokenFile:
    why = error.strerror or type(error).__name__
    return BrokenFile(_("“%(name)s” cannot be read: %(why)s.", name=path.name, why=why))


def _suffix(path: Path) -> str:
    return path.suffix.lower()
