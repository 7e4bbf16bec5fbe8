"""What is drawn on a PDF page besides its letters: rules of tables, and which letters nobody sees. Runs in the process apart.

Whether a run is seen is asked of the page as it is rendered, in shades of grey and without pictures: a run whose place is
of one shade is hidden, whatever hides it (no fill, white on white, a box over it, a layer that is off). Only pages that
have something of the kind are rendered. A run over a picture is believed: a scan with its text laid under it is read so.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from typing import Any

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points."""

# A rule is as thin as this and as long as that (points); a page with more is a drawing.
_THICKEST, _SHORTEST = 2.0, 12.0
MOST_RULES = 3_000
_MOST_OBJECTS = 20_000
_WHITE, _CLEAR, _DARK = 245, 10, 90
# Shades (of 255) that ink must differ from its ground by, to be seen at one dot a point.
_CONTRAST = 20
_LARGEST_IMAGE = 4_000_000


def find_rules(page: Any) -> list[Box]:
    """Thin horizontal and vertical lines and the edges of framed boxes, as the page has them."""
    import pypdfium2.raw as pdfium

    rules: list[Box] = []
    for number, item in enumerate(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH])):
        if number > _MOST_OBJECTS or len(rules) > MOST_RULES:
            return []
        left, bottom, right, top = item.get_bounds()
        width, height = right - left, top - bottom
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
        if min(width, height) <= _THICKEST:
            rules += [(left, bottom, right, top)] if max(width, height) >= _SHORTEST else []
        elif stroke.value and min(width, height) >= _SHORTEST / 2:
            rules += [
                (left, bottom, right, bottom), (left, top, right, top), (left, bottom, left, top), (right, bottom, right, top)
            ]  # fmt: skip
    return rules


def find_hidden(page: Any, boxes: Sequence[Box], *, has_layers: bool) -> frozenset[int]:
    """Indexes of ``boxes`` (runs, on a page that is not turned) that hold nothing that is seen."""
    import pypdfium2.raw as pdfium

    if not boxes or page.get_rotation() or not (has_layers or _is_suspicious(page)):
        return frozenset()
    pictures = list(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=1))
    covered = [item.get_bounds() for item in pictures]
    for item in pictures:
        page.remove_obj(item)
    left, bottom, right, top = page.get_bbox()
    if (right - left) * (top - bottom) > _LARGEST_IMAGE:
        return frozenset()
    image = page.render(scale=1, grayscale=True, may_draw_forms=False)
    shades = bytes(image.buffer)
    hidden = set()
    for at, box in enumerate(boxes):
        is_over_picture = any(
            b[0] <= box[0] and box[2] <= b[2] and b[1] <= box[1] and box[3] <= b[3] for b in covered
        )
        if not is_over_picture and _is_blank(
            shades, image.stride, (image.width, image.height), box, (left, top)
        ):
            hidden.add(at)
    return frozenset(hidden)


def _is_blank(
    shades: bytes, stride: int, size: tuple[int, int], box: Box, corner: tuple[float, float]
) -> bool:
    """True where the box is of one shade; what lies off the image is."""
    x0, x1 = int(box[0] - corner[0]), int(box[2] - corner[0]) + 1
    y0, y1 = int(corner[1] - box[3]), int(corner[1] - box[1]) + 1
    x0, x1, y0, y1 = max(0, x0), min(size[0], x1), max(0, y0), min(size[1], y1)
    if x1 <= x0 or y1 <= y0:
        return True
    rows = [shades[y * stride + x0 : y * stride + x1] for y in range(y0, y1)]
    return max(map(max, rows)) - min(map(min, rows)) < _CONTRAST


def _is_suspicious(page: Any) -> bool:
    """True where letters are without fill, nearly white or clear, or a dark box may lie over them."""
    import pypdfium2.raw as pdfium

    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    kinds = [pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_PATH]
    for number, item in enumerate(page.get_objects(filter=kinds)):
        if number > _MOST_OBJECTS:
            return False
        is_text = item.type == pdfium.FPDF_PAGEOBJ_TEXT
        if is_text and pdfium.FPDFTextObj_GetTextRenderMode(item) in (3, 7):
            return True
        if not pdfium.FPDFPageObj_GetFillColor(item, red, green, blue, alpha):
            continue
        shade = (red.value, green.value, blue.value)
        if is_text and (min(shade) >= _WHITE or alpha.value <= _CLEAR):
            return True
        if not is_text and max(shade) <= _DARK and alpha.value > _CLEAR:
            left, bottom, right, top = item.get_bounds()
            if right - left > 2 * _SHORTEST and top - bottom > _SHORTEST / 2:
                return True
    return False
