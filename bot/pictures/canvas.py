"""The one door to matplotlib: a canvas of pixels in a light or dark theme; every text is measured and kept inside.

matplotlib is imported when the first canvas is made; that takes a second, so never on the event loop.
"""

from __future__ import annotations

import logging
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from matplotlib.text import Text

WIDTH = 1080
"""Pixels: three to a point of a phone 360 points wide."""
TALLEST = 2000
MARGIN = 48
LARGE, BODY, SMALL = 44, 34, 30
"""Heights of letters in pixels; SMALL is 10 points on the phone, and nothing is smaller."""
_DPI = 200
logging.getLogger("matplotlib").setLevel(logging.ERROR)  # it warns of every font without a bold face
_FAMILIES = (
    *("DejaVu Sans", "Noto Sans", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "WenQuanYi Micro Hei"),
    *("WenQuanYi Zen Hei", "Droid Sans Fallback", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "SimHei"),
    *("Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans Devanagari", "Noto Sans Thai", "Arial Unicode MS"),
)
"""The first comes with matplotlib; the others are taken where they are installed, for letters that it lacks."""
_LEFT_TO_RIGHT = "\u200e"
"""Makes a line begin at the left, though its first letter is of the other kind."""
_MOST_MARKS = 2
"""Accents that may be piled on a letter."""
_COLOURS = 96
_LONGEST = 400
"""Characters of a text that are looked at."""


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours that can be told apart on their background; shapes differ as well."""

    paper: str
    ink: str
    muted: str
    rule: str
    confirmed: str
    expected: str
    rumour: str
    off: str
    silent: str
    moved: str


LIGHT = Theme(
    "#fcfcfa", "#1a1f26", "#59636f", "#cfd5dc", "#0a6b50", "#a85400", "#6544b5", "#6b7480", "#a9b2bc", "#c02f26"
)
DARK = Theme(
    "#17212b", "#f3f6f8", "#a3b4c3", "#3c4d5e", "#4fd1a5", "#f6b24a", "#bda6ff", "#8e9dab", "#5d7082", "#ff8273"
)
THEMES = {"light": LIGHT, "dark": DARK}


@dataclass(frozen=True, slots=True)
class Label:
    """A text as it was drawn, and the pixels that it covers."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG file with what is written on it."""

    png: bytes
    width: int
    height: int
    labels: tuple[Label, ...]


