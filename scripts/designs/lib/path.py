"""Outlines: a small path builder in page points, y downwards.

Every outline is kept as cubic curves and straight lines with absolute points, so that it can be moved, turned,
mirrored and measured; it is written as a compact SVG path with relative coordinates of two decimals.
"""

import math

TAU = 2 * math.pi
# Control distance of a cubic that stands for a quarter of a unit circle.
KAPPA = 0.5522847498


def polar(cx, cy, radius, degrees):
    """The point at an angle, clockwise from the top."""
    a = math.radians(degrees)
    return (cx + radius * math.sin(a), cy - radius * math.cos(a))


class Path:
    """A list of ('M', p), ('L', p), ('C', a, b, p) and ('Z',)."""

    def __init__(self, segments=()):
        self.segments = list(segments)

    # Building

    def move(self, x, y):
        self.segments.append(("M", (x, y)))
        return self

    def line(self, x, y):
        self.segments.append(("L", (x, y)))
        return self

    def cubic(self, ax, ay, bx, by, x, y):
        self.segments.append(("C", (ax, ay), (bx, by), (x, y)))
        return self

    def quad(self, ax, ay, x, y):
        x0, y0 = self.last()
        return self.cubic(
            x0 + (ax - x0) * 2 / 3, y0 + (ay - y0) * 2 / 3, x + (ax - x) * 2 / 3, y + (ay - y) * 2 / 3, x, y
        )

    def close(self):
        self.segments.append(("Z",))
        return self

    def last(self):
        return next(s[-1] for s in reversed(self.segments) if s[0] != "Z")

    def arc(self, cx, cy, radius, start, end, join=True):
        """A piece of a circle; angles clockwise from the top. Continues the outline, or begins one."""
        steps = max(1, math.ceil(abs(end - start) / 90 - 1e-9))
        sweep = (end - start) / steps
        handle = 4 / 3 * math.tan(math.radians(sweep) / 4) * radius
        x, y = polar(cx, cy, radius, start)
        (self.line if join and self.segments else self.move)(x, y)
        for i in range(steps):
            a, b = start + i * sweep, start + (i + 1) * sweep
            (ax, ay), (bx, by) = polar(cx, cy, radius, a), polar(cx, cy, radius, b)
            ta, tb = math.radians(a), math.radians(b)
            self.cubic(
                ax + handle * math.cos(ta),
                ay + handle * math.sin(ta),
                bx - handle * math.cos(tb),
                by - handle * math.sin(tb),
                bx,
                by,
            )
        return self

    def curve(self, f, start, end, steps, join=False, closed=False):
        """A smooth curve t -> (x, y), as `steps` cubics with the curve's own tangents."""
        h = (end - start) / steps

        def tangent(t):
            e = h * 1e-4
            (x0, y0), (x1, y1) = f(t - e), f(t + e)
            return (x1 - x0) / (2 * e), (y1 - y0) / (2 * e)

        p, d = f(start), tangent(start)
        (self.line if join else self.move)(*p)
        for i in range(1, steps + 1):
            t = start + i * h
            q, e = f(t), tangent(t)
            self.cubic(p[0] + d[0] * h / 3, p[1] + d[1] * h / 3, q[0] - e[0] * h / 3, q[1] - e[1] * h / 3, q[0], q[1])
            p, d = q, e
        return self.close() if closed else self

    def through(self, points, closed=False, join=False):
        """A smooth curve through points (Catmull-Rom)."""
        n = len(points)
        at = (lambda i: points[i % n]) if closed else (lambda i: points[min(max(i, 0), n - 1)])
        (self.line if join else self.move)(*points[0])
        for i in range(n if closed else n - 1):
            p0, p1, p2, p3 = at(i - 1), at(i), at(i + 1), at(i + 2)
            self.cubic(
                p1[0] + (p2[0] - p0[0]) / 6,
                p1[1] + (p2[1] - p0[1]) / 6,
                p2[0] - (p3[0] - p1[0]) / 6,
                p2[1] - (p3[1] - p1[1]) / 6,
                p2[0],
                p2[1],
            )
        return self.close() if closed else self

    def add(self, *others):
        for other in others:
            self.segments.extend(other.segments)
        return self

    # Changing

    def map(self, f):
        return Path([(s[0], *(f(*p) for p in s[1:])) for s in self.segments])

    def moved(self, dx, dy):
        return self.map(lambda x, y: (x + dx, y + dy))

    def scaled(self, sx, sy=None, cx=0, cy=0):
        sy = sx if sy is None else sy
        return self.map(lambda x, y: (cx + (x - cx) * sx, cy + (y - cy) * sy))

    def turned(self, degrees, cx=0, cy=0):
        a = math.radians(degrees)
        c, s = math.cos(a), math.sin(a)
        return self.map(lambda x, y: (cx + (x - cx) * c - (y - cy) * s, cy + (x - cx) * s + (y - cy) * c))

    def mirrored_x(self, axis):
        """Left and right exchanged at a vertical axis."""
        return self.map(lambda x, y: (2 * axis - x, y))

    def mirrored_y(self, axis):
        return self.map(lambda x, y: (x, 2 * axis - y))

    # Measuring and writing

    def bounds(self):
        """The tight box (left, top, right, bottom)."""
        xs, ys = [], []
        here = (0, 0)
        for s in self.segments:
            if s[0] == "Z":
                continue
            for axis, out in ((0, xs), (1, ys)):
                out.append(s[-1][axis])
                if s[0] == "C":
                    out.extend(_extremes(here[axis], s[1][axis], s[2][axis], s[3][axis]))
            here = s[-1]
        return min(xs), min(ys), max(xs), max(ys)

    def d(self, dx=0.0, dy=0.0):
        """The SVG path, with (dx, dy) taken off every point. Rounding does not add up along the outline."""
        out, here, start, command, before = [], (0, 0), (0, 0), None, None
        for s in self.segments:
            if s[0] == "Z":
                out.append("Z")
                here, command, before = start, "Z", None
                continue
            points = [(round((x - dx) * 100), round((y - dy) * 100)) for x, y in s[1:]]
            if s[0] == "M":
                out.append("M" + _numbers(points))
                start, command, before = points[0], "M", None
            else:
                letter = s[0].lower()
                if letter == "c":
                    if before and math.dist(points[0], (2 * here[0] - before[0], 2 * here[1] - before[1])) < 1.5:
                        # The first control point mirrors the last one, within what rounding leaves of it.
                        letter, points = "s", points[1:]
                    before = points[-2]
                else:
                    before = None
                relative = _numbers([(x - here[0], y - here[1]) for x, y in points])
                if command == letter:
                    out.append(relative if relative[0] == "-" else " " + relative)
                else:
                    out.append(letter + relative)
                command = letter
            here = points[-1]
        return "".join(out)


