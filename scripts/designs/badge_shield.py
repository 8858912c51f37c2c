"""Badge Shield: navy and gold, the title on an upper arc, a row of stars, the code of the group on a ribbon."""

from lib import ornament as o
from lib.kit import (
    BADGE,
    ISSUER,
    TITLE,
    arc_text,
    design,
    group,
    linear,
    outline,
    page,
    radial,
    stroke,
    style,
    text,
)
from lib.path import Path
from lib.ribbon import ribbon

NAVY, DEEP, SKY, GOLD, PALE, IVORY = "#1B345F", "#0E1F3F", "#2C4F88", "#C99B3F", "#F1DDA4", "#FBF5E4"
SANS = "Montserrat"
MIDDLE = BADGE / 2


def shield(inset):
    """A shield whose sides lie `inset` inside the outermost one."""
    top, half, bottom = 8 + inset * 1.02, 100 - inset, 250 - inset * 1.42
    shoulder = 27 + inset * 0.94
    half_path = (
        Path()
        .move(MIDDLE, top)
        .cubic(MIDDLE + 26, shoulder - 4.5, MIDDLE + 58, shoulder + 2.5, MIDDLE + half - 4, shoulder - 5)
        .cubic(MIDDLE + half + 1.5, shoulder + 40, MIDDLE + half + 2, shoulder + 66, MIDDLE + half - 4, 142)
        .cubic(MIDDLE + half - 14, 190, MIDDLE + half * 0.46, bottom - 22, MIDDLE, bottom)
    )
    back = Path().move(MIDDLE, bottom)
    points = [half_path.segments[0][1]] + [p for s in half_path.segments[1:] for p in s[1:]]
    mirrored = [(2 * MIDDLE - x, y) for x, y in reversed(points)]
    for i in range(1, len(mirrored), 3):
        (ax, ay), (bx, by), (x, y) = mirrored[i : i + 3]
        back.cubic(ax, ay, bx, by, x, y)
    return Path(half_path.segments + back.segments[1:]).close()


def make():
    gold = linear(
        (0.1, 0), (0.9, 1), (0, "#F6E7B8"), (0.25, "#D9B45C"), (0.5, "#B98A30"), (0.72, "#E4C679"), (1, "#94691D")
    )
    focus_y = 132
    light, dark = Path(), Path()
    for offset, radius, rise in ((-52, 6.6, 5), (-28, 9, 1.4), (0, 12.5, 0), (28, 9, 1.4), (52, 6.6, 5)):
        one, other = o.faceted_star(MIDDLE + offset, 101 + rise, radius)
        light.add(one)
        dark.add(other)
    inner = shield(10)
    left, top, right, bottom = inner.bounds()
    texture = group(
        "Texture",
        left,
        top,
        right - left,
        bottom - top,
        [
            outline("Rays", o.rays(MIDDLE, focus_y, 24, 190, 96), stroke=stroke("#FFFFFF", 0.5), opacity=0.07),
            outline(
                "Guilloche",
                o.petal_rosette(MIDDLE, focus_y, 46, 14, 20, 4, per_petal=3),
                stroke=stroke("#FFFFFF", 0.5),
                opacity=0.10,
            ),
        ],
        clip={"path": {"d": inner.d(left, top)}},
    )
    sprigs = Path()
    stems = Path()
    for sign in (-1, 1):
        leaves, stem = o.laurel_branch(MIDDLE, 164, 29, 180 + 16, 180 + 74, 6, 9, 3.7, spread=36)
        sprigs.add(leaves if sign < 0 else leaves.mirrored_x(MIDDLE))
        stems.add(stem if sign < 0 else stem.mirrored_x(MIDDLE))
    light_2, dark_2 = o.faceted_star(MIDDLE, 184, 7.5)
    light.add(light_2)
    dark.add(dark_2)
    behind, band = ribbon(MIDDLE, 126, 106, 33, 17, 17, 9, ("#FFFBEF", "#F6EBCF", "#DCC99A", "#8A6A2A"), edge=GOLD)
    elements = [
        outline("Edge", shield(0), fill=gold),
        outline("Field", shield(5.4), fill=radial((0.5, 0.42), 0.86, (0, SKY), (0.55, NAVY), (1, DEEP))),
        texture,
        outline("Inner line", shield(10), stroke=stroke("#E3C274", 1)),
        outline("Stars, light", light, fill="#F8E6B0"),
        outline("Stars, dark", dark, fill="#D2A84C"),
        outline("Sprigs: stems", stems, stroke=stroke("#E3C274", 0.8, cap="round")),
        outline("Sprigs: leaves", sprigs, fill="#E3C274"),
        *behind,
        *band,
        arc_text(
            "Title",
            MIDDLE,
            143,
            91,
            TITLE,
            style(SANS, 16, "#FFFFFF", 700, spacing=0.03),
            degrees=112,
            fit=("shrink_to_width", 4, 19),
        ),
        text(
            "Ribbon text",
            MIDDLE - 92,
            126,
            184,
            33,
            '{{group.code | fallback "Certified"}}',
            style(SANS, 16, DEEP, 700, spacing=0.16, case="upper"),
            align="center",
            valign="middle",
            fit=("shrink_to_width", 7),
        ),
        arc_text(
            "Issuer",
            MIDDLE,
            146,
            66,
            ISSUER,
            style(SANS, 8.5, PALE, 600, spacing=0.06, case="upper"),
            angle=180,
            inward=True,
            degrees=112,
            fit=("shrink_to_width", 2.5),
        ),
    ]
    return design(
        "Shield",
        "badge",
        "A navy shield with a gold edge; the ribbon shows the code of the group, or “Certified”.",
        [page(BADGE, BADGE, elements)],
        {"Navy": NAVY, "Deep navy": DEEP, "Gold": GOLD, "Pale gold": PALE, "Ivory": IVORY},
    )
