"""Batches made ready in a second thread, while the network learns from the ones before.

Laying out a batch is Python, learning from it is arithmetic that lets other threads run: on two
cores an epoch takes half the time.
"""

from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")

AHEAD = 4


def ahead(items: Iterable[T], most: int = AHEAD) -> Iterator[T]:
    """The same items in the same order, made up to `most` ahead by one other thread.

    The thread alone reads `items`, one after another: what it draws at random while making them
    is drawn in order. Once the last item is out, nothing more is drawn.

    Args:
        items: made when read.
        most: how many may wait, at least 1.

    Raises:
        Exception: what making an item raises, when that item's turn comes.
    """
    source = iter(items)
    end = object()
    with ThreadPoolExecutor(max_workers=1) as maker:

        def more(count: int) -> Iterator["Future[T | object]"]:
            return (maker.submit(next, source, end) for _ in range(count))

        waiting = list(more(most))
        while waiting:
            item = waiting.pop(0).result()
            if item is end:
                return
            waiting.extend(more(1))
            yield item  # type: ignore[misc]
