"""A ribbon that lies across a badge: band, folds behind it, swallow tails."""

from .kit import linear, outline, stroke
from .path import Path, polygon


def ribbon(cx, y, half, height, fold, tail, drop, colors, edge=None):
    """The band reaches `half` to each side of cx; tails lie `drop` lower, reach `tail` beyond the band, and go `fold`
    behind it. `colors` are (light, middle, dark, folded). Returns (what lies behind the band, the band)."""
    light, middle, dark, folded = colors
    behind = []
    for side, sign in (("left", -1), ("right", 1)):
        inner = cx + sign * (half - fold)
        outer = cx + sign * (half + tail)
        notch = outer - sign * height * 0.36
        path = polygon(
            [
                (inner, y + drop),
                (outer, y + drop),
                (notch, y + drop + height / 2),
                (outer, y + drop + height),
                (inner, y + drop + height),
            ]
        )
        start, end = ((1, 0), (0, 0)) if sign < 0 else ((0, 0), (1, 0))
        behind.append(
            outline(f"Ribbon: tail, {side}", path, fill=linear(start, end, (0, folded), (0.45, dark), (1, middle)))
        )
        if edge:
            lines = Path()
            for inset in (2.6, height - 2.6):
                reach = outer - sign * (height * 0.36 * (2.6 / (height / 2)) + 0.2)
                lines.move(inner, y + drop + inset).line(reach, y + drop + inset)
            behind.append(outline(f"Ribbon: tail edges, {side}", lines, stroke=stroke(edge, 0.6)))
        corner = cx + sign * half
        behind.append(
            outline(
                f"Ribbon: fold, {side}",
                polygon([(corner, y + height), (inner, y + height), (inner, y + height + drop)]),
                fill=folded,
            )
        )
    band = [
        outline(
            "Ribbon: band",
            polygon([(cx - half, y), (cx + half, y), (cx + half, y + height), (cx - half, y + height)]),
            fill=linear((0, 0), (1, 0), (0, dark), (0.12, middle), (0.5, light), (0.88, middle), (1, dark)),
        )
    ]
    if edge:
        lines = Path()
        for inset in (2.6, height - 2.6):
            lines.move(cx - half, y + inset).line(cx + half, y + inset)
        band.append(outline("Ribbon: band edges", lines, stroke=stroke(edge, 0.6)))
    return behind, band
