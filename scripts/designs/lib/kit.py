"""The elements of design.json, with lengths in points, and how the file is written."""

import json

from .path import Path

MM = 72 / 25.4
A4_LANDSCAPE = (round(297 * MM, 3), round(210 * MM, 3))
BADGE = round(90 * MM, 3)


def mm(value):
    return value * MM


def num(value, digits=2):
    value = round(float(value), digits)
    return int(value) if value == int(value) else value


# Paint


def linear(start, end, *stops):
    """A gradient between two points given as fractions of the frame; stops are (at, colour)."""
    return {"linear": {"from": list(start), "to": list(end), "stops": [_stop(*s) for s in stops]}}


def radial(center, radius, *stops):
    """A gradient around a point of the frame; the radius is a fraction of half its diagonal."""
    return {"radial": {"center": list(center), "radius": radius, "stops": [_stop(*s) for s in stops]}}


def _stop(at, color):
    return {"at": at, "color": color}


def stroke(paint, width, dashes=None, cap=None, join=None):
    out = {"paint": paint, "width": width}
    if dashes:
        out["dashes"] = dashes
    if cap:
        out["cap"] = cap
    if join:
        out["join"] = join
    return out


# Elements


def element(name, x, y, width, height, content, rotation=0, opacity=1, locked=False):
    out = {"name": name, "x": num(x), "y": num(y), "width": num(width), "height": num(height)}
    if rotation:
        out["rotation"] = num(rotation)
    if opacity != 1:
        out["opacity"] = opacity
    if locked:
        out["locked"] = True
    out["content"] = content
    return out


def shape(name, x, y, width, height, form, fill=None, stroke=None, **more):
    content = {"form": form}
    if fill:
        content["fill"] = fill
    if stroke:
        content["stroke"] = stroke
    return element(name, x, y, width, height, {"shape": content}, locked=more.pop("locked", True), **more)


def rect(name, x, y, width, height, fill=None, stroke=None, radius=0, **more):
    form = {"rectangle": {"radii": [num(radius)] * 4} if radius else {}}
    return shape(name, x, y, width, height, form, fill, stroke, **more)


def disc(name, cx, cy, radius, fill=None, stroke=None, **more):
    return shape(name, cx - radius, cy - radius, 2 * radius, 2 * radius, {"ellipse": {}}, fill, stroke, **more)


def rule(name, x, y, length, color, width, **more):
    """A level line from (x, y)."""
    return shape(name, x, y, length, 0, {"line": {}}, None, stroke(color, width), **more)


def outline(name, path, fill=None, stroke=None, even_odd=False, **more):
    """A path whose frame is its own box."""
    assert isinstance(path, Path)
    left, top, right, bottom = (round(v, 2) for v in path.bounds())
    form = {"d": path.d(left, top)}
    if even_odd:
        form["rule"] = "even_odd"
    return shape(name, left, top, right - left, bottom - top, {"path": form}, fill, stroke, **more)


def group(name, x, y, width, height, children, clip=None, **more):
    """Elements in page coordinates, put together; they are moved into the group's frame here."""
    moved = [dict(c, x=num(c["x"] - x), y=num(c["y"] - y)) for c in children]
    content = {"children": moved}
    if clip:
        content["clip"] = clip
    return element(name, x, y, width, height, {"group": content}, locked=more.pop("locked", True), **more)


def style(family, size, color, weight=400, italic=False, spacing=0, case=None):
    out = {"family": family, "size": size}
    if weight != 400:
        out["weight"] = weight
    if italic:
        out["italic"] = True
    out["color"] = color
    if spacing:
        out["letter_spacing"] = spacing
    if case:
        out["case"] = case
    return out


def span(text, **change):
    """A stretch of text; `change` as in the format (size, weight, italic, color, letter_spacing, case, family)."""
    return {"text": text, "style": change} if change else {"text": text}


def text(
    name, x, y, width, height, spans, style, align=None, valign=None, line_height=None, fit=None, path=None, **more
):
    """`fit` is a policy, (policy, smallest size) or (policy, smallest size, largest size); sizes of the first span."""
    spans = [span(spans)] if isinstance(spans, str) else spans
    content = {"spans": spans, "style": style}
    if align:
        content["align"] = align
    if valign:
        content["valign"] = valign
    if line_height:
        content["line_height"] = line_height
    if fit:
        fit = fit if isinstance(fit, tuple) else (fit,)
        content["fit"] = dict(zip(("policy", "min_size", "max_size"), fit))
    if path:
        content["path"] = path
    return element(name, x, y, width, height, {"text": content}, **more)


