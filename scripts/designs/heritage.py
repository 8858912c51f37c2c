"""Heritage: ivory, a guilloche border in deep green with corner rosettes, a seal between two signatures."""

from lib import ornament as o
from lib.kit import (
    A4_LANDSCAPE,
    ISSUED,
    ISSUER,
    MM,
    NAME,
    NUMBER,
    YEAR,
    arc_text,
    design,
    disc,
    linear,
    outline,
    page,
    rect,
    rule,
    span,
    stroke,
    style,
    text,
    title_and_description,
)
from lib.path import Path, polar

IVORY, GREEN, DEEP, GOLD, INK, MUTED = "#FBF8F0", "#1F4D3A", "#143528", "#A98436", "#26322C", "#5C655E"
SERIF = "EB Garamond"

EDGE = 12 * MM
BAND = 7.6 * MM
ROSETTE = 7.6 * MM


def border(width, height):
    """Two rules with the guilloche between them, interrupted at the corners by rosettes."""
    inner = EDGE + BAND
    middle = EDGE + BAND / 2
    corner = middle + ROSETTE * 0.7
    across, down = width - 2 * corner, height - 2 * corner
    wave = 14 * MM
    waves_across, waves_down = round(across / wave), round(down / wave)

    def band(strands, reach, factor):
        top = o.wave_band(corner, width - corner, middle, reach, waves_across * factor, strands)
        side = o.wave_band(corner, height - corner, 0, reach, waves_down * factor, strands)
        left = side.map(lambda x, y: (middle - y, x))
        return Path().add(top, top.mirrored_y(height / 2)), Path().add(left, left.mirrored_x(width / 2))

    wide, tall = band(8, BAND / 2 - 2.2, 1)
    fine_wide, fine_tall = band(2, BAND / 2 - 6.2, 2)
    line = stroke(GREEN, 0.45)
    gold = stroke(GOLD, 0.4)
    elements = [
        rect("Outer rule", EDGE, EDGE, width - 2 * EDGE, height - 2 * EDGE, stroke=stroke(GREEN, 1.6)),
        rect("Inner rule", inner, inner, width - 2 * inner, height - 2 * inner, stroke=stroke(GREEN, 0.8)),
        rect(
            "Hairline",
            inner + 3.4,
            inner + 3.4,
            width - 2 * inner - 6.8,
            height - 2 * inner - 6.8,
            stroke=stroke(GOLD, 0.5),
        ),
        outline("Guilloche, gold, across", fine_wide, stroke=gold),
        outline("Guilloche, gold, down", fine_tall, stroke=gold),
        outline("Guilloche, green, across", wide, stroke=line),
        outline("Guilloche, green, down", tall, stroke=line),
    ]
    for where, x, y in (
        ("top left", middle, middle),
        ("top right", width - middle, middle),
        ("bottom right", width - middle, height - middle),
        ("bottom left", middle, height - middle),
    ):
        elements += rosette(where, x, y)
    return elements


def rosette(where, x, y):
    petals = o.petal_rosette(x, y, ROSETTE * 0.62, ROSETTE * 0.24, 12, 4, per_petal=3)
    return [
        disc(f"Rosette {where}: ground", x, y, ROSETTE + 1.2, fill=IVORY, stroke=stroke(GREEN, 0.8)),
        disc(f"Rosette {where}: ring", x, y, ROSETTE - 0.8, stroke=stroke(GOLD, 0.5)),
        outline(f"Rosette {where}: petals", petals, stroke=stroke(GREEN, 0.45)),
        disc(f"Rosette {where}: eye", x, y, ROSETTE * 0.33, fill=GREEN),
        outline(f"Rosette {where}: star", o.star(x, y, ROSETTE * 0.23, 8, 0.45), fill=IVORY),
    ]


def seal(cx, cy, radius):
    """A green foil seal: milled edge, text ring, rosette, the year."""
    ring = radius * 0.70
    elements = [
        outline(
            "Seal: edge",
            o.scallop(cx, cy, radius * 0.955, 40, radius * 0.045),
            fill=linear((0.15, 0), (0.85, 1), (0, "#2C6A50"), (0.45, GREEN), (1, DEEP)),
        ),
        disc("Seal: outer ring", cx, cy, radius * 0.895, stroke=stroke("#D9C48A", 0.7)),
        disc("Seal: fine ring", cx, cy, radius * 0.86, stroke=stroke("#D9C48A", 0.35)),
        disc("Seal: inner ring", cx, cy, radius * 0.60, stroke=stroke("#D9C48A", 0.35)),
        disc("Seal: field", cx, cy, radius * 0.57, fill=DEEP, stroke=stroke("#D9C48A", 0.7)),
        outline(
            "Seal: guilloche",
            o.petal_rosette(cx, cy, radius * 0.455, radius * 0.085, 18, 4, per_petal=3),
            stroke=stroke("#D9C48A", 0.35),
        ),
        disc("Seal: middle", cx, cy, radius * 0.355, fill=GREEN, stroke=stroke("#D9C48A", 0.6)),
        arc_text(
            "Seal: words",
            cx,
            cy,
            ring - 2.2,
            "Certified achievement",
            style(SERIF, 6.6, "#EFE3BD", 600, spacing=0.16, case="upper"),
            degrees=240,
        ),
    ]
    for angle in (136, 158, 180, 202, 224):
        x, y = polar(cx, cy, ring, angle)
        points = o.star(x, y, radius * (0.075 if angle == 180 else 0.055)).turned(angle - 180, x, y)
        elements.append(outline(f"Seal: star at {angle}", points, fill="#EFE3BD"))
    return elements


