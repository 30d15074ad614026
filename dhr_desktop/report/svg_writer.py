"""A picture as SVG: shapes and real text, nothing that runs and nothing that is fetched."""

from __future__ import annotations

from collections.abc import Iterable

from .package_out import xml_text
from .shapes import Box, Outline, Picture, Round, Shape, Stroke, Words


def svg_bytes(picture: Picture) -> bytes:
    width, height = picture.width, picture.height
    head = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" '
        f'height="{height:g}" viewBox="0 0 {width:g} {height:g}" role="img" aria-labelledby="t d" lang="en-GB" '
        f'font-family="DejaVu Sans, Segoe UI, Arial, sans-serif">\n'
        f'<title id="t">{xml_text(picture.title)}</title>\n<desc id="d">{xml_text(picture.alternative)}</desc>\n'
    )
    return (head + "\n".join(_shapes(picture.shapes)) + "\n</svg>\n").encode("utf-8")


def _shapes(shapes: Iterable[Shape]) -> Iterable[str]:
    for each in shapes:
        if isinstance(each, Box):
            yield (
                f'<rect x="{each.x:.2f}" y="{each.y:.2f}" width="{max(each.width, 0):.2f}" '
                f'height="{max(each.height, 0):.2f}"{_paint(each.fill, each.stroke)}{_opacity(each.opacity)}'
                f"{_dash(each.is_dashed)}/>"
            )
        elif isinstance(each, Stroke):
            yield (
                f'<path d="M{each.x:.2f} {each.y:.2f}L{each.to_x:.2f} {each.to_y:.2f}" stroke="{each.colour}" '
                f'stroke-width="{each.width:g}"{_opacity(each.opacity)}{_dash(each.is_dashed)}/>'
            )
        elif isinstance(each, Outline):
            points = " ".join(f"{x:.2f},{y:.2f}" for x, y in each.points)
            yield f'<polygon points="{points}"{_paint(each.fill, each.stroke)}/>'
        elif isinstance(each, Round):
            yield f'<circle cx="{each.x:.2f}" cy="{each.y:.2f}" r="{each.radius:g}"{_paint(each.fill, each.stroke)}/>'
        elif isinstance(each, Words) and each.text:
            weight = ' font-weight="bold"' if each.is_bold else ""
            anchor = f' text-anchor="{each.anchor}"' if each.anchor != "start" else ""
            yield (
                f'<text x="{each.x:.2f}" y="{each.y:.2f}" font-size="{each.size:g}" fill="{each.colour}"'
                f"{weight}{anchor}>{xml_text(each.text)}</text>"
            )


def _paint(fill: str, stroke: str) -> str:
    line = f' stroke="{stroke}" stroke-width="1.2"' if stroke else ""
    return f' fill="{fill or "none"}"{line}'


def _opacity(share: float) -> str:
    return f' opacity="{share:.2f}"' if share < 1 else ""


def _dash(is_dashed: bool) -> str:
    return ' stroke-dasharray="3 2"' if is_dashed else ""
