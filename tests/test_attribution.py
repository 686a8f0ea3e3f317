"""Who says so: constructions of speech, each in sentences written for the test."""

import gc
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimx.claim import Span
from claimx.language import Analysis, analyse
from claimx.pipeline import assemble
from claimx.proposal import Proposal
from claimx.qualify.attribution import attribute
from claimx.qualify.known_speakers import with_known_speakers
from claimx.qualify.quotations import paragraphs, quotations


def proposal(text: str, trigger: str, type_: str = "ARREST") -> Proposal:
    start = text.index(trigger)
    return Proposal(type_, Span.cut(text, start, start + len(trigger)))


@pytest.fixture(scope="session")
def read(pipeline):
    def run(text: str, trigger: str, type_: str = "ARREST"):
        return attribute(analyse(pipeline.nlp, text), [proposal(text, trigger, type_)])[0]

    return run


SPOKEN = [
    ("Police arrested the editor on Monday, Vera Holm said.", "arrested", "Vera Holm"),
    ("Vera Holm said that police arrested the editor on Monday.", "arrested", "Vera Holm"),
    ("The editor, Vera Holm said, was arrested on Monday.", "arrested", "Vera Holm"),
    ("According to the union, police arrested two drivers.", "arrested", "the union"),
    ("Police arrested two drivers, according to the union.", "arrested", "the union"),
    ("The union told reporters that two drivers were arrested.", "arrested", "The union"),
    ("The union accused the army of torturing two drivers.", "torturing", "The union"),
    ("The union called for the release of the two drivers.", "release", "The union"),
    ("The ministry denied the killing of the two drivers.", "killing", "The ministry"),
    ("The ministry rejected reports that two drivers were killed.", "killed", "The ministry"),
    ("The union condemned the arrest of two drivers.", "arrest", "The union"),
    ("In a statement, the union said two drivers were arrested.", "arrested", "the union"),
    ("A statement by the union said two drivers were arrested.", "arrested", "the union"),
    ("The union issued a statement saying two drivers were arrested.", "arrested", "The union"),
    ('"They arrested my brother at dawn," said Vera Holm.', "arrested", "Vera Holm"),
    ("“They arrested my brother at dawn,” said Vera Holm.", "arrested", "Vera Holm"),
    ("„They arrested my brother at dawn,“ said Vera Holm.", "arrested", "Vera Holm"),
    ("«They arrested my brother at dawn,» said Vera Holm.", "arrested", "Vera Holm"),
    ('Vera Holm said: "They arrested my brother at dawn."', "arrested", "Vera Holm"),
    ('"They came at dawn," said Vera Holm. "They arrested him."', "arrested", "Vera Holm"),
    ("As the union has documented, two drivers were arrested.", "arrested", "the union"),
    ("They arrested my brother at dawn. — Vera Holm (@vholm) May 3, 2021", "arrested", "Vera Holm"),
]


@pytest.mark.parametrize(("text", "trigger", "speaker"), SPOKEN)
def test_the_speaker_is_the_source(read, text, trigger, speaker):
    source = read(text, trigger)

    assert source is not None
    assert source.span.text == speaker
    assert text[source.span.start : source.span.end] == speaker


SILENT = [
    ("Police arrested the editor on Monday.", "arrested"),
    ("After he was arrested, Vera Holm said nothing about the weather.", "arrested"),
    ('The man known as "the arrested poet" left the country.', "arrested"),
    ("A court denied bail to the editor.", "bail"),
    ("A court rejected the appeal against the arrest.", "arrest"),
]


@pytest.mark.parametrize(("text", "trigger"), SILENT)
def test_where_the_article_speaks_itself_there_is_no_source(read, text, trigger):
    assert read(text, trigger, "RELEASE" if trigger == "bail" else "ARREST") is None


def test_a_pronoun_that_speaks_is_traced_to_the_name_before(read):
    text = "Vera Holm lives in Dorn. Police arrested her brother on Monday, she said."

    source = read(text, "arrested")

    assert source is not None
    assert source.span.text == "Vera Holm"


def test_a_quotation_keeps_its_speaker_over_paragraphs(read):
    text = (
        'Vera Holm spoke to the press.\n\n"We waited for two hours," she said.\n\n'
        '"Then they arrested my brother."'
    )

    source = read(text, "arrested")

    assert source is not None
    assert source.span.text == "Vera Holm"


def test_a_quotation_that_runs_on_takes_the_speaker_named_at_its_end(read):
    text = "“They arrested my brother.\n\n“Then they took the car,” said Vera Holm at the gate."

    source = read(text, "arrested")

    assert source is not None
    assert source.span.text == "Vera Holm"


@pytest.mark.parametrize(
    ("text", "quotation"),
    [
        ('"They arrested my brother at dawn," said Vera Holm.', "direct"),
        ("Vera Holm said that they arrested her brother.", "indirect"),
        ('Vera Holm said that they "arrested her brother without reason".', "mixed"),
    ],
)
def test_direct_indirect_and_mixed_speech_are_told_apart(read, text, quotation):
    source = read(text, "arrested")

    assert source is not None
    assert source.quotation == quotation


def test_nested_speech_keeps_the_outer_speaker_in_the_chain(read):
    text = "The union said that Vera Holm had alleged that police arrested two drivers."

    source = read(text, "arrested")

    assert source is not None
    assert source.span.text == "Vera Holm"
    assert [span.text for span in source.chain] == ["The union"]


