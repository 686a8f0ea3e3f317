"""Marks of a plot, and where their names stand so that they hide nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

LABEL_HEIGHT = 14.0
CHARACTER_WIDTH = 6.6
# From a mark to its label, and half the size of a mark.
GAP, HALF_MARK = 9.0, 7.0


@dataclass(frozen=True, slots=True)
class Frame:
    """The inner rectangle of a plot."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Mark:
    """A system in the plot of quality against speed.

    `number` chooses colour and shape; `label_x` and `label_y` are where its name begins.
    """

    number: int
    label: str
    x: float
    y: float
    x_low: float
    x_high: float
    y_low: float
    y_high: float
    label_x: float
    label_y: float
    text: str


def place_labels(marks: Sequence[Mark], frame: Frame, lines: Sequence[float] = ()) -> list[Mark]:
    """Give each mark a place for its label that hides no mark, interval or other label.

    Args:
        marks: with their symbols and intervals in place.
        frame: that labels keep inside of.
        lines: where upright lines stand that no label should cross.

    Tried are the four corners of the mark, then places further up and down; where none is free
    the first is taken.
    """
    taken = [box for mark in marks for box in _ink(mark)]
    taken += [Frame(x, frame.top, x, frame.bottom) for x in lines]
    placed = []
    for mark in marks:
        width = CHARACTER_WIDTH * len(mark.label)
        spots = [
            (left, mark.y + up * (LABEL_HEIGHT * step - LABEL_HEIGHT / 2) + LABEL_HEIGHT / 3)
            for step in range(1, 8)
            for left in (mark.x + GAP, mark.x - GAP - width)
            for up in (-1, 1)
        ]
        boxes = [Frame(x, y - LABEL_HEIGHT + 3, x + width, y + 3) for x, y in spots]
        free = [
            index
            for index, box in enumerate(boxes)
            if _inside(box, frame) and not any(_touch(box, other) for other in taken)
        ]
        index = free[0] if free else 0
        taken.append(boxes[index])
        x, y = spots[index]
        placed.append(replace(mark, label_x=round(x, 1), label_y=round(y, 1)))
    return placed


def _ink(mark: Mark) -> tuple[Frame, Frame, Frame]:
    """The symbol and both intervals of a mark."""
    half = HALF_MARK
    return (
        Frame(mark.x - half, mark.y - half, mark.x + half, mark.y + half),
        Frame(mark.x - 4, mark.y_high, mark.x + 4, mark.y_low),
        Frame(mark.x_low, mark.y - 1, mark.x_high, mark.y + 1),
    )


def _touch(first: Frame, second: Frame) -> bool:
    return (
        first.left < second.right
        and second.left < first.right
        and first.top < second.bottom
        and second.top < first.bottom
    )


def _inside(box: Frame, frame: Frame) -> bool:
    return (
        frame.left <= box.left
        and box.right <= frame.right
        and frame.top <= box.top
        and box.bottom <= frame.bottom
    )
