"""What the public tasks share: figures over counts, and a run that outlives a bad document."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from claimx.scoring.figures import Array, Figure, divide


class Case(Protocol):
    """An article of a public benchmark; `published` is an ISO date or None."""

    @property
    def id(self) -> str:
        """As the benchmark names it."""
        ...


C = TypeVar("C", bound=Case)
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Failure:
    """A document on which the extractor failed, and the error as one line."""

    id: str
    error: str


def prf(name: str, hit: str, gold: str, predicted: str) -> list[Figure]:
    """Precision, recall and F1 over three columns of counts."""
    columns = (hit, gold, predicted)
    return [
        Figure(f"{name}.precision", columns, lambda counts: divide(counts[..., 0], counts[..., 2])),
        Figure(f"{name}.recall", columns, lambda counts: divide(counts[..., 0], counts[..., 1])),
        Figure(f"{name}.f1", columns, _f1),
    ]


def share(name: str, right: str, all_of: str) -> Figure:
    """The share of right answers."""
    return Figure(name, (right, all_of), lambda counts: divide(counts[..., 0], counts[..., 1]))


def _f1(counts: Array) -> Array:
    return divide(2 * counts[..., 0], counts[..., 1] + counts[..., 2])


def read_all(
    cases: Iterable[C], read: Callable[[C], Answer]
) -> tuple[dict[str, Answer], list[Failure]]:
    """What was made of each case that could be read, by its id, and the failures of the others."""
    answers: dict[str, Answer] = {}
    failures: list[Failure] = []
    for case in cases:
        try:
            answers[case.id] = read(case)
        except Exception as error:  # whatever a third party's extractor raises is recorded
            reason = f"{type(error).__name__}: {error}"
            failures.append(Failure(case.id, " ".join(reason.split())))
    return answers, failures
