"""Language packs: a folder an installer drops in is read, held against our texts, and made ready for gettext.

    <code>/manifest.json   {"code": "xx", "name": "as its readers call it", "clips": {"a text of ours": "clips/a.ogg"}}
    <code>/texts.po        our Vietnamese texts with their translation
    <code>/clips/*.ogg     recorded texts

A text that is missing or faulty is left out, so that its reader meets the Vietnamese one; a whole pack is refused only
where its manifest cannot be used. Reads no settings: they are made from it.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

#: ISO 639, as it stands in an address and beside an account.
_CODE = re.compile(r"[a-z]{2,3}")
#: Ours, and a word that begins addresses of ours.
_TAKEN = frozenset({"vi", "en", "tep"})
_PLACEHOLDER = re.compile(r"%(?:\((\w+)\))?[#0\- +]*\d*(?:\.\d+)?[a-zA-Z%]")
_TAG = re.compile(r"<[^<>]*>|[<>]")
_OGG = b"OggS"

NO_MANIFEST = "Gói không có manifest.json đọc được."
BAD_CODE = "Mã ngôn ngữ gồm hai hoặc ba chữ thường, trùng tên thư mục và chưa ai dùng."
NO_NAME = "Gói chưa ghi tên ngôn ngữ."
NO_TEXTS = "Gói không có texts.po đọc được."
OTHER_PLACES = "Chỗ điền không giống bản tiếng Việt."
OTHER_MARKUP = "Thẻ HTML không giống bản tiếng Việt."
NO_CLIP = "Tệp âm thanh không có hoặc không phải Ogg."
CLIP_OF_NOTHING = "Đoạn ghi âm không ứng với câu nào."

#: A text and its plural, empty where it has none.
Text = tuple[str, str]


class UnusablePack(ValueError):
    """The manifest or the list of texts cannot be used; `args[0]` says why."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a pack says of itself."""

    code: str
    name: str
    folder: Path
    clips: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A language held against our texts: how many there are, which are missing or faulty, which clips are sound."""

    code: str
    name: str
    total: int
    missing: tuple[str, ...]
    faults: tuple[tuple[str, str], ...]
    clips: int = 0

    @property
    def done(self) -> int:
        """How many texts its readers meet in their language."""
        return self.total - len(self.missing)


def packs_in(folder: Path) -> tuple[tuple[Manifest, ...], tuple[tuple[str, str], ...]]:
    """The packs of a folder by code, and what cannot be used: (name of the folder, why)."""
    packs, refused = [], []
    for one in sorted(path for path in folder.glob("*") if path.is_dir()) if folder.is_dir() else ():
        try:
            packs.append(manifest_of(one))
        except UnusablePack as why:
            refused.append((one.name, str(why)))
    return tuple(packs), tuple(refused)


def manifest_of(folder: Path) -> Manifest:
    """What the pack says of itself; raises UnusablePack."""
    try:
        said = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        code, name, clips = said["code"], said["name"], said.get("clips", {})
        clips = tuple((str(text), str(path)) for text, path in clips.items())
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise UnusablePack(NO_MANIFEST) from None
    if not isinstance(code, str) or not _CODE.fullmatch(code) or code in _TAKEN or code != folder.resolve().name:
        raise UnusablePack(BAD_CODE)
    if not isinstance(name, str) or not name.strip() or _TAG.search(name):
        raise UnusablePack(NO_NAME)
    if not (folder / "texts.po").is_file():
        raise UnusablePack(NO_TEXTS)
    return Manifest(code=code, name=name.strip(), folder=folder, clips=clips)


def check(pack: Manifest, *, source: Path) -> Report:
    """The pack held against `source`, our own list of texts; raises UnusablePack."""
    book, ours = _book(pack.folder / "texts.po"), texts_of(source)
    sound = {_key(entry) for entry, fault in _judged(book) if not fault}
    faults = [(str(entry.msgid), fault) for entry, fault in _judged(book) if fault and _key(entry) in ours]
    clip_faults = list(_clip_faults(pack, ours))
    missing = tuple(sorted(one for one, many in ours - sound))
    clips = len(pack.clips) - len(clip_faults)
    return Report(pack.code, pack.name, len(ours), missing, (*faults, *clip_faults), clips)


def clips_in(folder: Path, code: str) -> Mapping[str, Path]:
    """The records of a language that can be played, by their Vietnamese text; {} for the house's own languages."""
    manifest = folder / code / "manifest.json"
    if not _CODE.fullmatch(code) or code in _TAKEN or not manifest.is_file():
        return {}
    return _clips_in(manifest.parent, manifest.stat().st_mtime_ns)


