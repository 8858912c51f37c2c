"""Festival: large overlapping circles from two corners, bold rounded letters, a few pieces of confetti."""

import math

from lib import ornament as o
from lib.kit import (
    A4_LANDSCAPE,
    ISSUED,
    ISSUER,
    MM,
    NAME,
    design,
    disc,
    image,
    outline,
    page,
    rect,
    span,
    stroke,
    style,
    text,
    title_and_description,
)
from lib.path import Path, polar, rounded_polygon

PAPER, CORAL, SUN, TEAL, INK, MUTED = "#FFFCF6", "#F26B5B", "#F5B841", "#2FA39A", "#23323A", "#5A666B"
# Where two discs overlap, as ink on ink would look.
CORAL_SUN, CORAL_TEAL, SUN_TEAL, CORAL_DEEP, TEAL_DEEP = "#E4513A", "#2B4A5A", "#1F8A5F", "#C8402F", "#1E7A74"
FACE = "Nunito"


def overlap(name, first, second, color):
    """What two discs (cx, cy, radius) have in common, in a colour of its own."""
    (ax, ay, ar), (bx, by, br) = first, second
    between = math.dist((ax, ay), (bx, by))
    towards = math.degrees(math.atan2(bx - ax, -(by - ay)))
    a = math.degrees(math.acos((between**2 + ar**2 - br**2) / (2 * between * ar)))
    b = math.degrees(math.acos((between**2 + br**2 - ar**2) / (2 * between * br)))
    lens = Path().arc(ax, ay, ar, towards - a, towards + a).arc(bx, by, br, towards + 180 - b, towards + 180 + b)
    return outline(name, lens.close(), fill=color)


def discs(width, height):
    coral = (13 * MM, 6 * MM, 54 * MM)
    sun = (78 * MM, -4 * MM, 29 * MM)
    teal = (4 * MM, 71 * MM, 24 * MM)
    teal_2 = (width - 10 * MM, height - 8 * MM, 55 * MM)
    coral_2 = (width - 73 * MM, height + 6 * MM, 28 * MM)
    sun_2 = (width + 1 * MM, height - 74 * MM, 25 * MM)
    return [
        disc("Sun, top left", *sun, fill=SUN),
        disc("Teal, top left", *teal, fill=TEAL),
        disc("Coral, top left", *coral, fill=CORAL),
        overlap("Overlap, coral and sun", coral, sun, CORAL_SUN),
        overlap("Overlap, coral and teal", coral, teal, CORAL_TEAL),
        outline("Ring, top left", o.dotted_circle(13 * MM, 6 * MM, 41 * MM, 84, 0.8), fill="#FFFFFF", opacity=0.8),
        disc("Sun, bottom right", *sun_2, fill=SUN),
        disc("Coral, bottom right", *coral_2, fill=CORAL),
        disc("Teal, bottom right", *teal_2, fill=TEAL),
        overlap("Overlap, teal and sun", teal_2, sun_2, SUN_TEAL),
        overlap("Overlap, teal and coral", teal_2, coral_2, CORAL_TEAL),
        outline(
            "Ring, bottom right",
            o.dotted_circle(width - 10 * MM, height - 8 * MM, 42 * MM, 84, 0.8),
            fill="#FFFFFF",
            opacity=0.8,
        ),
    ]


def squiggle(x, y, length, waves, height, turn):
    path = Path().curve(
        lambda t: (x + length * (t - 0.5), y + height * math.sin(2 * math.pi * waves * t)), 0, 1, round(waves * 8)
    )
    return path.turned(turn, x, y)


