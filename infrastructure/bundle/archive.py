"""Opens a bundle: a zip of the one spelling that bundles have, and a manifest of the known form.

Whatever else it is, is not read at all: compressed parts, names that climb out of a folder or stand
twice, octets between the parts. A bundle holds nothing compressed, so nothing swells.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Annotated, Any, Literal
from uuid import UUID
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from griffie.application.dossier.manifest import FORMAT, MANIFEST
from griffie.application.dossier.zip_writer import STREAMED, Part, zip_parts
from griffie.application.errors import UnreadableBundleError
from griffie.infrastructure.log.canonical import canonical

CHUNK, DEEPEST = 1 << 20, 100


class Known(BaseModel):
    model_config = ConfigDict(strict=True)


class Size(Known):
    old: int | None
    size: Annotated[int, Field(ge=0, lt=2**63)]


class Kept(Known):
    sha256: str
    size: int


class Manifest(Known):
    """What a verifier must know of `manifest.json`; other members are for people."""

    format: str
    kind: Literal["request", "register"]
    origin: str
    checkpoint: Size
    complete: bool
    files: dict[str, Kept]
    request: Any = None

    @property
    def register(self) -> bool:
        return self.kind == "register"


class Opened:
    """The parts of a bundle, each read when it is asked for."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self.sizes = {info.filename: info.file_size for info in archive.infolist()}

    def __contains__(self, name: str) -> bool:
        return name in self.sizes

    def read(self, name: str) -> bytes:
        """Its content; nothing where there is no such part."""
        return self._archive.read(name) if name in self else b""

    def stream(self, name: str) -> IO[bytes]:
        return self._archive.open(name)

    def under(self, folder: str) -> list[str]:
        return [name for name in self.sizes if name.startswith(folder)]

    def manifest(self) -> Manifest:
        """Raises UnreadableBundleError."""
        try:
            manifest = Manifest.model_validate(said_by(self.read(MANIFEST)))
        except (ValidationError, ValueError):
            manifest = None
        if manifest is None or manifest.format != FORMAT:
            raise UnreadableBundleError(
                "its manifest is missing, or not of a form that is known here"
            )
        if not manifest.register and not is_uuid(manifest.request):
            raise UnreadableBundleError("its manifest does not name the request")
        return manifest


@contextmanager
def opened(path: Path) -> Iterator[Opened]:
    """Raises UnreadableBundleError, OSError."""
    with path.open("rb") as file:
        archive = strictly(file)
        with archive:
            yield Opened(archive)


def strictly(file: IO[bytes]) -> ZipFile:
    """The archive, once its parts, spelled anew, have made exactly the octets of the file."""
    total = file.seek(0, 2)
    try:
        archive = ZipFile(file)
        infos = archive.infolist()
        plain = all(one.compress_type == ZIP_STORED and not one.is_dir() for one in infos)
        # Stored parts are as large as they say, or the file is too short for them.
        plain = plain and sum(one.file_size for one in infos) <= total
        same = plain and spelled_as(file, zip_parts(part(archive, one) for one in infos))
    except Exception:  # noqa: BLE001 - what a stranger's file can make a zip reader raise
        raise UnreadableBundleError("it is no zip, or a damaged one") from None
    if not same:
        raise UnreadableBundleError("the zip has another form than a bundle has")
    return archive


def part(archive: ZipFile, info: ZipInfo) -> Part:
    if info.flag_bits & STREAMED:
        return Part(info.filename, chunks(archive, info))
    return Part(info.filename, archive.read(info))


def chunks(archive: ZipFile, info: ZipInfo) -> Iterator[bytes]:
    with archive.open(info) as content:
        while chunk := content.read(CHUNK):
            yield chunk


def spelled_as(file: IO[bytes], spelled: Iterator[bytes]) -> bool:
    at = 0
    for chunk in spelled:
        file.seek(at)  # the archive reads from the same file in between
        if file.read(len(chunk)) != chunk:
            return False
        at += len(chunk)
    return file.seek(0, 2) == at


def said_by(octets: bytes) -> Any:
    """The value in canonical JSON, of which no bundle has any deeper. Raises ValueError."""
    value = canonical(octets)
    if deeper(value, DEEPEST):
        raise ValueError
    return value


def deeper(value: Any, than: int) -> bool:
    if not isinstance(value, dict | list):
        return False
    inner = value.values() if isinstance(value, dict) else value
    return than == 0 or any(deeper(one, than - 1) for one in inner)


def is_uuid(text: Any) -> bool:
    try:
        return isinstance(text, str) and str(UUID(text)) == text
    except ValueError:
        return False
