"""Where a source stands towards the act, in sentences written for the test."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimx.claim import Source, Span
from claimx.language import analyse
from claimx.pipeline import assemble
from claimx.proposal import Proposal
from claimx.qualify.attribution import attribute
from claimx.qualify.factuality import Factuality, judge
from claimx.qualify.stance import stances
from claimx.schema import load_vocabulary


def proposal(text: str, trigger: str, type_: str = "ARREST") -> Proposal:
    start = text.index(trigger)
    return Proposal(type_, Span.cut(text, start, start + len(trigger)))


@pytest.fixture(scope="session")
def read(pipeline):
    def run(text: str, trigger: str, type_: str = "ARREST") -> str | None:
        analysis, proposals = analyse(pipeline.nlp, text), [proposal(text, trigger, type_)]
        sources, facts = attribute(analysis, proposals), judge(analysis, proposals)
        return stances(analysis, proposals, sources, facts)[0]

    return run


ASSERTS = [
    ("Vera Holm said that police arrested the editor on Monday.", "arrested", "ARREST"),
    ("According to the union, police arrested two drivers.", "arrested", "ARREST"),
    ("The union condemned the arrest of two drivers.", "arrest", "ARREST"),
    ("The ministry denied the charges against the editor.", "charges", "CHARGE"),
    (
        "Police arrested him because he wrote about the docks, his lawyer said.",
        "arrested",
        "ARREST",
    ),
    ("The union said the arrest of the editor was not lawful.", "arrest", "ARREST"),
    ("Police did not confirm the arrest of the editor.", "arrest", "ARREST"),
]
DENIES = [
    ("The ministry denied the killing of the two drivers.", "killing", "KILLING"),
    ("The ministry denied that soldiers killed the two drivers.", "killed", "KILLING"),
    ("Police denied reports that the editor had been beaten.", "beaten", "ILL_TREATMENT"),
    ("Police said that no one was arrested at the docks.", "arrested", "ARREST"),
]
ACKNOWLEDGES = [
    ("The ministry admitted that soldiers killed the two drivers.", "killed", "KILLING"),
    ("Police confirmed the arrest of the editor.", "arrest", "ARREST"),
    ("The ministry acknowledged that the editor was beaten.", "beaten", "ILL_TREATMENT"),
    ("The ministry did not deny that soldiers killed the drivers.", "killed", "KILLING"),
    ('"We admit that our men arrested him," said Colonel Ivo Brandt.', "arrested", "ARREST"),
]
JUSTIFIES = [
    ("The minister defended the arrest of the editor.", "arrest", "ARREST"),
    ("The minister justified the arrest of the editor.", "arrest", "ARREST"),
    ("The minister said the arrest of the editor was necessary.", "arrest", "ARREST"),
    ("The minister said it was necessary to arrest the editor.", "arrest", "ARREST"),
    ("Police said they arrested him because he broke the law.", "arrested", "ARREST"),
    ("The ministry said officers had no choice but to arrest him.", "arrest", "ARREST"),
    ("The ministry said the arrest was in line with the law.", "arrest", "ARREST"),
]
DEMANDS = [
    ("The union called for the release of the two drivers.", "release", "RELEASE"),
    ("Vera Holm urged the court to free her brother.", "free", "RELEASE"),
    ("The union called for an end to the beatings.", "beatings", "ILL_TREATMENT"),
    ("Vera Holm said her brother should be freed.", "freed", "RELEASE"),
]


@pytest.mark.parametrize(
    ("text", "trigger", "type_", "stance"),
    [
        (*row, stance)
        for stance, rows in (
            ("asserts", ASSERTS),
            ("denies", DENIES),
            ("acknowledges", ACKNOWLEDGES),
            ("justifies", JUSTIFIES),
            ("demands", DEMANDS),
        )
        for row in rows
    ],
)
def test_a_source_stands_where_its_words_put_it(read, text, trigger, type_, stance):
    assert read(text, trigger, type_) == stance


def test_where_the_article_speaks_itself_there_is_no_stance(read):
    assert read("Police arrested the editor because he broke the law.", "arrested") is None


TEXT = "The ministry admitted that soldiers killed two drivers. It denied any arrest in Dorn."
SOURCES = st.none() | st.sampled_from(
    [
        Source(Span.cut(TEXT, 0, 12)),
        Source(Span.cut(TEXT, 0, 12), Span.cut(TEXT, 13, 21)),
        Source(Span.cut(TEXT, 0, 12), Span.cut(TEXT, 59, 65), "official"),
    ]
)
FACTS = st.builds(
    Factuality,
    polarity=st.sampled_from(["positive", "negative"]),
    modality=st.sampled_from(["asserted", "alleged", "possible", "planned", "demanded"]),
)


@given(st.tuples(SOURCES, SOURCES), st.tuples(FACTS, FACTS))
@settings(max_examples=60)
def test_there_is_a_stance_exactly_where_there_is_a_source(pipeline, sources, facts):
    analysis = analyse(pipeline.nlp, TEXT)
    proposals = [proposal(TEXT, "killed", "KILLING"), proposal(TEXT, "arrest")]

    found = stances(analysis, proposals, sources, facts)

    assert [one is None for one in found] == [source is None for source in sources]
    assert set(found) <= {None, *load_vocabulary().labels["stance"]}


def test_a_trigger_outside_the_parse_takes_the_stance_of_its_facts(pipeline):
    analysis = replace(analyse(pipeline.nlp, TEXT), chunks=())
    source = Source(Span.cut(TEXT, 0, 12), Span.cut(TEXT, 13, 21))

    found = stances(
        analysis, [proposal(TEXT, "killed")], [source], [Factuality(polarity="negative")]
    )

    assert found == ["denies"]


def test_claims_carry_the_stance(pipeline):
    (claim,) = assemble(
        analyse(pipeline.nlp, TEXT), [proposal(TEXT, "killed", "KILLING")], "x", "d"
    )

    assert claim.source is not None
    assert claim.stance == "acknowledges"
