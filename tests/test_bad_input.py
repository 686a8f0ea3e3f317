"""Whatever comes in: never a crash, never a cut, never a span that is not its slice."""

import subprocess
import sys
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import claimx
from claimx.claim import Claim, Document, Span
from claimx.wire import document_from_dict, document_to_dict

SENTENCE = "Police in Dorn arrested Ana Lupu on Friday, her lawyer said."


def spans(claim: Claim) -> Iterator[Span]:
    yield claim.trigger
    yield from (argument.span for argument in claim.args)
    yield from filter(None, (claim.polarity_cue, claim.modality_cue, claim.sentence))
    if claim.when is not None and claim.when.span is not None:
        yield claim.when.span
    if claim.source is not None:
        yield claim.source.span
        yield from claim.source.chain
        if claim.source.cue is not None:
            yield claim.source.cue


def check(document: Document) -> Document:
    """Every span is its slice and lies in the body, and the document survives the wire."""
    for claim in document.claims:
        for span in spans(claim):
            assert document.text[span.start : span.end] == span.text != ""
        inside = (start <= claim.trigger.start < end for start, end in document.body)
        assert any(inside)
    assert document_from_dict(document_to_dict(document)) == document
    return document


@pytest.mark.parametrize("text", ["", " ", "\n \t\r\n", "\ufeff", "\x00", "\ud800", ".", "🕊️"])
def test_what_says_nothing_gives_no_claims(pipeline, text):
    document = check(pipeline(text))
    assert document.claims == ()
    assert document.text == text


@pytest.mark.parametrize("text", ["", " \n"])
def test_blank_text_is_said_in_a_warning(pipeline, text):
    assert len(pipeline(text).warnings) == 1