@lru_cache(maxsize=32)
def _clips_in(folder: Path, _age: int) -> Mapping[str, Path]:
    try:
        pack = manifest_of(folder)
    except UnusablePack:
        return {}
    return {text: path for text, path in _clips(pack) if path is not None}


def clip_key(text: str) -> str:
    """How the record of a text is asked for: an address says nothing of the pack's files."""
    return hashlib.sha256(text.encode()).hexdigest()[:20]


def own_report(code: str, name: str, *, source: Path) -> Report:
    """A language that comes with the house, held against the list of texts it lies in."""
    book = _book(source)
    missing = tuple(sorted(entry.msgid for entry in book if not entry.translated()))
    return Report(code, name, len(book), missing, ())


def make_ready(folder: Path, ready: Path) -> tuple[tuple[str, str], ...]:
    """Make the sound texts of every pack of `folder` ready for gettext under `ready`; (code, name) of each pack.

    Made anew only where texts.po is younger. A pack that cannot be read is passed over: `packs_in` and `check` say why.
    """
    present = []
    for pack in packs_in(folder)[0]:
        source, target = pack.folder / "texts.po", ready / pack.code / "LC_MESSAGES" / "django.mo"
        try:
            if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
                _compile(source, target)
        except (UnusablePack, OSError):
            continue
        present.append((pack.code, pack.name))
    return tuple(present)


def texts_of(source: Path) -> frozenset[Text]:
    """Our texts, as the list at `source` has them."""
    return _texts_of(source, source.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _texts_of(source: Path, _age: int) -> frozenset[Text]:
    return frozenset(_key(entry) for entry in _book(source))


def _book(path: Path) -> Any:
    import polib  # noqa: PLC0415 -- settings import this module, and mostly nothing is to be read

    try:
        return polib.pofile(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise UnusablePack(NO_TEXTS) from None


def _judged(book: Any) -> Iterator[tuple[Any, str]]:
    """Every translated text of a book, and what is wrong with it."""
    return ((entry, _fault(entry)) for entry in book if entry.translated() and not entry.obsolete)


def _fault(entry: Any) -> str:
    sources = [entry.msgid, entry.msgid_plural or entry.msgid]
    for said in entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]:
        if not any(_places(said) == _places(source) for source in sources):
            return OTHER_PLACES
        if _TAG.findall(said) != _TAG.findall(entry.msgid):
            return OTHER_MARKUP
    return ""


def _places(text: str) -> Counter[str]:
    return Counter(match[0] for match in _PLACEHOLDER.finditer(text))


def _clip_faults(pack: Manifest, ours: frozenset[Text]) -> Iterator[tuple[str, str]]:
    known = {one for one, _many in ours}
    for text, path in _clips(pack):
        if text not in known:
            yield text, CLIP_OF_NOTHING
        elif path is None:
            yield text, NO_CLIP


def _clips(pack: Manifest) -> Iterator[tuple[str, Path | None]]:
    """Every record the manifest names; None where it lies outside the pack, or is no Ogg."""
    root = pack.folder.resolve()
    for text, name in pack.clips:
        path = (root / name).resolve()
        yield text, path if path.is_relative_to(root) and path.is_file() and _is_ogg(path) else None


def _is_ogg(path: Path) -> bool:
    with path.open("rb") as clip:
        return clip.read(4) == _OGG


def _key(entry: Any) -> Text:
    return entry.msgid, entry.msgid_plural


def _compile(source: Path, target: Path) -> None:
    import polib  # noqa: PLC0415 -- as above

    book = _book(source)
    sound = polib.POFile()
    sound.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Plural-Forms": "nplurals=1; plural=0;"}
    sound.metadata |= {key: value for key, value in book.metadata.items() if key == "Plural-Forms"}
    sound.extend(entry for entry, fault in _judged(book) if not fault)
    target.parent.mkdir(parents=True, exist_ok=True)
    whole = target.with_name(f"{target.name}.{os.getpid()}")  # another process may be reading or making it
    sound.save_as_mofile(str(whole))
    whole.replace(target)
