"""The tones of the figures: a ground and the ink that is readable on it (contrast at least 4.5:1, tested).

Grounds of the ramp stand out more from the paper the larger the share that they show; every cell also carries its
number, so that nothing rests on colour alone. The living page has a second set for dark mode, which `style.css`
lays over the first by the classes `g-TONE` (ground) and `i-TONE` (ink); a test holds the two files together.
"""

from __future__ import annotations

PAPER = "#ffffff"
INK = "#1f2933"

TONES: dict[str, tuple[str, str]] = {
    "paper": (PAPER, INK),
    "muted": ("#eef1f4", "#47525d"),
    "rule": ("#9aa5b1", INK),
    "ramp0": ("#f7f9fb", "#47525d"),
    "ramp1": ("#dfe9f1", INK),
    "ramp2": ("#bcd3e3", INK),
    "ramp3": ("#8db4cf", INK),
    "ramp4": ("#3f76a0", "#ffffff"),
    "ramp5": ("#1f4e74", "#ffffff"),
    "old": ("#9aa5b1", INK),
    "new": ("#1f4e74", "#ffffff"),
    "stronger": ("#d3e8d8", "#12441f"),
    "weaker": ("#f6d9d3", "#7a1a0c"),
    "same": ("#e4e7eb", "#323f4b"),
    "accent": ("#1f4e74", "#ffffff"),
    "warning": ("#7a1a0c", "#ffffff"),
}
"""Tone -> (ground, ink)."""

DARK: dict[str, tuple[str, str]] = {
    "paper": ("#12181f", "#e4e7eb"),
    "muted": ("#1f2933", "#b3bec9"),
    "rule": ("#52606d", "#ffffff"),
    "ramp0": ("#1a222b", "#b3bec9"),
    "ramp1": ("#1f3547", "#e4e7eb"),
    "ramp2": ("#27506f", "#ffffff"),
    "ramp3": ("#366a92", "#ffffff"),
    "ramp4": ("#8db4cf", "#12181f"),
    "ramp5": ("#bcd3e3", "#12181f"),
    "old": ("#7b8794", "#12181f"),
    "new": ("#8db4cf", "#12181f"),
    "stronger": ("#1d4d2b", "#d3e8d8"),
    "weaker": ("#6b2417", "#f6d9d3"),
    "same": ("#323f4b", "#e4e7eb"),
    "accent": ("#8db4cf", "#12181f"),
    "warning": ("#ffb4a6", "#3d1a15"),
}
"""The same in dark mode."""

RAMP = ("ramp0", "ramp1", "ramp2", "ramp3", "ramp4", "ramp5")


def ramp(value: float, most: float) -> str:
    """The tone of a value between nothing and the most: the first step is kept for nothing at all."""
    if value <= 0 or most <= 0:
        return RAMP[0]
    return RAMP[1 + min(4, int(5 * value / most))]


def contrast(ground: str, ink: str) -> float:
    """Contrast of two colours by WCAG 2, 1 to 21."""
    light, dark = sorted((_luminance(ground), _luminance(ink)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
