"""Putting a quick component in the place of one of spaCy's, in a loaded pipeline."""

from collections.abc import Callable
from typing import Any

from spacy.language import Language


def put_in_place(
    nlp: Language, name: str, factory: str, make: Callable[[Language, str], object]
) -> Any:
    """Replace a component, and give the new one.

    Args:
        nlp: changed in place.
        name: of the component.
        factory: the name that spaCy shall know the new kind by; registered once a process.
        make: makes it; its parameters must be called `nlp` and `name`.
    """
    if not Language.has_factory(factory):
        Language.factory(factory, func=make)
    nlp.replace_pipe(name, factory)
    return nlp.get_pipe(name)
