"""Ornament: guilloche, rosettes, scalloped seals, laurel, ribbons, stars, contour lines. All in page points."""

import math

from .path import TAU, Path, circle, polar, polygon


def wave_band(x0, x1, middle, amplitude, waves, strands, quarter=4):
    """A guilloche band: sines with evenly shifted phases between x0 and x1 that share their wavelength."""
    path = Path()
    for k in range(strands):
        phase = TAU * k / strands

        def f(t, phase=phase):
            return (x0 + (x1 - x0) * t, middle + amplitude * math.sin(TAU * waves * t + phase))

        path.curve(f, 0, 1, round(waves * quarter))
    return path


def petal_rosette(cx, cy, radius, depth, petals, strands, per_petal=4):
    """A guilloche rosette: closed waves around a circle with evenly shifted phases."""
    path = Path()
    for k in range(strands):
        phase = TAU * k / strands

        def f(t, phase=phase):
            r = radius + depth * math.sin(petals * t + phase)
            return (cx + r * math.sin(t), cy - r * math.cos(t))

        path.curve(f, 0, TAU, petals * per_petal, closed=True)
    return path


def scallop(cx, cy, radius, count, depth):
    """A round edge of `count` outward bows; `radius` is where they meet, `depth` how far they rise beyond it."""
    path = Path()
    step = 360 / count
    for i in range(count):
        a, b = polar(cx, cy, radius, i * step), polar(cx, cy, radius, (i + 1) * step)
        chord = math.dist(a, b)
        # The bow of a circle through both points, rising `depth` beyond the chord.
        bow = (chord * chord / 4 + depth * depth) / (2 * depth)
        half = math.degrees(math.asin(min(1, chord / 2 / bow)))
        if depth > chord / 2:
            half = 180 - half
        middle = (i + 0.5) * step
        mx, my = (a[0] + b[0]) / 2, (a[1] + b[1]) / 2
        ox, oy = polar(mx, my, depth - bow, middle)
        path.arc(ox, oy, bow, middle - half, middle + half)
    return path.close()


def milled(cx, cy, radius, count, depth):
    """A fine wavy edge, like a coin's or a foil seal's."""

    def f(t):
        r = radius + depth * math.cos(count * t)
        return (cx + r * math.sin(t), cy - r * math.cos(t))

    return Path().curve(f, 0, TAU, count * 4, closed=True)


def rays(cx, cy, inner, outer, count, skip=None):
    """Fine lines outwards, as on a coin; `skip` tells which angles stay free."""
    path = Path()
    for i in range(count):
        angle = 360 * i / count
        if skip and skip(angle):
            continue
        path.move(*polar(cx, cy, inner, angle)).line(*polar(cx, cy, outer, angle))
    return path


def star(cx, cy, radius, points=5, inner=0.4, turn=0.0):
    """A star with its first point at the top; `inner` is the share of the radius between the points."""
    corners = []
    for i in range(points * 2):
        r = radius if i % 2 == 0 else radius * inner
        corners.append(polar(cx, cy, r, turn + 180 * i / points))
    return polygon(corners)


def faceted_star(cx, cy, radius, points=5, inner=0.4):
    """The light and the dark halves of a star's rays."""
    light, dark = Path(), Path()
    for i in range(points):
        tip = polar(cx, cy, radius, 360 * i / points)
        left = polar(cx, cy, radius * inner, 360 * (i - 0.5) / points)
        right = polar(cx, cy, radius * inner, 360 * (i + 0.5) / points)
        light.add(polygon([(cx, cy), left, tip]))
        dark.add(polygon([(cx, cy), tip, right]))
    return light, dark


def leaf(length, width, bend=0.0):
    """A pointed leaf from the origin upwards; `bend` leans its tip to one side."""
    return (
        Path()
        .move(0, 0)
        .cubic(-width * 0.62, -length * 0.28, -width * 0.5 + bend * 0.4, -length * 0.74, bend, -length)
        .cubic(width * 0.5 + bend * 0.4, -length * 0.7, width * 0.58, -length * 0.24, 0, 0)
        .close()
    )


