"""An edition of a control list as somebody hands it in: a ZIP of YAML files, opened as what it may be."""

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

import yaml

from stratrade.interfaces.exchange.unreadable import Unreadable

MAX_BYTES = 20 * 1024 * 1024
MAX_FILES = 200
MAX_UNPACKED = 40 * 1024 * 1024
MAX_DEPTH = 60
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}\.yaml")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_ENCRYPTED = 0x1


def read(raw: bytes) -> dict[str, str]:
    """The YAML files of an edition by name.

    Args:
        raw: a ZIP with `edition.yaml` and the other files, at the top or in one folder.

    Raises:
        Unreadable: too large or too many, not a ZIP, encrypted, a link, a name that leads elsewhere, a file
            that is no UTF-8 YAML, or YAML with aliases or nested beyond reason.
    """
    if len(raw) > MAX_BYTES:
        raise Unreadable("exchange.message.too_large", limit_mb=MAX_BYTES // 1024**2)
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            texts = dict(_members(archive))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as problem:
        raise Unreadable("exchange.file.broken", reason=str(problem)[:200]) from None
    for name, text in texts.items():
        _check_yaml(name, text)
    return texts


def pack(texts: Mapping[str, str]) -> bytes:
    """The files of an edition as somebody would hand them in; the same files are the same bytes.

    Args:
        texts: file name -> YAML text.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in sorted(texts.items()):
            archive.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _members(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    files = [info for info in archive.infolist() if not info.is_dir()]
    if len(files) > MAX_FILES:
        raise Unreadable("exchange.archive.too_many", limit=MAX_FILES)
    if not files:
        raise Unreadable("exchange.message.empty")
    folders = {str(PurePosixPath(info.filename).parent) for info in files}
    if len(folders) > 1:
        raise Unreadable("exchange.archive.name", name=max(folders)[:80])
    seen: set[str] = set()
    room = MAX_UNPACKED
    for info in files:
        path = PurePosixPath(info.filename)
        outside = path.is_absolute() or len(path.parts) > 2 or ".." in path.parts  # noqa: PLR2004 - one folder
        linked = stat.S_ISLNK(info.external_attr >> 16)
        if outside or linked or info.flag_bits & _ENCRYPTED or not _NAME.fullmatch(path.name):
            raise Unreadable("exchange.archive.name", name=info.filename[:80])
        if path.name in seen:
            raise Unreadable("exchange.archive.name", name=path.name)
        seen.add(path.name)
        with archive.open(info) as member:
            content = member.read(room + 1)  # what it really unpacks to, whatever its header claims
        room -= len(content)
        if room < 0:
            raise Unreadable("exchange.message.too_large", limit_mb=MAX_UNPACKED // 1024**2)
        try:
            yield path.name, content.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise Unreadable("exchange.message.encoding", expected="UTF-8") from None


def _check_yaml(name: str, text: str) -> None:
    """Refuse what makes little text grow without end, before it is turned into values."""
    depth = 0
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            if isinstance(event, yaml.AliasEvent):
                raise Unreadable("exchange.archive.alias", name=name)
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if depth > MAX_DEPTH:
                raise Unreadable("exchange.archive.deep", name=name, limit=MAX_DEPTH)
    except yaml.YAMLError as problem:
        reason = " ".join(str(problem).split())[:200]
        raise Unreadable("exchange.file.broken", reason=f"{name}: {reason}") from None
