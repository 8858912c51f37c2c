"""Meridian: white, an ink band at the left, everything flush left on a grid of twelve columns."""

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
    qr,
    rect,
    rule,
    style,
    text,
    title_and_description,
)

INK, GREY, LINE, MARK = "#141A24", "#5E6673", "#CDD1D8", "#C8553D"
SANS = "Inter"

BAND = 18 * MM
MARGIN = 42 * MM
RIGHT = 20 * MM
GUTTER = 5 * MM


def make():
    width, height = A4_LANDSCAPE
    unit = (width - MARGIN - RIGHT - 11 * GUTTER) / 12

    def col(n):
        """The left edge of a column, counted from 0."""
        return MARGIN + n * (unit + GUTTER)

    def cols(n):
        """The width of n columns."""
        return n * unit + (n - 1) * GUTTER

    bleed = 3 * MM
    foot = 171 * MM
    label = style(SANS, 7.5, GREY, weight=500, spacing=0.02)
    value = style(SANS, 10.5, INK)
    code = 25 * MM

    def fact(index, name, caption, content):
        x = col(index * 3)
        return [
            text(f"{name}: label", x, foot + 12, cols(3), 12, caption, label, valign="middle"),
            text(
                name,
                x,
                foot + 27,
                cols(3),
                30,
                content,
                value,
                # The captions are on the left, in whatever direction a date is written.
                align="left",
                line_height=1.35,
                fit=("shrink_to_box", 7),
            ),
        ]

    facts = [
        fact(0, "Issued", "Issued", ISSUED),
        fact(1, "Number", "Certificate number", NUMBER),
        fact(2, "Expiry", "Valid until", '{{credential.expiry_date | date long | fallback "No expiry"}}'),
    ]
    elements = [
        rect("Band", -bleed, -bleed, BAND + bleed, height + 2 * bleed, fill=INK),
        rect("Mark", MARGIN, 60.5 * MM, 9 * MM, 2.4, fill=MARK),
        rule("Footer rule", col(0), foot, cols(9), LINE, 0.6),
        text(
            "Heading",
            MARGIN,
            65 * MM,
            cols(8),
            16,
            "Certificate of completion",
            style(SANS, 10.5, INK, weight=600),
            valign="middle",
        ),
        *(label for label, _ in facts),
        *(value for _, value in facts),
        image(
            "Logo",
            BAND / 2 - 6.2 * MM,
            18.3 * MM,
            12.4 * MM,
            12.4 * MM,
            "issuer.logo",
            alt="Logo of the issuer",
            mask={"ellipse": {}},
            background="#FFFFFF",
            padding=round(2 * MM, 2),
        ),
        text(
            "Issuer",
            MARGIN,
            24.5 * MM - 16,
            cols(8),
            32,
            ISSUER,
            style(SANS, 12, INK, weight=500),
            align="left",
            valign="middle",
            fit=("shrink_to_box", 8),
        ),
        text(
            "Name",
            MARGIN - 2,
            75 * MM,
            cols(12),
            78,
            NAME,
            style(SANS, 44, INK, weight=300, spacing=-0.022),
            align="left",
            valign="middle",
            line_height=1.12,
            fit=("wrap_then_shrink", 16),
        ),
        text(
            "Title and description",
            MARGIN,
            111.5 * MM,
            cols(8),
            44 * MM,
            title_and_description(7, size=18, weight=500, color=INK),
            style(SANS, 10, GREY),
            align="left",
            line_height=1.5,
            fit=("shrink_to_box", 11),
        ),
        qr("QR code", width - RIGHT - code, foot + 57 - code, code, INK),
    ]
    return design(
        "Meridian",
        "certificate",
        "White with an ink band, flush left on a grid: for companies, platforms and laboratories.",
        [page(width, height, elements, "#FFFFFF", bleed=bleed)],
        {"Ink": INK, "Grey": GREY, "Line": LINE, "Mark": MARK},
    )
