"""Badge Medallion: a scalloped gold edge, a ring of text, the group's code as monogram, the year on the ribbon."""

from lib import ornament as o
from lib.kit import (
    BADGE,
    ISSUER,
    TITLE,
    YEAR,
    arc_text,
    design,
    disc,
    linear,
    outline,
    page,
    radial,
    rect,
    stroke,
    style,
    text,
)
from lib.path import Path, polar
from lib.ribbon import ribbon

GREEN, DEEP, GOLD, PALE, BROWN = "#1D5443", "#0F3328", "#C99B3F", "#F3E2B0", "#5E4214"
SANS, CAPITALS = "Montserrat", "Cinzel"
MIDDLE = BADGE / 2


def make():
    c = MIDDLE
    sheen = linear(
        (0.1, 0.02),
        (0.9, 0.98),
        (0, "#F7E9BD"),
        (0.22, "#DDB95F"),
        (0.46, "#B88A31"),
        (0.64, "#E2C272"),
        (1, "#8F651B"),
    )
    counter = linear((0.1, 0.02), (0.9, 0.98), (0, "#9A7024"), (0.35, "#D9B55C"), (0.62, "#F3E2AE"), (1, "#B98B33"))
    leaves, stems = o.laurel(c, c - 3, 50, 30, 13, 14.5, 6.6, bottom=8, spread=32)
    behind, band = ribbon(c, 153, 88, 27, 14, 15, 8, ("#2F7D64", "#22634F", "#174636", "#071C15"), edge="#E2C272")
    stars = Path()
    for angle in (97, 263):
        x, y = polar(c, c, 92.5, angle)
        stars.add(o.star(x, y, 5.2).turned(0, x, y))
    elements = [
        outline("Edge", o.scallop(c, c, 116.4, 36, 6), fill=sheen, stroke=stroke("#8F651B", 0.5)),
        disc("Edge ring", c, c, 112.2, fill=counter, stroke=stroke("#8F651B", 0.4)),
        outline("Milling", o.rays(c, c, 107.4, 111.8, 240), stroke=stroke("#7C5718", 0.35), opacity=0.75),
        disc("Ring", c, c, 107, fill=radial((0.5, 0.5), 0.71, (0.6, GREEN), (1, DEEP)), stroke=stroke("#7C5718", 0.6)),
        disc("Ring: outer line", c, c, 104, stroke=stroke("#E2C272", 0.6)),
        disc("Ring: inner line", c, c, 79.6, stroke=stroke("#E2C272", 0.6)),
        disc("Field: edge", c, c, 76.6, fill=sheen, stroke=stroke("#8F651B", 0.5)),
        disc(
            "Field",
            c,
            c,
            72.6,
            fill=radial((0.42, 0.34), 0.92, (0, "#FFF8E2"), (0.5, "#F1DDA2"), (1, "#CFA550")),
            stroke=stroke("#A67C2D", 0.6),
        ),
        outline(
            "Field: guilloche",
            o.petal_rosette(c, c, 64.5, 5.6, 36, 3, per_petal=3),
            stroke=stroke("#A67C2D", 0.4),
            opacity=0.8,
        ),
        outline("Laurel: stems", stems, stroke=stroke("#8A6522", 0.9, cap="round")),
        outline("Laurel: leaves", leaves, fill="#9A7226"),
        outline("Ring: stars", stars, fill="#F0D88F"),
        *behind,
        rect("Ribbon: shade", c - 88, 153, 176, 30, fill="#0A241C50"),
        *band,
        rect("Ribbon: rim", c - 88, 153, 176, 27, stroke=stroke("#0A241C", 0.5)),
        arc_text(
            "Title",
            c,
            c,
            87,
            TITLE,
            style(SANS, 15, PALE, 700, spacing=0.06, case="upper"),
            degrees=176,
            fit=("shrink_to_width", 4, 18),
        ),
        arc_text(
            "Issuer",
            c,
            c,
            96.6,
            ISSUER,
            style(SANS, 10, PALE, 600, spacing=0.08, case="upper"),
            angle=180,
            inward=True,
            degrees=112,
            fit=("shrink_to_width", 3),
        ),
        text(
            "Monogram",
            c - 33,
            c - 47,
            66,
            62,
            '{{group.code | fallback "A"}}',
            style(CAPITALS, 40, BROWN, 700),
            align="center",
            valign="middle",
            line_height=1.1,
            fit=("shrink_to_width", 9),
        ),
        text(
            "Year",
            c - 60,
            153,
            120,
            27,
            YEAR,
            style(SANS, 15, PALE, 700, spacing=0.2),
            align="center",
            valign="middle",
            fit=("shrink_to_width", 7),
        ),
    ]
    return design(
        "Medallion",
        "badge",
        "A round medal with a scalloped gold edge; the group's code is the monogram.",
        [page(BADGE, BADGE, elements)],
        {"Green": GREEN, "Deep green": DEEP, "Gold": GOLD, "Pale gold": PALE, "Brown": BROWN},
    )