def _numbers(points):
    text = ""
    for value in (v for p in points for v in p):
        sign = "-" if value < 0 else ""
        whole, part = divmod(abs(value), 100)
        number = f"{whole}.{part:02d}".rstrip("0").rstrip(".")
        number = number[1:] if number.startswith("0.") else number
        text += (" " if text and not sign else "") + sign + number
    return text


def _extremes(p0, p1, p2, p3):
    """Values of one axis of a cubic where it turns."""
    a, b, c = p3 - 3 * p2 + 3 * p1 - p0, 2 * (p2 - 2 * p1 + p0), p1 - p0
    if abs(a) < 1e-12:
        roots = [-c / b] if abs(b) > 1e-12 else []
    else:
        inner = b * b - 4 * a * c
        roots = [] if inner < 0 else [(-b + k * math.sqrt(inner)) / (2 * a) for k in (-1, 1)]
    for t in roots:
        if 0 < t < 1:
            u = 1 - t
            yield u**3 * p0 + 3 * u * u * t * p1 + 3 * u * t * t * p2 + t**3 * p3


# Forms that are asked for often


def circle(cx, cy, radius):
    return Path().arc(cx, cy, radius, 0, 360).close()


def polygon(points):
    path = Path().move(*points[0])
    for p in points[1:]:
        path.line(*p)
    return path.close()


def rounded_polygon(points, radius):
    """A polygon with its corners rounded; `radius` is the distance cut from each side, one for all or one each."""
    n = len(points)
    radii = radius if isinstance(radius, (list, tuple)) else [radius] * n
    path = Path()
    for i in range(n):
        (x0, y0), (x1, y1), (x2, y2) = points[i - 1], points[i], points[(i + 1) % n]
        r = radii[i]
        a, b = math.hypot(x0 - x1, y0 - y1), math.hypot(x2 - x1, y2 - y1)
        ax, ay = x1 + (x0 - x1) / a * r, y1 + (y0 - y1) / a * r
        bx, by = x1 + (x2 - x1) / b * r, y1 + (y2 - y1) / b * r
        (path.line if i else path.move)(ax, ay)
        path.quad(x1, y1, bx, by)
    return path.close()
