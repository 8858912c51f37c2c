"""Faculty: cream and burgundy, arms above, centred lines with generous leading, ribbon and seal at the left."""

from lib import ornament as o
from lib.kit import (
    A4_LANDSCAPE,
    ISSUED,
    ISSUER,
    MM,
    NAME,
    NUMBER,
    design,
    disc,
    image,
    linear,
    outline,
    page,
    rule,
    span,
    stroke,
    style,
    text,
    title_and_description,
)
from lib.path import Path

CREAM, BURGUNDY, DEEP, GOLD, INK, MUTED = "#FBF6E9", "#6B1F2A", "#4A121B", "#B08A3C", "#2B2322", "#6A5E57"
SERIF, NAMES = "EB Garamond", "Playfair Display"


def frame(width, height, edge, notch):
    """A rectangle with its corners cut by quarter circles."""
    r, b = width - edge, height - edge
    path = Path().move(edge + notch, edge).line(r - notch, edge)
    path.arc(r, edge, notch, 270, 180, join=True).line(r, b - notch)
    path.arc(r, b, notch, 360, 270).line(edge + notch, b)
    path.arc(edge, b, notch, 90, 0).line(edge, edge + notch)
    path.arc(edge, edge, notch, 180, 90)
    return path.close()


def corners(width, height, edge, radius):
    for x, y in ((edge, edge), (width - edge, edge), (width - edge, height - edge), (edge, height - edge)):
        yield x, y


def tail(x, y, length, width, lean):
    """A ribbon's tail with a swallow cut, from its upper middle."""
    return (
        Path()
        .move(x - width / 2, y)
        .line(x + width / 2, y)
        .line(x + width / 2, y + length)
        .line(x, y + length - width * 0.38)
        .line(x - width / 2, y + length)
        .close()
        .turned(lean, x, y)
    )


def stripe(x, y, length, offset, lean):
    return Path().move(x + offset, y).line(x + offset, y + length).turned(lean, x, y)


def seal(cx, cy, radius):
    elements = []
    width, length = radius * 0.62, radius * 1.95
    for side, lean, shade in (("left", 17, "#7A2733"), ("right", -17, "#7A2733")):
        elements.append(
            outline(
                f"Ribbon, {side}",
                tail(cx, cy, length, width, lean),
                fill=linear((0.5, 0), (0.5, 1), (0.3, DEEP), (0.62, shade), (1, BURGUNDY)),
            )
        )
        edges = Path().add(
            stripe(cx, cy + radius * 0.8, length - radius * 0.8, -width * 0.36, 0).turned(lean, cx, cy),
            stripe(cx, cy + radius * 0.8, length - radius * 0.8, width * 0.36, 0).turned(lean, cx, cy),
        )
        elements.append(outline(f"Ribbon, {side}: edges", edges, stroke=stroke("#D9BE7C", 0.6)))
    light, dark = o.faceted_star(cx, cy, radius * 0.30)
    leaves, stems = o.laurel(cx, cy, radius * 0.475, 24, 9, radius * 0.17, radius * 0.085, bottom=6)
    elements += [
        outline("Seal: shadow", o.milled(cx, cy + 1.2, radius, 44, radius * 0.022), fill="#4A121B40"),
        outline(
            "Seal: edge",
            o.milled(cx, cy, radius, 44, radius * 0.022),
            fill=linear((0.12, 0.05), (0.9, 0.95), (0, "#E9D5A0"), (0.42, "#C6A252"), (0.6, "#B58E3F"), (1, "#8E6A26")),
        ),
        disc("Seal: ring", cx, cy, radius * 0.90, stroke=stroke("#8A6522", 0.5)),
        disc(
            "Seal: field",
            cx,
            cy,
            radius * 0.80,
            fill=linear((0.15, 0.05), (0.85, 0.95), (0, "#B99243"), (0.5, "#D9BE7C"), (1, "#EAD9A8")),
            stroke=stroke("#8A6522", 0.6),
        ),
        outline(
            "Seal: rays",
            o.rays(cx, cy, radius * 0.80, radius * 0.90, 120),
            stroke=stroke("#8A6522", 0.35),
        ),
        outline("Seal: laurel", leaves, fill="#7C5A1C"),
        outline("Seal: stems", stems, stroke=stroke("#7C5A1C", 0.7, cap="round")),
        outline("Seal: star, light", light, fill="#8E6A26"),
        outline("Seal: star, dark", dark, fill="#6E4F17"),
        outline(
            "Seal: guilloche",
            o.petal_rosette(cx, cy, radius * 0.70, radius * 0.055, 24, 3, per_petal=3),
            stroke=stroke("#8A6522", 0.35),
        ),
    ]
    return elements


