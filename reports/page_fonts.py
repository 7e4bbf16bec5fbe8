"""The fonts that a page is drawn with: those beside the templates, alone or before the machine's."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from functools import cache
from pathlib import Path
from typing import Any

from weasyprint.text.ffi import ffi, fontconfig, gobject, pangoft2
from weasyprint.text.fonts import FontConfiguration

FONTS = Path(__file__).resolve().parents[1] / "templates" / "fonts"
SETTINGS = FONTS / "page.conf"
"""What fontconfig is to know: the names by which a page asks for its fonts, and no font of the machine."""

LIBRARIES = (
    "libfontconfig.so.1",
    "libfontconfig.1.dylib",
    "libfontconfig-1.dll",
    "fontconfig-1",
    "fontconfig",
)


class PageFonts(FontConfiguration):  # type: ignore[misc]  # weasyprint ships no types
    """The fonts of a page for the renderer; with those of the machine behind them where not ``alone``.

    They are shown to fontconfig where they lie: named in a style sheet, each would be copied and described anew.
    """

    def __init__(self, *, alone: bool) -> None:
        with _settings(SETTINGS) if alone else nullcontext():
            self.address = _library().FcInitLoadConfigAndFonts()
        self._config = ffi.cast(ffi.typeof(fontconfig.FcConfigDestroy).args[0], self.address)
        if not alone:
            fontconfig.FcConfigParseAndLoadFromMemory(self._config, SETTINGS.read_bytes(), True)
        for file in sorted(FONTS.glob("*.ttf")):
            fontconfig.FcConfigAppFontAddFile(self._config, os.fsencode(file))
        self.font_map = ffi.gc(pangoft2.pango_ft2_font_map_new(), gobject.g_object_unref)
        pangoft2.pango_fc_font_map_set_config(ffi.cast("PangoFcFontMap *", self.font_map), self._config)
        fontconfig.FcConfigDestroy(self._config)  # the map keeps it
        self._folder = None
        self.strut_layouts: dict[str, Any] = {}
        self.font_features: dict[bytes, Any] = {}


@contextmanager
def page_fonts(*, alone: bool) -> Iterator[PageFonts]:
    """The fonts of a page, whose settings are those of the process until the end of the block.

    Pango looks for a font by the rules of the process, which a machine or its user may have set: they would change
    the page. What else the process draws has them before and after.
    """
    library = _library()
    before = library.FcConfigReference(None)
    fonts = PageFonts(alone=alone)
    library.FcConfigSetCurrent(fonts.address)
    try:
        yield fonts
    finally:
        library.FcConfigSetCurrent(before)
        library.FcConfigDestroy(before)


@cache
def _library() -> Any:
    """The fontconfig that the renderer uses; of its settings of the process the renderer says nothing."""
    for name in LIBRARIES:
        with suppress(OSError):
            library = ctypes.CDLL(name)
            library.FcInitLoadConfigAndFonts.restype = library.FcConfigReference.restype = ctypes.c_void_p
            for function in (library.FcConfigReference, library.FcConfigSetCurrent, library.FcConfigDestroy):
                function.argtypes = (ctypes.c_void_p,)
            return library
    raise OSError("no fontconfig")


@contextmanager
def _settings(file: Path) -> Iterator[None]:
    """The settings of fontconfig taken from a file."""
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(file)
    try:
        yield
    finally:
        if before is None:
            del os.environ["FONTCONFIG_FILE"]
        else:
            os.environ["FONTCONFIG_FILE"] = before
