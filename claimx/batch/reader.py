"""The pipeline as a run uses it: loaded once in a worker, with memory that does not grow."""

from collections.abc import Mapping
from typing import Any

from claimx.batch.inputs import Input
from claimx.claim import Document
from claimx.extract.registry import DEFAULT_EXTRACTOR
from claimx.pipeline import Pipeline, load


class PipelineReader:
    """Reads one input after the other with a loaded pipeline."""

    def __init__(self, pipeline: Pipeline) -> None:
        self.pipeline = pipeline

    def __call__(self, found: Input) -> Document:
        """The document of an input, under the input's id.

        Raises:
            InputError: where the data are no text or the date is none.
        """
        # spaCy keeps every word it ever saw; in a zone it forgets them with the document.
        with self.pipeline.nlp.memory_zone():
            return self.pipeline(
                found.data,
                title=found.title,
                published=found.published,
                source=found.source,
                doc_id=found.id,
            )


def load_reader(
    extractor: str = DEFAULT_EXTRACTOR, settings: Mapping[str, Any] | None = None
) -> PipelineReader:
    """Load the pipeline with a registered extractor and its settings.

    Raises:
        InputError: for an unknown extractor or settings that do not fit.
        MissingExtraError: where the extractor's optional packages are not installed.
        ModelError: for a model that is missing or damaged.
    """
    return PipelineReader(load(extractor, settings=settings))