def laurel_branch(cx, cy, radius, start, end, leaves, length, width, spread=34):
    """One branch along a circle from angle `start` to `end`: (leaves, stem). Leaves get smaller towards the tip."""
    out, stem = Path(), Path()
    sign = 1 if end > start else -1
    for i in range(leaves):
        t = i / (leaves - 1)
        angle = start + (end - start) * t
        size = 1 - 0.38 * t**1.5
        x, y = polar(cx, cy, radius, angle)
        heading = angle + 90 * sign
        for side, grow in ((1, 1.0), (-1, 0.92)):
            one = leaf(length * size * grow, width * size, bend=-side * sign * width * 0.12)
            out.add(one.turned(heading + side * spread * (1 - 0.25 * t)).moved(x, y))
    tip = end + sign * math.degrees(length * 0.3 / radius)
    x, y = polar(cx, cy, radius, end)
    out.add(leaf(length * 0.66, width * 0.62).turned(end + 90 * sign).moved(x, y))
    stem.arc(cx, cy, radius, start - sign * 7, tip)
    return out, stem


def laurel(cx, cy, radius, gap, leaves, length, width, bottom=0.0, spread=34):
    """A wreath, open at the top by `gap` degrees each side and at the bottom by `bottom`: (leaves, stems)."""
    left, left_stem = laurel_branch(cx, cy, radius, 180 + bottom, 360 - gap, leaves, length, width, spread)
    right, right_stem = left.mirrored_x(cx), left_stem.mirrored_x(cx)
    return Path().add(left, right), Path().add(left_stem, right_stem)


def dotted_circle(cx, cy, radius, count, dot):
    path = Path()
    for i in range(count):
        path.add(circle(*polar(cx, cy, radius, 360 * i / count), dot))
    return path


def lozenge(cx, cy, width, height):
    return polygon([(cx, cy - height / 2), (cx + width / 2, cy), (cx, cy + height / 2), (cx - width / 2, cy)])


def contours(field, x0, y0, x1, y1, columns, rows, levels):
    """Level lines of field(x, y) as smooth curves: marching squares, joined and evened."""
    dx, dy = (x1 - x0) / columns, (y1 - y0) / rows
    grid = [[field(x0 + c * dx, y0 + r * dy) for c in range(columns + 1)] for r in range(rows + 1)]
    for level in levels:
        yield level, [_evened(line) for line in _level_lines(grid, level, x0, y0, dx, dy) if len(line) > 5]


def _level_lines(grid, level, x0, y0, dx, dy):
    """Each piece lies between two grid edges; pieces that share an edge are one line."""

    def cut(edge):
        (c, r), across = edge
        a = grid[r][c]
        b = grid[r][c + 1] if across else grid[r + 1][c]
        t = (level - a) / (b - a)
        return (x0 + (c + (t if across else 0)) * dx, y0 + (r + (0 if across else t)) * dy)

    links = {}
    for r in range(len(grid) - 1):
        for c in range(len(grid[0]) - 1):
            above = [grid[r][c] > level, grid[r][c + 1] > level, grid[r + 1][c + 1] > level, grid[r + 1][c] > level]
            edges = [((c, r), True), ((c + 1, r), False), ((c, r + 1), True), ((c, r), False)]
            crossed = [edges[i] for i in range(4) if above[i] != above[(i + 1) % 4]]
            for a, b in zip(crossed[::2], crossed[1::2]):
                links.setdefault(a, []).append(b)
                links.setdefault(b, []).append(a)
    seen = set()
    for first in sorted(links, key=lambda e: (len(links[e]), e)):
        if first in seen:
            continue
        line, here = [], first
        while here is not None:
            seen.add(here)
            line.append(cut(here))
            here = next((n for n in links[here] if n not in seen), None)
        if len(links[first]) > 1:
            line.append(line[0])
        yield line


def _evened(line, step=11.0):
    """The line with its points at even distances, and the corners of the grid smoothed away."""
    closed = line[0] == line[-1]
    for _ in range(3):
        ends = (line[-2], line[1]) if closed else (line[0], line[-1])
        padded = [ends[0], *line, ends[1]]
        smooth = [
            tuple((a + 2 * b + c) / 4 for a, b, c in zip(padded[i - 1], padded[i], padded[i + 1]))
            for i in range(1, len(padded) - 1)
        ]
        line = smooth if closed else [line[0], *smooth[1:-1], line[-1]]
    total = sum(math.dist(a, b) for a, b in zip(line, line[1:]))
    count = max(6, round(total / step))
    out, walked, want = [line[0]], 0.0, total / count
    for a, b in zip(line, line[1:]):
        piece = math.dist(a, b)
        while walked + piece >= want and len(out) < count:
            t = (want - walked) / piece
            out.append((a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t))
            want += total / count
        walked += piece
    out.append(out[0] if closed else line[-1])
    return out