@pytest.mark.parametrize(
    ("speaker", "kind"),
    [
        ("The rights group", "ngo"),
        ("A police officer", "police"),
        ("His mother", "relative"),
        ("His lawyer", "lawyer"),
        ("The ministry", "official"),
        ("The newspaper", "media"),
        ("Two witnesses", "witness"),
        ("The appeals court", "court"),
    ],
)
def test_the_kind_of_speaker_follows_its_words(read, speaker, kind):
    source = read(f"{speaker} said that two drivers were arrested.", "arrested")

    assert source is not None
    assert source.kind == kind


def test_the_cue_is_kept(read):
    source = read("Vera Holm claimed that police arrested the editor.", "arrested")

    assert source is not None
    assert source.cue is not None
    assert source.cue.text == "claimed"


def test_headlines_attribute_by_a_colon(read):
    source = read("Two drivers arrested in Dorn: rights group\n\nMore follows.", "arrested")

    assert source is not None
    assert source.span.text == "rights group"


def test_the_extractor_is_believed_where_no_construction_decides(pipeline):
    text = "Police arrested the editor. Vera Holm was there."
    span = Span.cut(text, text.index("Vera"), text.index(" was"))
    plain = proposal(text, "arrested")

    sources = attribute(
        analyse(pipeline.nlp, text), [Proposal(plain.type, plain.trigger, source=span)]
    )

    assert sources[0] is not None
    assert sources[0].span == span


def test_no_proposals_give_no_sources():
    assert attribute(Analysis("", ()), []) == []


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        ('He said "yes" and "no".', ["yes", "no"]),
        ("It’s the workers’ fault, they say.", []),
        ("She said “he told me ‘go’ and I went”.", ["he told me ‘go’ and I went"]),
        ("“One.\n\n“Two.”", ["One.", "Two."]),
        ("“One.\n\nPlain words.", ["One."]),
    ],
)
def test_quotations_are_found_by_their_marks(text, contents):
    found = [text[q.start : q.end] for q in quotations(text, paragraphs(text)) if q.depth == 0]

    assert found == contents


def test_marks_that_never_close_cost_their_paragraph_only():
    text = " “ ".join(["word “and"] * 50) + "\n\nHe said “plain words” here."

    found = quotations(text, paragraphs(text))

    assert text[found[-1].start : found[-1].end] == "plain words"


def test_a_long_quoted_paragraph_is_read_in_linear_time():
    def seconds(size: int) -> float:
        text = "“" + "they came and 'took' him “ " * size
        began = time.process_time()
        quotations(text, paragraphs(text))
        return time.process_time() - began

    gc.disable()  # a full collection would walk the loaded models
    try:
        short, long = seconds(1_600), seconds(16_000)
    finally:
        gc.enable()
    assert long < 60 * max(short, 1e-3)


@settings(max_examples=60)
@given(st.text(alphabet="ab \n\"'“”„«»‘’.,", max_size=200))
def test_every_quotation_is_a_range_of_its_text(text):
    for quotation in quotations(text, paragraphs(text)):
        assert 0 <= quotation.start < quotation.end <= len(text)


PIECES = [
    "he said",
    '"',
    "“",
    "”",
    "police arrested",
    "\n\n",
    ", ",
    ". ",
    "Vera Holm",
    "‘",
    "🙂",
    "the",
]


@settings(max_examples=25)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=25), st.data())
def test_any_trigger_anywhere_gives_slices_and_no_error(pipeline, pieces, data):
    text = " ".join(pieces)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))

    sources = attribute(
        analyse(pipeline.nlp, text), [Proposal("ARREST", Span.cut(text, start, end))]
    )

    for source in sources:
        if source is not None:
            assert text[source.span.start : source.span.end] == source.span.text


def spans_of(text: str, *words: str) -> list[Span]:
    """The last occurrence of each of the words."""
    return [Span.cut(text, text.rindex(word), text.rindex(word) + len(word)) for word in words]


MEETING = "The union met the ministry in Dorn. They said that two drivers were arrested."


def test_a_cluster_tells_which_earlier_name_a_speaking_pronoun_means(pipeline):
    analysis, proposals = analyse(pipeline.nlp, MEETING), [proposal(MEETING, "arrested")]
    (alone,) = attribute(analysis, proposals)
    (refined,) = attribute(analysis, proposals, [spans_of(MEETING, "the ministry", "They")])

    assert alone is None or alone.span.text != "the ministry"
    assert refined is not None
    assert refined.span.text == "the ministry"
    assert refined.cue is not None
    assert refined.cue.text == "said"


def test_a_cluster_without_an_earlier_name_changes_nothing(pipeline):
    analysis, proposals = analyse(pipeline.nlp, MEETING), [proposal(MEETING, "arrested")]

    later = [spans_of(MEETING, "They", "two drivers")]

    assert attribute(analysis, proposals, later) == attribute(analysis, proposals)


def test_a_person_who_spoke_before_wins_over_the_cluster(pipeline):
    text = (
        "Vera Holm said that the docks were closed. Anna Lind lives there. "
        "She said that police arrested the editor."
    )
    analysis, proposals = analyse(pipeline.nlp, text), [proposal(text, "arrested")]

    (source,) = attribute(analysis, proposals, [spans_of(text, "Anna Lind", "She")])

    assert source is not None
    assert source.span.text == "Vera Holm"


def test_known_speakers_keep_a_source_that_an_extractor_proposed(pipeline):
    text = "Police arrested the editor. The union met in Dorn."
    analysis = analyse(pipeline.nlp, text)
    told = replace(proposal(text, "arrested"), source=spans_of(text, "The union")[0])
    claims = assemble(analysis, [told], "x", "d")

    assert claims[0].source is not None
    assert with_known_speakers(analysis, claims, [spans_of(text, "the editor")]) == claims
