"""Quiet: off-white, no border, the name at the optical centre between two hairlines."""

from lib.kit import (
    A4_LANDSCAPE,
    ISSUED,
    ISSUER,
    MM,
    NAME,
    NUMBER,
    design,
    image,
    page,
    rule,
    span,
    style,
    text,
    title_and_description,
)

PAPER, INK, MUTED, HAIR = "#FAF9F6", "#22211E", "#67635B", "#A8A297"
SERIF = "EB Garamond"


def make():
    width, height = A4_LANDSCAPE
    middle = width / 2
    optical = height * 0.45
    measure = 158 * MM
    left = middle - measure / 2
    half = 41
    foot = height - 27 * MM
    small = style(SERIF, 10.5, MUTED)
    column = (width - 2 * 30 * MM) / 3

    elements = [
        rule("Hairline above the name", left, optical - half, measure, HAIR, 0.4),
        rule("Hairline below the name", left, optical + half, measure, HAIR, 0.4),
        text(
            "Heading",
            left,
            optical - half - 92,
            measure,
            16,
            "Certificate",
            style(SERIF, 12, INK, spacing=0.32, case="upper"),
            align="center",
            valign="middle",
        ),
        text(
            "Opening",
            left,
            optical - half - 38,
            measure,
            18,
            "This certifies that",
            style(SERIF, 12, MUTED, italic=True),
            align="center",
            valign="middle",
        ),
        text(
            "Closing",
            left,
            optical + half + 20,
            measure,
            18,
            "has successfully completed",
            style(SERIF, 12, MUTED, italic=True),
            align="center",
            valign="middle",
        ),
        image("Logo", middle - 24 * MM, 17 * MM, 48 * MM, 13 * MM, "issuer.logo", alt="Logo of the issuer"),
        text(
            "Name",
            left,
            optical - half + 8,
            measure,
            2 * half - 16,
            NAME,
            style(SERIF, 36, INK),
            align="center",
            valign="middle",
            line_height=1.08,
            fit=("wrap_then_shrink", 14),
        ),
        text(
            "Title and description",
            middle - 62 * MM,
            optical + half + 46,
            124 * MM,
            104,
            title_and_description(5, size=14, color=INK),
            style(SERIF, 11, MUTED),
            align="center",
            line_height=1.5,
            fit=("shrink_to_box", 9),
        ),
        text(
            "Issuer",
            30 * MM,
            foot,
            column,
            30,
            ISSUER,
            small,
            align="left",
            valign="bottom",
            fit=("shrink_to_box", 7),
        ),
        text(
            "Dates",
            30 * MM + column,
            foot,
            column,
            30,
            [
                span("Issued " + ISSUED),
                span('{{credential.expiry_date | date long | prefix "\nValid until " | fallback ""}}'),
            ],
            small,
            align="center",
            valign="bottom",
            line_height=1.4,
            fit=("shrink_to_box", 7),
        ),
        text(
            "Number",
            30 * MM + 2 * column,
            foot,
            column,
            30,
            NUMBER,
            small,
            align="right",
            valign="bottom",
            fit=("shrink_to_box", 7),
        ),
    ]
    return design(
        "Quiet",
        "certificate",
        "Off-white and silent: the name between two hairlines, everything else small.",
        [page(width, height, elements, PAPER, bleed=3 * MM)],
        {"Paper": PAPER, "Ink": INK, "Muted": MUTED, "Hairline": HAIR},
    )
