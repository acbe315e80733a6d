"""The faces of official documents: which files carry them, how wide and how high their characters are.

Only the fonts in `DOCUMENT_FONTS_DIR` are seen, so the same content makes the same bytes on every machine. The
official faces come first: a county that owns them puts the files there; the free Fandol faces stand in for them, and
Noto carries the characters that those lack.
"""

import os
import tempfile
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from django.conf import settings
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTCollection, TTFont
from weasyprint.text.fonts import FontConfiguration


class Face(StrEnum):
    """A face that GB/T 9704-2012 names."""

    FANG = "fang"  # 仿宋: body
    KAI = "kai"  # 楷体: second level, signer's name
    HEI = "hei"  # 黑体: first level, 附件
    MARK = "mark"  # 小标宋: issuer's mark, title
    SONG = "song"  # 宋体: page number


_NOTO_SERIF = ("Noto Serif CJK SC", "Noto Serif SC")
_NOTO_SANS = ("Noto Sans CJK SC", "Noto Sans SC")

# Families in the order of preference; the style sheet repeats none of it, it is filled in from here.
FAMILIES: dict[Face, tuple[str, ...]] = {
    Face.FANG: ("FangSong_GB2312", "FangSong", "FandolFang", *_NOTO_SERIF),
    Face.KAI: ("KaiTi_GB2312", "KaiTi", "FandolKai", *_NOTO_SERIF),
    Face.HEI: ("SimHei", "FandolHei", *_NOTO_SANS, *_NOTO_SERIF),
    Face.MARK: ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "Fandol XiaoBiaoSong", *_NOTO_SERIF),
    Face.SONG: ("SimSun", "FandolSong", *_NOTO_SERIF),
}

# Fandol's bold files call themselves regular; without this either of the two would be taken for the other.
_SCAN_RULES = (
    ("FandolSong-Bold", "Fandol XiaoBiaoSong"),
    ("FandolHei-Bold", "Fandol Hei Bold"),
)


class FontsMissing(RuntimeError):
    """The directory of fonts lacks a face that documents need."""


@dataclass(frozen=True, slots=True)
class FontFile:
    """One font of the directory, opened only as far as it has been asked."""

    path: Path
    families: frozenset[str]
    bold: bool
    font: TTFont

    def glyph(self, char: str) -> str | None:
        """Tell the name of the glyph of `char`, or None where the font lacks it."""
        return _cmap(self).get(ord(char))


@lru_cache(maxsize=32)
def _cmap(file: FontFile) -> dict[int, str]:
    return file.font.getBestCmap() or {}


def fonts_dir() -> Path:
    """The directory whose fonts, and no others, documents are set in."""
    return Path(getattr(settings, "DOCUMENT_FONTS_DIR", settings.BASE_DIR / "var" / "fonts"))


@lru_cache(maxsize=4)
def _files(folder: Path) -> tuple[FontFile, ...]:
    """Open every font of the directory, in a fixed order."""
    found: list[FontFile] = []
    for path in sorted(folder.rglob("*")):
        suffix = path.suffix.lower()
        if suffix in {".otc", ".ttc"}:
            found += [_file(path, font) for font in TTCollection(str(path), lazy=True).fonts]
        elif suffix in {".otf", ".ttf"}:
            found.append(_file(path, TTFont(str(path), lazy=True)))
    return tuple(found)


def _file(path: Path, font: TTFont) -> FontFile:
    names = font["name"]
    families = {name for name in (names.getDebugName(1), names.getDebugName(16)) if name}
    families |= {name.removesuffix(" R") for name in families}
    renamed = dict(_SCAN_RULES).get(names.getDebugName(6) or "")
    if renamed:
        families = {renamed}
    return FontFile(path, frozenset(families), "Bold" in (names.getDebugName(2) or ""), font)


def chain(face: Face) -> tuple[FontFile, ...]:
    """The fonts that set `face`, first choice first.

    Raises FontsMissing where there is none at all: the set-up was not run.
    """
    return _chain(face, fonts_dir())


@lru_cache(maxsize=16)
def _chain(face: Face, folder: Path) -> tuple[FontFile, ...]:
    wanted = [
        sorted(
            (file for file in _files(folder) if family in file.families),
            key=lambda file: file.bold != (face is Face.MARK),
        )
        for family in FAMILIES[face]
    ]
    found = tuple(files[0] for files in wanted if files)
    if not found:
        raise FontsMissing(f"{folder} has no font for {face.value}: run the set-up, it fetches the free ones.")
    return found


def _glyph(char: str, face: Face) -> tuple[TTFont, str] | None:
    """Find the font of `face` that has `char`, and the glyph's name in it."""
    for file in chain(face):
        name = file.glyph(char)
        if name is not None:
            return file.font, name
    return None


@lru_cache(maxsize=20_000)
def advance(char: str, face: Face) -> float:
    """Tell how far `char` advances in `face`, in em. Chinese characters and their punctuation advance one."""
    if "\u2e80" <= char <= "\ufeff" or char > "\U00020000":
        return 1.0
    found = _glyph(char, face)
    if found is None:
        return 1.0
    font, name = found
    return float(font["hmtx"][name][0]) / float(font["head"].unitsPerEm)


@lru_cache(maxsize=256)
def ink(text: str, face: Face) -> tuple[float, float]:
    """Tell how far the ink of `text` reaches above its baseline and below it, in em."""
    above, below = [], []
    for char in text:
        found = _glyph(char, face)
        if found is None:
            continue
        font, name = found
        glyphs = font.getGlyphSet()
        pen = BoundsPen(glyphs)
        glyphs[name].draw(pen)
        if pen.bounds:
            size = float(font["head"].unitsPerEm)
            above.append(pen.bounds[3] / size)
            below.append(-pen.bounds[1] / size)
    return max(above, default=0.85), max(below, default=0.1)


def baseline(face: Face) -> float:
    """Tell how far below the middle of its line the baseline of `face` lies, in em: half of (ascent - descent)."""
    font = chain(face)[0].font
    size = float(font["head"].unitsPerEm)
    return (float(font["hhea"].ascent) - abs(float(font["hhea"].descent))) / size / 2


def css_family(face: Face) -> str:
    """The value of `font-family` for `face`."""
    return ", ".join(f'"{family}"' for family in FAMILIES[face])


@lru_cache(maxsize=1)
def configuration() -> Any:
    """The font configuration that every document of this process shares; it sees the directory of fonts only."""
    for face in Face:
        chain(face)
    rules = "".join(
        f'<match target="scan"><test name="postscriptname" compare="eq"><string>{escape(name)}</string></test>'
        f'<edit name="family" mode="prepend"><string>{escape(family)}</string></edit>'
        '<edit name="weight" mode="assign"><const>bold</const></edit></match>'
        for name, family in _SCAN_RULES
    )
    with tempfile.TemporaryDirectory(prefix="document-fonts-") as folder:
        path = Path(folder) / "fonts.conf"
        path.write_text(
            '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd"><fontconfig>'
            f"<dir>{escape(str(fonts_dir()))}</dir><cachedir>{escape(folder)}/cache</cachedir>{rules}</fontconfig>",
            encoding="utf-8",
        )
        before = {name: os.environ[name] for name in ("FONTCONFIG_FILE",) if name in os.environ}
        os.environ["FONTCONFIG_FILE"] = str(path)
        try:
            return FontConfiguration()
        finally:
            del os.environ["FONTCONFIG_FILE"]
            os.environ.update(before)