class Canvas:
    """Draws shapes and texts at pixels counted from the top left corner."""

    def __init__(self, height: int, theme: Theme) -> None:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        self.height, self.theme = min(height, TALLEST), theme
        figure = Figure((WIDTH / _DPI, self.height / _DPI), dpi=_DPI, facecolor=theme.paper)
        self._canvas: Any = FigureCanvasAgg(figure)
        self._axes: Any = figure.add_axes((0, 0, 1, 1))
        self._axes.set(xlim=(0, WIDTH), ylim=(self.height, 0))
        self._axes.axis("off")
        self._texts: list[Text] = []

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: int = BODY,
        colour: str = "",
        bold: bool = False,
        room: float | None = None,
        align: str = "left",
    ) -> float:
        """Write one line whose middle is at y; the pixels it takes. Longer than `room` it ends in "…"."""
        words = drawable(words)
        if not words:
            return 0.0
        drawn = self._axes.text(
            x,
            y,
            words,
            fontsize=size * 72 / _DPI * 0.8,
            color=colour or self.theme.ink,
            fontweight="bold" if bold else "normal",
            fontfamily=families(),
            ha=align,
            va="center_baseline",
            parse_math=False,
        )
        room = room if room is not None else self._room(x, align)
        while self._width(drawn) > room and len(words) > 1:
            keep = min(len(words) - 1, int(len(words) * room / self._width(drawn)))
            words = _without_half_a_word(words[:keep], words) or words[:1]
            drawn.set_text(words + "…")
        self._texts.append(drawn)
        return self._width(drawn)

    def lines(self, words: str, *, size: int, room: float, most: int) -> list[str]:
        """The words broken into at most `most` lines of `room` pixels; what is left over hangs on the last."""
        probe = self._axes.text(0, 0, "", fontsize=size * 72 / _DPI * 0.8, fontfamily=families(), parse_math=False)
        found: list[str] = []
        rest = drawable(words).split()
        while rest and len(found) < most - 1:
            count = 1
            for count in range(1, len(rest) + 1):
                probe.set_text(" ".join(rest[:count]))
                if self._width(probe) > room:
                    count = max(1, count - 1)
                    break
            found.append(" ".join(rest[:count]))
            rest = rest[count:]
        probe.remove()
        return [*found, " ".join(rest)] if rest else found

    def rule(
        self, x1: float, y1: float, x2: float, y2: float, *, colour: str, width: float = 3, dash: bool = False
    ) -> None:
        """A straight line."""
        style = (0, (4, 3)) if dash else "solid"
        self._axes.plot(
            [x1, x2], [y1, y2], color=colour, lw=width * 72 / _DPI, ls=style, solid_capstyle="butt", zorder=1
        )

    def bar(self, x: float, y: float, width: float, height: float, colour: str, *, hatch: str = "") -> None:
        """A filled rectangle; hatched, it is told from others without its colour."""
        from matplotlib.patches import Rectangle

        edge = self.theme.paper if hatch else "none"
        self._axes.add_patch(
            Rectangle((x, y), width, height, facecolor=colour, edgecolor=edge, hatch=hatch, linewidth=0, zorder=2)
        )

    def mark(self, x: float, y: float, kind: str, colour: str, *, size: float = 26) -> None:
        """A mark: "full", "hollow", "dashed" circle, "cross", or "diamond"."""
        from matplotlib.patches import Circle

        if kind in ("cross", "diamond"):
            shape, edge = ("X", 0.0) if kind == "cross" else ("D", 0.0)
            points = size * 72 / _DPI
            self._axes.plot([x], [y], marker=shape, ms=points, color=colour, mew=edge, zorder=4)
            return
        style = (0, (2.2, 1.6)) if kind == "dashed" else "solid"
        fill = colour if kind == "full" else self.theme.paper
        circle = Circle((x, y), size / 2, facecolor=fill, edgecolor=colour, lw=5 * 72 / _DPI, ls=style, zorder=4)
        self._axes.add_patch(circle)

    def arrow(self, x: float, y1: float, y2: float, depth: float) -> None:
        """A curved arrow on the left of x, from one height to another."""
        from matplotlib.patches import FancyArrowPatch
        from matplotlib.path import Path

        path = Path([(x, y1), (x - depth * 1.33, y1), (x - depth * 1.33, y2), (x, y2)], [1, 4, 4, 4])
        self._axes.add_patch(
            FancyArrowPatch(
                path=path, arrowstyle="-|>", mutation_scale=13, color=self.theme.moved, lw=4 * 72 / _DPI, zorder=3
            )
        )

    def legend_arrow(self, x: float, y: float) -> None:
        """A short arrow to the right."""
        from matplotlib.patches import FancyArrowPatch

        ends = ((x - 14, y), (x + 24, y))
        self._axes.add_patch(
            FancyArrowPatch(*ends, arrowstyle="-|>", mutation_scale=12, color=self.theme.moved, lw=4 * 72 / _DPI)
        )

    def finish(self) -> Picture:
        """The picture."""
        from PIL import Image

        self._canvas.draw()
        image = Image.fromarray(np.asarray(self._canvas.buffer_rgba())).convert("RGB")
        file = BytesIO()
        # a third of the bytes, and no eye sees it
        image.quantize(_COLOURS, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
        labels = tuple(self._label(text) for text in self._texts)
        return Picture(file.getvalue(), WIDTH, self.height, labels)

    def _label(self, text: Text) -> Label:
        box = text.get_window_extent(self._renderer())
        return Label(text.get_text(), box.x0, self.height - box.y1, box.x1, self.height - box.y0)

    def _renderer(self) -> Any:
        return self._canvas.get_renderer()

    def _width(self, text: Text) -> float:
        return float(text.get_window_extent(self._renderer()).width)

    def _room(self, x: float, align: str) -> float:
        if align == "center":
            return 2 * min(x, WIDTH - x) - MARGIN
        return x - MARGIN / 2 if align == "right" else WIDTH - MARGIN / 2 - x


def drawable(text: str) -> str:
    """One line of what the fonts can draw; "…" stands for what they can't, and nothing where that is all there is.

    >>> drawable("a\\u202eb\\n$x$")
    'ab $x$'
    """
    known, shown, marks = _letters(), "", 0
    for letter in unicodedata.normalize("NFC", " ".join(text[:_LONGEST].split())):
        category = unicodedata.category(letter)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if category[0] == "C" or marks > _MOST_MARKS or "\ufe00" <= letter <= "\ufe0f":
            continue
        if letter == " " or ord(letter) in known:
            shown += letter
        elif not shown.endswith("…"):
            shown += "…"
    if not any(letter.isalnum() for letter in shown):
        return ""
    return _LEFT_TO_RIGHT + shown if _is_mixed(shown) else shown


def _is_mixed(text: str) -> bool:
    """Whether a text begins in right-to-left letters and yet is a sentence in others."""
    strong = [kind for letter in text if (kind := unicodedata.bidirectional(letter)) in ("L", "R", "AL")]
    return strong[:1] in (["R"], ["AL"]) and "L" in strong


def _without_half_a_word(cut: str, whole: str) -> str:
    """The beginning of a text up to a word's end, unless that takes away a third of it."""
    head = cut.rpartition(" ")[0] if whole[len(cut) :][:1].strip() else cut
    return (head if len(head) > len(cut) * 2 / 3 else cut).rstrip(" ….,;:·–-")


def can_draw(texts: Sequence[str]) -> bool:
    """Whether the fonts have every letter of these texts."""
    known = _letters()
    return all(ord(letter) in known for text in texts for letter in text if not letter.isspace())


@cache
def families() -> tuple[str, ...]:
    """The font families that are installed, the preferred first."""
    from matplotlib import font_manager

    installed = {font.name for font in font_manager.fontManager.ttflist}
    return tuple(name for name in _FAMILIES if name in installed)


@cache
def _letters() -> frozenset[int]:
    from matplotlib import font_manager

    known: set[int] = set()
    for name in families():
        path = font_manager.findfont(font_manager.FontProperties(family=[name]))
        known.update(font_manager.get_font(path).get_charmap())
    return frozenset(known)
