"""Numbers for what the parse and the lexicon tell of each word; 0 is always "nothing"."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from claimx.extract.learned.words import Words
from claimx.extract.rules.features import document_setting
from claimx.extract.rules.lexicon import Lexicon
from claimx.extract.rules.senses import Senses
from claimx.extract.rules.triggers import candidates

if TYPE_CHECKING:
    from claimx.language import Analysis

# The part-of-speech tags and entity labels of spaCy's English models, in a fixed order.
_TAGS = """
$ '' , -LRB- -RRB- . : ADD AFX CC CD DT EX FW HYPH IN JJ JJR JJS LS MD NFP NN NNP NNPS NNS PDT POS
PRP PRP$ RB RBR RBS RP SYM TO UH VB VBD VBG VBN VBP VBZ WDT WP WP$ WRB XX ``
"""
_ENTITIES = """
PERSON NORP FAC ORG GPE LOC PRODUCT EVENT WORK_OF_ART LAW LANGUAGE DATE TIME PERCENT MONEY QUANTITY
ORDINAL CARDINAL
"""
TAGS = ("", *_TAGS.split())
ENTITIES = ("", *_ENTITIES.split())
SETTINGS = ("", "short", "none", "hardly", "few", "some", "rich")

_TAG_NUMBERS = {tag: number for number, tag in enumerate(TAGS)}
_ENTITY_NUMBERS = {label: number for number, label in enumerate(ENTITIES)}


def tag_numbers(words: Words) -> list[int]:
    """The tag of each word as an index into `TAGS`; 0 for one that is not there."""
    return [_TAG_NUMBERS.get(tag, 0) for tag in words.tags]


def entity_numbers(words: Words) -> list[int]:
    """The entity label of each word as an index into `ENTITIES`."""
    return [_ENTITY_NUMBERS.get(label, 0) for label in words.entities]


def setting_number(analysis: "Analysis") -> int:
    """How much the document speaks of repression, as an index into `SETTINGS`.

    What was skipped counts too: leaving it out must not change how the rest is judged.
    """
    whole = replace(analysis, chunks=analysis.chunks + analysis.skipped)
    return SETTINGS.index(document_setting(whole))


def lexicon_numbers(
    analysis: "Analysis", words: Words, lexicon: Lexicon, senses: Senses, types: Sequence[str]
) -> list[int]:
    """For each word the type of the lexicon match that it is part of.

    Numbers run over `types` from 1, and again after them for matches that a sense vetoes ("press
    release"). 0 is no match.
    """
    numbers = [0] * len(words)
    order = {name: number for number, name in enumerate(types, start=1)}
    for sentence in analysis.sentences:
        matches = candidates(sentence.tokens, lexicon)
        kept = {id(match) for match in senses.keep(matches)} if matches else set()
        for match in matches:
            number = order[match.type] + (0 if id(match) in kept else len(types))
            for token in range(match.first, match.last + 1):
                word = words.index.get((sentence.offset, token))
                if word is not None:
                    numbers[word] = number
    return numbers
