"""Says newer logical properties in words that Chrome 69 and Safari 12.1 understand.

Shorthands become their -start and -end halves. What has no older logical name becomes a physical
property under [dir=ltr] and [dir=rtl]; it follows the nearest such ancestor, as `html` always is.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

HALVES = {
    f"{name}-{axis}": (f"{name}-{axis}-start", f"{name}-{axis}-end")
    for name in ("margin", "padding")
    for axis in ("inline", "block")
}
BORDER_HALVES = {
    f"border-{axis}{part}": (f"border-{axis}-start{part}", f"border-{axis}-end{part}")
    for axis in ("inline", "block")
    for part in ("", "-width", "-style", "-color")
}
RENAMED = {"inset-block-start": "top", "inset-block-end": "bottom"}
# property: its name where lines run left to right, and where they run right to left
BY_DIRECTION = {
    "inset-inline-start": ("left", "right"),
    "inset-inline-end": ("right", "left"),
    "border-start-start-radius": ("border-top-left-radius", "border-top-right-radius"),
    "border-start-end-radius": ("border-top-right-radius", "border-top-left-radius"),
    "border-end-start-radius": ("border-bottom-left-radius", "border-bottom-right-radius"),
    "border-end-end-radius": ("border-bottom-right-radius", "border-bottom-left-radius"),
}
SIDES = {"inline-start": ("left", "right"), "inline-end": ("right", "left")}
SIDED = ("float", "clear")


class Declared(NamedTuple):
    """One declaration: its property and its value in minified parts."""

    name: str
    parts: tuple[str, ...]
    important: bool = False

    def __str__(self) -> str:
        return f"{self.name}:{' '.join(self.parts)}{'!important' if self.important else ''}"


class Block(NamedTuple):
    """The declarations of one rule: for both directions, and for each alone."""

    both: list[Declared]
    ltr: list[Declared]
    rtl: list[Declared]


def with_fallbacks(declarations: Sequence[Declared]) -> Block:
    """Divide the declarations of a rule by the direction they hold for."""
    block = Block([], [], [])
    for declared in (part for one in declarations for part in _expand(one)):
        ltr, rtl = _directed(declared)
        if ltr == rtl:
            block.both.append(ltr)
        else:
            block.ltr.append(ltr)
            block.rtl.append(rtl)
    return block


def _expand(declared: Declared) -> Iterator[Declared]:
    """Split a logical shorthand into its parts."""
    name, parts = declared.name, declared.parts
    start, end = parts[0] if parts else "", parts[-1] if parts else ""
    if name in HALVES:
        yield declared._replace(name=HALVES[name][0], parts=(start,))
        yield declared._replace(name=HALVES[name][1], parts=(end,))
    elif name in BORDER_HALVES:
        halved = not name.endswith(("inline", "block"))
        first, last = BORDER_HALVES[name]
        yield declared._replace(name=first, parts=(start,) if halved else parts)
        yield declared._replace(name=last, parts=(end,) if halved else parts)
    elif name == "inset-block":
        yield declared._replace(name="top", parts=(start,))
        yield declared._replace(name="bottom", parts=(end,))
    elif name == "inset-inline" and start != end:
        yield declared._replace(name="inset-inline-start", parts=(start,))
        yield declared._replace(name="inset-inline-end", parts=(end,))
    elif name in {"inset", "inset-inline"}:
        yield from _inset(declared)
    else:
        yield declared._replace(name=RENAMED.get(name, name))


def _inset(declared: Declared) -> Iterator[Declared]:
    """Split an inset that is the same left and right, which css_rules has made sure of."""
    parts = declared.parts
    across = parts[1] if len(parts) > 1 and declared.name == "inset" else parts[0]
    if declared.name == "inset":
        yield declared._replace(name="top", parts=(parts[0],))
        yield declared._replace(name="bottom", parts=(parts[2] if len(parts) > 2 else parts[0],))
    yield declared._replace(name="left", parts=(across,))
    yield declared._replace(name="right", parts=(across,))


def _directed(declared: Declared) -> tuple[Declared, Declared]:
    if declared.name in BY_DIRECTION:
        left, right = BY_DIRECTION[declared.name]
        return declared._replace(name=left), declared._replace(name=right)
    if declared.name in SIDED and declared.parts[0] in SIDES:
        left, right = SIDES[declared.parts[0]]
        return declared._replace(parts=(left,)), declared._replace(parts=(right,))
    return declared, declared
