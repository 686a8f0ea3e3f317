"""What an extractor hands to the pipeline: a trigger with its arguments, and evidence for the rest.

An extractor proposes; `qualify` decides who says so, whether it is so, and when. A proposal may
carry the extractor's own view of source, polarity, modality and genericity as evidence.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from claimx.claim import Argument, Span

if TYPE_CHECKING:
    from claimx.language import Analysis


@dataclass(frozen=True, slots=True)
class Proposal:
    """One trigger, its type and arguments, before it is qualified.

    `source`, `polarity`, `modality`, `generic` are evidence: None where the extractor has no view.
    """

    type: str
    trigger: Span
    args: tuple[Argument, ...] = ()
    confidence: float = 1.0
    source: Span | None = None
    polarity: str | None = None
    modality: str | None = None
    generic: bool | None = None


class Proposals(tuple[Proposal, ...]):
    """Proposals with sentences for a person about them, which go into the document's warnings.

    An extractor that has nothing to say returns any plain sequence.
    """

    warnings: tuple[str, ...]

    def __new__(
        cls, proposals: Iterable[Proposal] = (), *, warnings: Iterable[str] = ()
    ) -> "Proposals":
        """A tuple that remembers `warnings`."""
        made = super().__new__(cls, proposals)
        made.warnings = tuple(warnings)
        return made


@runtime_checkable
class Extractor(Protocol):
    """Finds triggers, types and arguments in an analysed article.

    Registered under the entry-point group `claimx.extractors` as a callable that returns an
    extractor, so that an outside package adds one without touching claimx. Keyword-only
    parameters of the callable are settings (see `claimx.extract.registry`).
    """

    name: str
    version: str

    def propose(self, analysis: "Analysis") -> Sequence[Proposal]:
        """The proposals for one article in text order; empty where it claims nothing."""
        ...
