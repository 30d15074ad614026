"""A picture as PNG at the resolution of a printer, drawn by matplotlib's Agg; no data but the picture in it."""

from __future__ import annotations

import io
import os
from typing import Any

from dhr_desktop.system.folders import data_home, private_folder

from .letters import font_file, visible, width_of
from .shapes import Box, Outline, Picture, Round, Shape, Stroke, Words

POINTS_AN_INCH = 72


def png_bytes(picture: Picture, dots_an_inch: int) -> bytes:
    os.environ.setdefault(
        "MPLCONFIGDIR", str(private_folder(data_home() / "drawing"))
    )  # its list of fonts, kept with us
    from matplotlib.backends.backend_agg import RendererAgg
    from PIL import Image

    scale = dots_an_inch / POINTS_AN_INCH
    width, height = round(picture.width * scale), round(picture.height * scale)
    board = _Board(RendererAgg(width, height, dots_an_inch), scale, height)
    for each in picture.shapes:
        board.draw(each)
    image = Image.frombytes("RGBA", (width, height), bytes(board.renderer.buffer_rgba())).convert("RGB")
    out = io.BytesIO()
    image.save(out, "PNG", dpi=(dots_an_inch, dots_an_inch), optimize=False)
    return out.getvalue()


class _Board:
    def __init__(self, renderer: Any, scale: float, height: int) -> None:
        from matplotlib.colors import to_rgba
        from matplotlib.font_manager import FontProperties
        from matplotlib.path import Path
        from matplotlib.transforms import Affine2D

        self.renderer, self._scale = renderer, scale
        self._colour, self._path = to_rgba, Path
        self._place = Affine2D().scale(scale, -scale).translate(0, height)
        self._height = height
        self._fonts = {bold: FontProperties(fname=str(font_file(is_bold=bold))) for bold in (False, True)}

    def draw(self, shape: Shape) -> None:
        if isinstance(shape, Words):
            self._words(shape)
        elif isinstance(shape, Stroke):
            path = self._path([(shape.x, shape.y), (shape.to_x, shape.to_y)])
            self._draw(path, "", shape.colour, shape.opacity, shape.width, is_dashed=shape.is_dashed)
        elif isinstance(shape, Box):
            x, y, right, low = shape.x, shape.y, shape.x + shape.width, shape.y + shape.height
            path = self._path([(x, y), (right, y), (right, low), (x, low), (x, y)], closed=True)
            self._draw(path, shape.fill, shape.stroke, shape.opacity, 1.0, is_dashed=shape.is_dashed)
        elif isinstance(shape, Round):
            path = self._path.circle((shape.x, shape.y), shape.radius)
            self._draw(path, shape.fill, shape.stroke, 1.0, 1.2)
        elif isinstance(shape, Outline):
            path = self._path([*shape.points, shape.points[0]], closed=True)
            self._draw(path, shape.fill, shape.stroke, 1.0, 1.2)

    def _draw(
        self, path: Any, fill: str, stroke: str, opacity: float, width: float, *, is_dashed: bool = False
    ) -> None:
        pen = self.renderer.new_gc()
        pen.set_linewidth(width * self._scale if stroke else 0)
        pen.set_alpha(opacity)
        pen.set_foreground(self._colour(stroke or fill, opacity), isRGBA=True)
        if is_dashed:
            pen.set_dashes(0, [3 * self._scale, 2 * self._scale])
        self.renderer.draw_path(pen, path, self._place, self._colour(fill, opacity) if fill else None)

    def _words(self, shape: Words) -> None:
        text = visible(shape.text)
        if not text.strip():
            return
        wide = width_of(text, shape.size, is_bold=shape.is_bold)
        x = shape.x - {"start": 0.0, "middle": wide / 2, "end": wide}[shape.anchor]
        font = self._fonts[shape.is_bold].copy()
        font.set_size(shape.size)
        pen = self.renderer.new_gc()
        pen.set_foreground(shape.colour)
        self.renderer.draw_text(pen, x * self._scale, shape.y * self._scale, text, font, 0, ismath=False)
