"""Reprints, one outlet and one speaker count once."""

from dataclasses import replace

import pytest
from merge_articles import article

from claimx.claim import Document
from claimx.merge import Status, merge
from claimx.merge.reprints import CopyFinder

STORY = (
    "A court in Dorvale on Friday sentenced the editor Ana Petrel to four years in prison for a "
    "poem about the mayor. Petrel, who is 41 and has two children, said before the verdict that "
    "she would write it again. The prosecutor had asked for seven years. About forty friends stood "
    "outside in the rain and sang; none of them was let in. Her lawyer will appeal within ten days."
)


def report(doc_id, text, outlet=None, source=None):
    return article(
        doc_id,
        text,
        {
            "kind": "SENTENCE",
            "trigger": "sentenced",
            "victim": "Ana Petrel",
            "penalty": "four years",
            "when": "2024-05-24",
            "source": source,
        },
        published="2024-05-25",
        outlet=outlet,
    )


def own_words(doc_id, said, **fields):
    return report(
        doc_id, f"Ana Petrel was sentenced to four years, {said}. {doc_id} was there.", **fields
    )


def copies(*texts):
    finder = CopyFinder()
    for at, text in enumerate(texts):
        finder.add(Document(text, id=str(at)))
    return finder.find().group_of


def test_a_reprint_with_another_headline_counts_once():
    reprint = report("r2", f"Poem brings editor to prison\n\n{STORY} (From our wires)")
    (event,) = merge([report("r1", STORY), reprint]).events
    assert event.origins == 1
    assert event.status is Status.SINGLE_SOURCE
    assert len(event.evidence) == 2
    assert len({evidence.copies for evidence in event.evidence}) == 1


def test_a_wire_story_within_a_longer_article_is_a_copy():
    own = " ".join(f"The mayor opened bridge number {n} over the river Sand." for n in range(60))
    assert copies(STORY, f"{own} {STORY}") == (0, 0)


def test_two_articles_in_their_own_words_are_no_copies():
    other = (
        "Four years for fourteen lines: that is what Ana Petrel received yesterday. The poem, that "
        "never names the mayor, was read out twice by the clerk, who laughed the second time. Then "
        "the judge left for lunch. Petrel's children were waiting on the stairs with an uncle."
    )
    assert copies(STORY, other) == (0, 1)


def test_short_texts_are_no_copies():
    assert copies("Photo: Lena Moss", "Photo: Lena Moss") == (0, 1)


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 1, 2, 0), (1, 3, 0, 2)])
def test_groups_do_not_depend_on_the_order_of_articles(order):
    texts = [STORY, f"{STORY} End.", STORY[::-1] * 2, " ".join(sorted(STORY.split()))]
    found = copies(*(texts[at] for at in order))
    places = {text: found[at] for at, text in enumerate(order)}
    assert [places[0] == places[other] for other in (1, 2, 3)] == [True, False, False]


def test_two_articles_of_one_outlet_are_one_origin():
    found = merge(
        [
            own_words("p1", "we hear", outlet="The Post"),
            own_words("p2", "it is said", outlet="the post "),
        ]
    )
    assert found.events[0].origins == 1


def test_two_papers_that_quote_one_named_speaker_are_one_origin():
    (event,) = merge(
        [own_words(name, "Mara Low told the press", source="Mara Low") for name in ("q1", "q2")]
    ).events
    assert len(event.evidence) == 2
    assert event.origins == 1


def test_two_unnamed_lawyers_may_be_two_people():
    (event,) = merge(
        [own_words(name, "a lawyer told the press", source="a lawyer") for name in ("q1", "q2")]
    ).events
    assert event.origins == 2


def test_an_article_that_also_speaks_for_itself_is_an_origin_beside_the_speaker():
    quoting = own_words("q1", "Mara Low told the press", source="Mara Low")
    both = article(
        "q2",
        "Ana Petrel was sentenced to four years, Mara Low told us. We saw how the court jailed Ana "
        "Petrel for four years.",
        {
            "kind": "SENTENCE",
            "trigger": "sentenced",
            "victim": "Ana Petrel",
            "penalty": "four years",
            "when": "2024-05-24",
            "source": "Mara Low",
        },
        {
            "kind": "SENTENCE",
            "trigger": "jailed",
            "victim": "Ana Petrel",
            "penalty": "four years",
            "when": "2024-05-24",
        },
        published="2024-05-25",
    )
    (event,) = merge([quoting, both]).events
    assert event.origins == 2


@pytest.mark.parametrize("outlets", [("A", "B"), (None, None), ("", "")])
def test_unknown_outlets_are_not_taken_for_one(outlets):
    documents = [
        own_words(f"s{at}", f"reporter {at} says", outlet=o) for at, o in enumerate(outlets)
    ]
    assert merge(documents).events[0].origins == 2


def test_copies_are_found_without_texts_by_their_sentences():
    def bare(document):
        claims = (replace(c, sentence=_whole(document)) for c in document.claims)
        return replace(document, claims=tuple(claims), text="")

    (event,) = merge([bare(report("r1", STORY)), bare(report("r2", f"{STORY} End."))]).events
    assert event.origins == 1


def _whole(document):
    from claimx.claim import Span

    return Span.cut(document.text, 0, len(document.text))