ODD = {
    "lone surrogate": "Police in Dorn arrested Ana \ud83d Lupu on Friday.",
    "surrogate pair of two": "Police \ud83d\ude00 in Dorn arrested Ana Lupu on Friday.",
    "NUL": "Police in Dorn\x00 arrested Ana Lupu on Friday.",
    "control characters": "Police in Dorn \x1b[31marrested\x07 Ana Lupu on Friday.",
    "right-to-left marks": "Police in Dorn arrested \u202bAna Lupu\u202c \u200fon Friday.",
    "emoji": "👮🏽‍♀️ Police in Dorn arrested Ana Lupu 😢 on Friday.",
    "combining": "Police in Do\u0308rn arrested A\u0301na L\u0323u\u0301pu on Friday.",
    "CRLF": "Police in Dorn\r\narrested Ana Lupu\r\non Friday.\r\n\r\nThey beat her.",
    "CR": "Police arrested Ana Lupu on Friday.\rThey beat her.",
    "no-break spaces": "Police\u00a0in\u202fDorn\u2003arrested Ana\u00a0Lupu on Friday.",
    "line separators": "Police arrested Ana Lupu.\u2028They beat her.\u2029They freed her.\x85",
    "byte order mark": "\ufeffPolice in Dorn arrested Ana Lupu on Friday.",
    "zero-width": "Police in Dorn arr\u200bested Ana Lupu, they arrested\u200d her.",
    "unclosed quotation": "“Police arrested Ana Lupu, he said. They beat her. “And her son.",
    "unopened quotation": "Police arrested Ana Lupu,” he said. They beat her.”",
    "nested quotation": "“He said ‘they told me “police beat Ana” and left’,” said Ion Rusu.",
    "mixed quotation": "\"Police arrested Ana,' she said, «and they» beat „her\" ''killed\" Ion.",
    "only quotation marks": '“‘"«»„’”' * 40,
    "brackets": "((([[[ Police arrested Ana Lupu {{{ in Dorn ))",
    "capitals": "POLICE IN DORN ARRESTED ANA LUPU ON FRIDAY, HER LAWYER SAID",
    "numbers": "1 2 3 arrested 4,000 5.6e7 killed 2020-13-45 on 99/99/9999",
    "braces of a template": "{{title}} Police arrested {name} in ${city} %s %(x)s",
    "one long word": "arrested" * 2000,
    "full stops": "." * 1000 + "Police arrested Ana." + "!?" * 500,
    "not HTML": "<<< Police arrested Ana Lupu >>> 3 < 4 & 5 > 2 <notatag>",
    "prose about HTML": "He wrote <b>Police arrested Ana</b> on the wall.",
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_odd_characters_are_kept_as_given(pipeline, text):
    document = check(pipeline(text, published="2024-03-04"))
    assert document.text == text


@pytest.mark.parametrize(
    "name",
    ["lone surrogate", "NUL", "right-to-left marks", "emoji", "CRLF", "byte order mark", "CR"],
)
def test_odd_characters_do_not_hide_the_claim(pipeline, name):
    assert "ARREST" in {claim.type for claim in pipeline(ODD[name]).claims}


FOREIGN = {
    "Russian": "Полиция Дорна в пятницу задержала Ану Лупу, сообщила её адвокат журналистам.",
    "German": "Die Polizei hat am Freitag Ana Lupu verhaftet und geschlagen, sagte ihr Anwalt.",
    "Arabic": "اعتقلت الشرطة يوم الجمعة آنا لوبو في الميناء كما قال محاميها للصحفيين",
}


@pytest.mark.parametrize("text", FOREIGN.values(), ids=FOREIGN)
def test_what_is_not_english_is_said_in_a_warning(pipeline, text):
    document = check(pipeline(text))
    assert any("not English" in warning for warning in document.warnings)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252"])
def test_bytes_give_the_same_claims_as_their_text(pipeline, encoding):
    text = SENTENCE.replace(", her", " – her")
    document = check(pipeline(text.encode(encoding)))
    assert document.text == text
    assert [claim.trigger for claim in document.claims] == [
        claim.trigger for claim in pipeline(text).claims
    ]


def test_cp1251_is_read(pipeline):
    text = FOREIGN["Russian"] * 3
    assert check(pipeline(text.encode("cp1251"))).text == text


def test_html_gives_claims_but_never_the_text_of_scripts(pipeline):
    page = f"""<html><head><title>T</title><script>x = "{SENTENCE}"</script></head><body>
    <p>{SENTENCE}</p><script>document.write("Soldiers killed ten men.")</script></body></html>"""
    document = check(pipeline(page))
    assert {claim.type for claim in document.claims} == {"ARREST"}
    assert "script" not in document.text
    assert "Soldiers" not in document.text


def test_markup_without_text_is_said_in_a_warning(pipeline):
    document = check(pipeline("<html><body><script>killed()</script></body></html>"))
    assert document.claims == ()
    assert len(document.warnings) == 2


@pytest.mark.parametrize("value", [None, 7, ["text"], {"text": SENTENCE}])
def test_what_is_no_text_is_refused(value):
    with pytest.raises(claimx.InputError, match="expected a string or bytes; pass"):
        claimx.extract(value)


def test_an_unreadable_date_is_refused():
    with pytest.raises(claimx.InputError, match=r"'last week'.*expected ISO 8601.*leave it out"):
        claimx.extract(SENTENCE, published="last week")


def test_an_unknown_extractor_is_refused():
    with pytest.raises(claimx.InputError, match=r"'ruels' \(did you mean 'rules'\?\); expected"):
        claimx.extract(SENTENCE, extractor="ruels")


def test_an_unknown_model_is_refused():
    with pytest.raises(claimx.ModelError, match=r"'en_core_web_xx'.*install"):
        claimx.extract(SENTENCE, model="en_core_web_xx")


PIECES = st.sampled_from(
    [
        *ODD.values(),
        SENTENCE,
        "“",
        "”",
        '"',
        "'",
        "\n",
        "\n\n",
        " said ",
        " not ",
        " he ",
        "allegedly",
    ]
)


@settings(max_examples=40)
@given(st.lists(PIECES.filter(lambda piece: len(piece) < 200) | st.text(max_size=20), max_size=8))
def test_any_mixture_keeps_every_span_its_slice(pipeline, pieces):
    text = "".join(pieces)
    document = check(pipeline(text, published="2024-03-04"))
    if document.reader == "text":
        assert document.text == text


def test_the_examples_give_claims_with_every_span_its_slice(pipeline, examples):
    for path in sorted(examples.glob("*.txt")):
        assert len(check(pipeline(path.read_bytes(), published="2025-03-15")).claims) > 5


def test_the_same_text_gives_the_same_ids_on_every_run(pipeline, examples):
    data = (examples / "wire.txt").read_bytes()
    first, second = pipeline(data), pipeline(data)
    assert first == second
    assert len({claim.id for claim in first.claims}) == len(first.claims)


MEASURED = """
import resource, sys
import claimx

text = {text}
assert len(text) > 100_000
document = claimx.extract(text)
assert document.text == text
assert document.claims
for claim in document.claims:
    assert text[claim.trigger.start : claim.trigger.end] == claim.trigger.text
last = max(claim.trigger.end for claim in document.claims)
assert last > 0.99 * len(text), "the end of the text was not read"
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def peak_megabytes(text: str) -> float:
    """Extract in a fresh process, check that all of the text was read, return its peak memory."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURED.replace("{text}", text)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return float(done.stdout)


@pytest.mark.slow
def test_100_000_characters_without_a_sentence_end_stay_under_1200_mb():
    text = "'and then the police arrested Ana Lupu and moved her to a prison while ' * 1500"
    assert peak_megabytes(text) < 1200


@pytest.mark.slow
def test_two_and_a_half_million_characters_are_read_to_the_end():
    text = (
        "('Police arrested Ana Lupu. ' + 'The day was long and nobody came to the door. ' * 25"
        " + chr(10) * 2) * 2150 + 'Police arrested Ion Rusu.'"
    )
    peak_megabytes(text)
