"""Summit: a navy header with contour lines, the name on the seam's gradient rule, skills as chips."""

import math

from lib import ornament as o
from lib.kit import (
    A4_LANDSCAPE,
    ISSUED,
    ISSUER,
    MM,
    NAME,
    NUMBER,
    chips,
    design,
    group,
    image,
    linear,
    outline,
    page,
    rect,
    rule,
    stroke,
    style,
    text,
    title_and_description,
)
from lib.path import Path

NAVY, TEAL, BLUE, INK, GREY, LINE, MIST = "#12263F", "#25B5A4", "#2F6FE4", "#16243A", "#5B6778", "#D5DBE3", "#EEF3F8"
SANS = "Inter"

# Hills of the contour map: middle x and y (mm), width, height, how high, turn in degrees.
HILLS = [
    (238, 12, 52, 34, 1.0, -18),
    (196, 52, 40, 30, 0.62, 24),
    (276, 66, 40, 34, 0.7, 10),
    (128, 8, 46, 26, 0.55, -8),
    (60, 54, 52, 34, 0.6, 14),
    (14, 6, 36, 30, 0.5, 0),
    (160, 84, 40, 24, 0.4, -10),
]


def ground(x, y):
    """The height of the land at a point of the page."""
    x, y = x + 9 * MM * math.sin(y / MM / 15 + 0.7), y + 7 * MM * math.sin(x / MM / 21)
    total = 0.0
    for cx, cy, w, h, high, turn in HILLS:
        a = math.radians(turn)
        dx, dy = x / MM - cx, y / MM - cy
        u, v = dx * math.cos(a) + dy * math.sin(a), dy * math.cos(a) - dx * math.sin(a)
        total += high * math.exp(-0.5 * ((u / w * 1.9) ** 2 + (v / h * 1.9) ** 2))
    wave = 0.05 * math.sin(x / MM / 13 + 1.3 * math.sin(y / MM / 17)) + 0.035 * math.sin(y / MM / 8 + x / MM / 29)
    return total + wave


def land(width, header, bleed):
    """Every fifth line is stronger, as on a map."""
    thin, strong = Path(), Path()
    levels = [0.078 + 0.052 * i for i in range(20)]
    for index, (_, lines) in enumerate(
        o.contours(ground, -bleed, -bleed, width + bleed, header + bleed, 140, 40, levels)
    ):
        target = strong if index % 5 == 4 else thin
        for line in lines:
            closed = line[0] == line[-1]
            target.through(line[:-1] if closed else line, closed=closed)
    return thin, strong


def make():
    width, height = A4_LANDSCAPE
    bleed = 3 * MM
    header = 76 * MM
    margin = 26 * MM
    measure = width - 2 * margin
    foot = 176 * MM
    column = 50 * MM
    sign = 62 * MM
    label = style(SANS, 7.5, GREY, weight=500, spacing=0.02)
    value = style(SANS, 10.5, INK, weight=500)

    thin, strong = land(width, header, bleed)

    def fact(index, name, caption, content):
        x = margin + index * (column + 4 * MM)
        return [
            text(f"{name}: label", x, foot, column, 12, caption, label, valign="middle"),
            text(name, x, foot + 13, column, 18, content, value, align="left", valign="middle", fit=("shrink_to_width", 6.5)),
        ]

    facts = [
        fact(0, "Issued", "Issued", ISSUED),
        fact(1, "Number", "Certificate number", NUMBER),
        fact(2, "Expiry", "Valid until", '{{credential.expiry_date | date long | fallback "No expiry"}}'),
    ]
    fixed = [
        rect(
            "Header",
            -bleed,
            -bleed,
            width + 2 * bleed,
            header + bleed,
            fill=linear((0, 0), (1, 0.6), (0, "#0F2138"), (0.55, NAVY), (1, "#173252")),
        ),
        group(
            "Contour lines",
            -bleed,
            -bleed,
            width + 2 * bleed,
            header + bleed,
            [
                outline("Contours", thin, stroke=stroke("#FFFFFF", 0.6), opacity=0.06),
                outline("Contours, strong", strong, stroke=stroke("#FFFFFF", 0.9), opacity=0.10),
            ],
            clip={"rectangle": {}},
        ),
        rect(
            "Seam",
            -bleed,
            header - 1.6,
            width + 2 * bleed,
            3.2,
            fill=linear((0.05, 0), (0.85, 0), (0, TEAL), (1, BLUE)),
        ),
        text(
            "Heading",
            margin,
            29 * MM - 11,
            measure * 0.5,
            22,
            "Certificate of achievement",
            style(SANS, 10, "#7FE0D3", weight=600, spacing=0.13, case="upper"),
            valign="middle",
        ),
        text(
            "Closing",
            margin,
            header + 22,
            measure,
            18,
            "has successfully completed",
            style(SANS, 11, GREY),
            valign="middle",
        ),
        rule("Footer rule", margin, foot - 12, measure, LINE, 0.6),
        *(label for label, _ in facts),
        rule("Signature", width - margin - sign, foot + 12, sign, INK, 0.5),
        text(
            "Signature caption",
            width - margin - sign,
            foot + 16,
            sign,
            12,
            "Programme director",
            label,
            valign="middle",
        ),
    ]
    fields = [
        text(
            "Issuer",
            margin,
            19 * MM - 11,
            measure,
            22,
            ISSUER,
            style(SANS, 13, "#FFFFFF", weight=600),
            align="left",
            valign="middle",
            fit=("shrink_to_width", 8),
        ),
        text(
            "Name",
            margin - 1.5,
            header - 106,
            measure,
            90,
            NAME,
            style(SANS, 40, "#FFFFFF", weight=600, spacing=-0.018),
            align="left",
            valign="bottom",
            line_height=1.14,
            fit=("wrap_then_shrink", 15),
        ),
        text(
            "Title and description",
            margin,
            header + 44,
            168 * MM,
            112,
            title_and_description(8, size=22, weight=600, color=NAVY),
            style(SANS, 10.5, GREY),
            align="left",
            line_height=1.42,
            fit=("shrink_to_box", 13.5),
        ),
        chips(
            "Skills",
            margin,
            foot - 12 - 88,
            190 * MM,
            76,
            "group.skills",
            style(SANS, 9, "#14506B", weight=500),
            fill="#E6F3F4",
            radius=10,
            padding=[10, 4.5],
            gap=6,
        ),
        *(value for _, value in facts),
        image(
            "Logo",
            width - margin - 38 * MM,
            header + 26,
            38 * MM,
            19 * MM,
            "issuer.logo",
            alt="Logo of the issuer",
        ),
    ]
    return design(
        "Summit",
        "certificate",
        "A navy header with contour lines, a gradient seam and skills as chips: for companies and training.",
        [page(width, height, fixed + fields, "#FFFFFF", bleed=bleed)],
        {"Navy": NAVY, "Teal": TEAL, "Blue": BLUE, "Ink": INK, "Grey": GREY, "Line": LINE, "Mist": MIST},
    )