def arc_text(name, cx, cy, radius, spans, style, angle=0, inward=False, degrees=180, fit=None):
    """A text along `degrees` of a circle with its middle at `angle` (clockwise from the top).

    It is a path and not the format's `arc`, for which a whole circle is the room: here a long text shrinks to its part.
    """
    half = degrees / 2
    start, end = (angle + half, angle - half) if inward else (angle - half, angle + half)
    arc = Path().arc(cx, cy, radius, start, end)
    left, top, right, bottom = arc.bounds()
    rise = 0 if inward else style["size"]
    left, top, right, bottom = (round(v, 2) for v in (left - rise, top - rise, right + rise, bottom))
    width, height = right - left, bottom - top
    d = {"d": arc.d(left, top)}
    return text(name, left, top, width, height, spans, style, align="center", fit=fit, path={"path": d})


def image(name, x, y, width, height, field, alt="", mask=None, background=None, padding=0):
    content = {"source": {"field": field}}
    if mask:
        content["mask"] = mask
    if background:
        content["background"] = background
    if padding:
        content["padding"] = padding
    if alt:
        content["alt"] = alt
    return element(name, x, y, width, height, {"image": content})


def qr(name, x, y, side, color, background=None, quiet_zone=0, level=None):
    content = {"content": "{{credential.url}}", "color": color}
    if level:
        content["level"] = level
    if background:
        content["background"] = background
    if quiet_zone:
        content["quiet_zone"] = quiet_zone
    return element(name, x, y, side, side, {"qr": content})


def chips(name, x, y, width, height, field, style, fill, radius, padding, gap, stroke=None, align=None):
    content = {"field": field, "style": style, "fill": fill}
    if stroke:
        content["stroke"] = stroke
    content.update(radius=radius, padding=padding, gap=gap)
    if align:
        content["align"] = align
    return element(name, x, y, width, height, {"chips": content})


SAMPLE = {
    "recipient.name": "Amara Okonkwo-Lindqvist",
    "group.title": "Data Protection Practitioner",
    "group.description": "A six-week course on the handling of personal data, from the first request of consent "
    "to the answer to a breach, closed with an examination.",
    "group.code": "DP-26",
    "group.skills": "Risk assessment; Data mapping; Incident response; Privacy by design",
    "credential.issue_date": "2026-05-14",
    "credential.expiry_date": "2028-05-14",
    "credential.number": "DP-26-2026-00042",
    "credential.id": "7h4kz0m9q2w8r5t1x6c3v0b9na",
    "credential.url": "https://credentials.example.org/c/7h4kz0m9q2w8r5t1x6c3v0b9na",
    "issuer.name": "Northfield Institute",
}

# Fields that several designs write alike.
NAME = "{{recipient.name}}"
TITLE = "{{group.title}}"
ISSUER = "{{issuer.name}}"
NUMBER = "{{credential.number}}"
ISSUED = "{{credential.issue_date | date long}}"
VALID_UNTIL = '{{credential.expiry_date | date long | prefix "Valid until " | fallback ""}}'
YEAR = '{{credential.issue_date | date "y"}}'
DESCRIPTION = '{{group.description | fallback ""}}'


def title_and_description(space, **title):
    """The title in a style of its own, a small open line, the description: one text, so that they flow together."""
    return [span(TITLE + "\n", **title), span("\n", size=space), span(DESCRIPTION)]


def design(name, kind, description, pages, swatches):
    """The file, in the order of the format's documentation; `sample` has what the texts show and no more."""
    shown = json.dumps(pages)
    sample = {k: v for k, v in SAMPLE.items() if k in shown}
    if kind == "badge":
        sample.pop("recipient.name", None)
    return {
        "format": "accolade-design",
        "version": 1,
        "name": name,
        "kind": kind,
        "description": description,
        "language": "en",
        "swatches": swatches,
        "sample": sample,
        "pages": pages,
    }


def page(width, height, elements, paint=None, bleed=0):
    out = {"width": num(width, 3), "height": num(height, 3)}
    if bleed:
        out["bleed"] = num(bleed, 3)
    if paint:
        out["background"] = {"paint": paint}
    out["elements"] = elements
    _distinct([e["name"] for e in _all(elements)])
    return out


def _all(elements):
    for e in elements:
        yield e
        yield from _all(e["content"].get("group", {}).get("children", []))


def _distinct(names):
    twice = sorted({n for n in names if names.count(n) > 1})
    assert not twice, f"Elements share a name: {twice}"


def to_text(value, indent=0, room=120):
    """JSON with two spaces a level, where what fits a line stays on one."""
    flat = json.dumps(value, ensure_ascii=False)
    simple = not isinstance(value, (dict, list)) or len(flat) + indent <= room
    if simple and not (indent == 0 and isinstance(value, dict)):
        return flat
    pad = " " * (indent + 2)
    if isinstance(value, dict):
        rows = [f"{pad}{json.dumps(k)}: {to_text(v, indent + 2)}" for k, v in value.items()]
        return "{\n" + ",\n".join(rows) + "\n" + " " * indent + "}"
    rows = [pad + to_text(v, indent + 2) for v in value]
    return "[\n" + ",\n".join(rows) + "\n" + " " * indent + "]"
