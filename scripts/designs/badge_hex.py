"""Badge Hex: flat and modern, two tones in facets, a mortarboard; readable at 64 pixels."""

from lib.kit import BADGE, TITLE, design, disc, group, outline, page, rect, stroke, style, text
from lib.path import Path, polar, polygon, rounded_polygon

TEAL, DARK, LIGHT, SUN, INK = "#0F7C7A", "#0B6362", "#17948F", "#FFC94A", "#0A3B3B"
SANS = "Montserrat"
MIDDLE = BADGE / 2
RADIUS = 124


def hexagon(radius, corner):
    return rounded_polygon([polar(MIDDLE, MIDDLE, radius, 60 * i) for i in range(6)], corner)


def facets():
    """Light from the upper left: each facet lies between the middle and one side."""
    tones = ["#128582", "#0C6766", "#0A5655", "#0D6A69", "#17948F", "#1BA29C"]
    out = []
    outer = RADIUS + 4
    for i, tone in enumerate(tones):
        a, b = polar(MIDDLE, MIDDLE, outer, 60 * i), polar(MIDDLE, MIDDLE, outer, 60 * (i + 1))
        out.append(outline(f"Facet {i + 1}", polygon([(MIDDLE, MIDDLE), a, b]), fill=tone))
    return out


def mortarboard(x, y, w):
    """The cap: base behind, board in two tones, tassel."""
    h = w * 0.42
    left, right, top, bottom = (x - w / 2, y), (x + w / 2, y), (x, y - h / 2), (x, y + h / 2)
    base = (
        Path()
        .move(x - w * 0.27, y + 4)
        .line(x - w * 0.27, y + h * 0.62)
        .cubic(x - w * 0.18, y + h * 0.92, x + w * 0.18, y + h * 0.92, x + w * 0.27, y + h * 0.62)
        .line(x + w * 0.27, y + 4)
        .close()
    )
    cord = Path().move(x, y).line(x + w * 0.40, y + h * 0.14).line(x + w * 0.40, y + h * 0.66)
    tassel = rounded_polygon(
        [
            (x + w * 0.365, y + h * 0.62),
            (x + w * 0.435, y + h * 0.62),
            (x + w * 0.455, y + h * 1.0),
            (x + w * 0.345, y + h * 1.0),
        ],
        2,
    )
    return [
        outline("Icon: cap", base, fill="#BFE3DF"),
        outline("Icon: board, light", rounded_polygon([left, top, right, bottom], [4, 4, 4, 4]), fill="#FFFFFF"),
        outline("Icon: cord", cord, stroke=stroke(SUN, 3.4, cap="round", join="round")),
        outline("Icon: tassel", tassel, fill=SUN),
        disc("Icon: button", x, y, 3.6, fill=SUN),
    ]


def make():
    clip = hexagon(RADIUS, 15)
    left, top, right, bottom = clip.bounds()
    pill_w, pill_h, pill_y = 96, 25, 190
    elements = [
        outline("Ground", hexagon(RADIUS - 0.4, 15), fill=TEAL),
        group("Facets", left, top, right - left, bottom - top, facets(), clip={"path": {"d": clip.d(left, top)}}),
        outline("Inner line", hexagon(RADIUS - 9.5, 11), stroke=stroke("#FFFFFF", 1.6), opacity=0.34),
        *mortarboard(MIDDLE, 72, 104),
        rect("Pill", MIDDLE - pill_w / 2, pill_y, pill_w, pill_h, fill=SUN, radius=pill_h / 2),
        text(
            "Title",
            MIDDLE - 88,
            119,
            176,
            64,
            TITLE,
            style(SANS, 24, "#FFFFFF", 700),
            align="center",
            valign="middle",
            line_height=1.14,
            fit=("shrink_to_box", 8),
        ),
        text(
            "Pill text",
            MIDDLE - pill_w / 2 + 8,
            pill_y,
            pill_w - 16,
            pill_h,
            '{{group.code | fallback "Certified"}}',
            style(SANS, 12.5, INK, 700, spacing=0.06, case="upper"),
            align="center",
            valign="middle",
            fit=("shrink_to_width", 6),
        ),
    ]
    return design(
        "Hex",
        "badge",
        "A flat hexagon in two tones with a mortarboard; made to be read in small.",
        [page(BADGE, BADGE, elements)],
        {"Teal": TEAL, "Dark teal": DARK, "Light teal": LIGHT, "Sun": SUN, "Ink": INK},
    )