def make():
    width, height = A4_LANDSCAPE
    middle = width / 2
    measure = 196 * MM
    left = middle - measure / 2
    # No name is wider than the rule below it, and no letter of two lines reaches down to it.
    name_left, name_measure = left + 8 * MM, measure - 16 * MM
    name_rule = 266
    sign = 62 * MM
    sign_y = 484
    sign_left, sign_right = 36 * MM, width - 36 * MM - sign
    caption = style(SERIF, 10, MUTED, italic=True)
    gap = 26 * MM
    ornament_y = 145

    fixed = [
        *border(width, height),
        text(
            "Heading",
            left,
            99,
            measure,
            44,
            [
                span("C"),
                span("ertificate ", size=24.5),
                span("o", size=24.5),
                span("f ", size=24.5),
                span("A"),
                span("chievement", size=24.5),
            ],
            style(SERIF, 31, GREEN, spacing=0.12, case="upper"),
            align="center",
            valign="middle",
        ),
        rule("Ornament, left", middle - gap - 8, ornament_y, gap, GOLD, 0.6),
        rule("Ornament, right", middle + 8, ornament_y, gap, GOLD, 0.6),
        outline("Ornament, middle", o.star(middle, ornament_y, 4.6, 8, 0.42), fill=GOLD),
        text(
            "Opening",
            left,
            160,
            measure,
            20,
            "This is to certify that",
            style(SERIF, 14, MUTED, italic=True),
            align="center",
            valign="middle",
        ),
        rule("Rule below the name", name_left, name_rule, name_measure, GREEN, 0.6),
        text(
            "Closing",
            left,
            name_rule + 10,
            measure,
            20,
            "has successfully completed",
            style(SERIF, 14, MUTED, italic=True),
            align="center",
            valign="middle",
        ),
        rule("Signature, left", sign_left, sign_y, sign, INK, 0.5),
        rule("Signature, right", sign_right, sign_y, sign, INK, 0.5),
        text("Caption, left", sign_left, sign_y + 4, sign, 14, "Director", caption, align="center", valign="middle"),
        text("Caption, right", sign_right, sign_y + 4, sign, 14, "Registrar", caption, align="center", valign="middle"),
        *seal(middle, 452, 17 * MM),
    ]
    fields = [
        text(
            "Issuer",
            left,
            79,
            measure,
            18,
            ISSUER,
            style(SERIF, 11.5, INK, spacing=0.16, case="upper"),
            align="center",
            valign="middle",
            fit=("shrink_to_width", 7),
        ),
        text(
            "Name",
            name_left,
            name_rule - 75,
            name_measure,
            66,
            NAME,
            style(SERIF, 40, INK, italic=True),
            align="center",
            valign="bottom",
            line_height=1.05,
            fit=("wrap_then_shrink", 16),
        ),
        text(
            "Title and description",
            left + 16 * MM,
            name_rule + 36,
            measure - 32 * MM,
            92,
            title_and_description(6, size=20, weight=600, color=GREEN),
            style(SERIF, 11.5, INK),
            align="center",
            line_height=1.36,
            fit=("shrink_to_box", 12),
        ),
        text(
            "Seal: year",
            middle - 5.4 * MM,
            452 - 12,
            10.8 * MM,
            24,
            YEAR,
            style(SERIF, 13, "#F3E8C6", 600),
            align="center",
            valign="middle",
            fit=("shrink_to_width", 6),
        ),
        text(
            "Dates",
            left,
            505,
            measure,
            14,
            [
                span(ISSUED),
                span('{{credential.expiry_date | date long | prefix "  ·  Valid until " | fallback ""}}'),
                span("  ·  " + NUMBER),
            ],
            style(SERIF, 9.5, MUTED),
            align="center",
            valign="middle",
            fit=("shrink_to_width", 6),
        ),
    ]
    return design(
        "Heritage",
        "certificate",
        "Ivory and deep green, with a guilloche border, corner rosettes and a seal: for institutes and honours.",
        [page(width, height, fixed + fields, IVORY, bleed=3 * MM)],
        {"Ivory": IVORY, "Green": GREEN, "Deep green": DEEP, "Gold": GOLD, "Ink": INK, "Muted": MUTED},
    )