def confetti(width, height):
    """Few pieces, in the corners without circles."""
    w, h = width, height
    round_line = {"cap": "round", "join": "round"}
    return [
        outline(
            "Confetti: squiggle, teal",
            squiggle(w - 50 * MM, 25 * MM, 50, 3, 3.8, -14),
            stroke=stroke(TEAL, 3, **round_line),
        ),
        outline(
            "Confetti: squiggle, coral",
            squiggle(43 * MM, h - 24 * MM, 50, 3, 3.8, -10),
            stroke=stroke(CORAL, 3, **round_line),
        ),
        disc("Confetti: dot, sun", w - 27 * MM, 33 * MM, 4.6, fill=SUN),
        disc("Confetti: ring, coral", w - 74 * MM, 17 * MM, 5.2, stroke=stroke(CORAL, 2.4)),
        outline("Confetti: star, coral", rounded_star(w - 24 * MM, 16 * MM, 10.5, 14), fill=CORAL),
        disc("Confetti: dot, teal", w - 62 * MM, 34 * MM, 2.6, fill=TEAL),
        outline("Confetti: star, sun", rounded_star(22 * MM, h - 38 * MM, 10.5, -10), fill=SUN),
        disc("Confetti: ring, teal", 22 * MM, h - 18 * MM, 5.2, stroke=stroke(TEAL, 2.4)),
        disc("Confetti: dot, coral", 34 * MM, h - 42 * MM, 2.6, fill=CORAL),
        disc("Confetti: dot, sun 2", 62 * MM, h - 15 * MM, 4, fill=SUN),
    ]


def rounded_star(x, y, radius, turn):
    points = []
    for i in range(10):
        points.append(polar(x, y, radius if i % 2 == 0 else radius * 0.52, turn + 36 * i))
    return rounded_polygon(points, [radius * 0.16 if i % 2 == 0 else radius * 0.1 for i in range(10)])


def make():
    width, height = A4_LANDSCAPE
    middle = width / 2
    measure = 186 * MM
    left = middle - measure / 2
    pill = 44 * MM
    foot = height - 31 * MM

    fixed = [
        *discs(width, height),
        *confetti(width, height),
        rect("Pill", middle - pill / 2, 110, pill, 24, fill=INK, radius=12),
        text(
            "Heading",
            middle - pill / 2,
            108,
            pill,
            28,
            "Certificate",
            style(FACE, 11.5, "#FFFFFF", 800, spacing=0.14, case="upper"),
            align="center",
            valign="middle",
        ),
        text(
            "Opening",
            left,
            148,
            measure,
            26,
            "Hooray! This one goes to",
            style(FACE, 16, MUTED, 700),
            align="center",
            valign="middle",
        ),
        text(
            "Closing",
            left,
            281,
            measure,
            26,
            "for taking part in",
            style(FACE, 16, MUTED, 700),
            align="center",
            valign="middle",
        ),
    ]
    fields = [
        text(
            "Name",
            middle - 114 * MM,
            182,
            228 * MM,
            88,
            NAME,
            style(FACE, 46, INK, 800),
            align="center",
            valign="middle",
            line_height=1.08,
            fit=("wrap_then_shrink", 17),
        ),
        text(
            "Title and description",
            left + 6 * MM,
            317,
            measure - 12 * MM,
            108,
            title_and_description(7, size=25, weight=800, color="#1E7A74"),
            style(FACE, 12.5, MUTED),
            align="center",
            line_height=1.36,
            fit=("shrink_to_box", 15),
        ),
        image("Logo", middle - 20 * MM, foot - 54, 40 * MM, 13 * MM, "issuer.logo", alt="Logo of the issuer"),
        text(
            "Issuer",
            left + 24 * MM,
            foot - 10,
            measure - 48 * MM,
            22,
            ISSUER,
            style(FACE, 13, INK, 700),
            align="center",
            valign="middle",
            fit=("shrink_to_width", 8),
        ),
        text(
            "Dates",
            left + 24 * MM,
            foot + 10,
            measure - 48 * MM,
            20,
            [span(ISSUED), span('{{credential.expiry_date | date long | prefix "  ·  valid until " | fallback ""}}')],
            style(FACE, 11.5, MUTED),
            align="center",
            valign="middle",
            fit=("shrink_to_width", 7),
        ),
    ]
    return design(
        "Festival",
        "certificate",
        "Large circles in coral, sun and teal: for schools, workshops and everything that is fun.",
        [page(width, height, fixed + fields, PAPER, bleed=3 * MM)],
        {"Paper": PAPER, "Coral": CORAL, "Sun": SUN, "Teal": TEAL, "Ink": INK, "Muted": MUTED},
    )