def make():
    width, height = A4_LANDSCAPE
    middle = width / 2
    measure = 190 * MM
    left = middle - measure / 2
    edge = 11 * MM
    top = 20.6 * MM
    arms = 9.9 * MM
    arms_y = top + arms
    leaves, stems = o.laurel(middle, arms_y, arms, 21, 13, 8.7, 4.2, bottom=7)
    sign_y = 489
    sign = 54 * MM
    right_edge = width - 30 * MM
    sign_2 = right_edge - sign
    sign_1 = sign_2 - sign - 12 * MM
    caption = style(SERIF, 10, MUTED, italic=True)
    latin = style(SERIF, 14, INK, italic=True)
    name_y = 213

    dots = Path()
    for x, y in corners(width, height, edge, 0):
        inward_x, inward_y = (1 if x < middle else -1), (1 if y < height / 2 else -1)
        dots.add(o.lozenge(x + inward_x * 5.2, y + inward_y * 5.2, 6.2, 6.2))

    fixed = [
        outline("Frame, outer", frame(width, height, edge, 5.4 * MM), stroke=stroke(BURGUNDY, 1.3)),
        outline("Frame, inner", frame(width, height, edge + 4.2, 5.4 * MM), stroke=stroke(BURGUNDY, 0.4)),
        outline("Corner lozenges", dots, fill=BURGUNDY),
        outline("Wreath: stems", stems, stroke=stroke(GOLD, 0.7, cap="round")),
        outline("Wreath: leaves", leaves, fill=GOLD),
        text(
            "Greeting",
            left,
            160,
            measure,
            20,
            "To all to whom these presents come, greeting",
            latin,
            align="center",
            valign="middle",
        ),
        text(
            "Opening",
            left,
            185,
            measure,
            20,
            "Be it known that",
            latin,
            align="center",
            valign="middle",
        ),
        text(
            "Closing",
            left,
            name_y + 73,
            measure,
            20,
            "having fulfilled all the requirements of",
            latin,
            align="center",
            valign="middle",
        ),
        *seal(53 * MM, 446, 15.2 * MM),
        rule("Signature, first", sign_1, sign_y, sign, INK, 0.5),
        rule("Signature, second", sign_2, sign_y, sign, INK, 0.5),
        text("Caption, first", sign_1, sign_y + 4, sign, 14, "Dean", caption, align="center", valign="middle"),
        text("Caption, second", sign_2, sign_y + 4, sign, 14, "Rector", caption, align="center", valign="middle"),
    ]
    fields = [
        image(
            "Arms",
            middle - 6.2 * MM,
            arms_y - 6.2 * MM,
            12.4 * MM,
            12.4 * MM,
            "issuer.logo",
            alt="Arms or logo of the issuer",
        ),
        text(
            "Issuer",
            left - 10 * MM,
            121,
            measure + 20 * MM,
            30,
            ISSUER,
            style(SERIF, 20, BURGUNDY, spacing=0.13, case="upper"),
            align="center",
            valign="middle",
            fit=("shrink_to_width", 9),
        ),
        text(
            "Name",
            left,
            name_y,
            measure,
            66,
            NAME,
            style(NAMES, 38, BURGUNDY),
            align="center",
            valign="middle",
            line_height=1.12,
            fit=("wrap_then_shrink", 15),
        ),
        text(
            "Title and description",
            left + 14 * MM,
            name_y + 99,
            measure - 28 * MM,
            104,
            title_and_description(6, family=NAMES, size=19, color=INK),
            style(SERIF, 11.5, MUTED),
            align="center",
            line_height=1.4,
            fit=("shrink_to_box", 11.5),
        ),
        text(
            "Date",
            sign_1,
            425,
            right_edge - sign_1,
            20,
            [
                span("Given on "),
                span(ISSUED),
                span('{{credential.expiry_date | date long | prefix ", valid until " | fallback ""}}'),
            ],
            style(SERIF, 12.5, INK, italic=True),
            align="center",
            valign="middle",
            fit=("shrink_to_width", 8),
        ),
        text(
            "Registrar line",
            sign_1,
            519,
            right_edge - sign_1,
            14,
            [span("Entered in the register under number "), span(NUMBER)],
            style(SERIF, 9.5, MUTED),
            align="center",
            valign="middle",
            fit=("shrink_to_width", 6),
        ),
    ]
    return design(
        "Faculty",
        "certificate",
        "Cream and burgundy with a wreath for the arms, ribbon and seal: for universities and academies.",
        [page(width, height, fixed + fields, CREAM, bleed=3 * MM)],
        {"Cream": CREAM, "Burgundy": BURGUNDY, "Deep burgundy": DEEP, "Gold": GOLD, "Ink": INK, "Muted": MUTED},
    )
