"""The recogniser that scores all states at once finds what spaCy's own finds."""

import spacy
from spacy.tokens import Span

from claimx.language import bundled_model_folder
from claimx.quick_names import QuickRecogniser, is_plain, recognise_at_once

TEXT = (
    "Police in Minsk held Ann Bell, 24, of the Krell Committee to Protect Journalists on 3 May "
    "2019.\n\nTHE UNITED NATIONS AND AMNESTY INTERNATIONAL\n\n On Friday, the Supreme Court of "
    "Belarus fined her $5,000; two\n \nhundred people marched in New York"
)


def entities(doc):
    return [(e.start, e.end, e.label_, e.kb_id) for e in doc.ents], [t.ent_iob for t in doc]


def test_the_same_entities_are_found():
    plain, quick = (spacy.load(bundled_model_folder()) for _ in range(2))
    recognise_at_once(quick)

    assert isinstance(quick.get_pipe("ner"), QuickRecogniser)
    assert quick.pipe_names == plain.pipe_names
    assert quick.get_pipe("ner").labels == plain.get_pipe("ner").labels
    texts = [TEXT, TEXT.lower(), TEXT.upper(), "Ann", "Ann Bell", "\n", " \n Ann Bell \n ", ""]
    for wanted, found in zip(plain.pipe(texts), quick.pipe(texts), strict=True):
        assert entities(found) == entities(wanted)


def test_entities_that_were_set_before_are_kept():
    nlp = spacy.load(bundled_model_folder())
    plain = nlp.get_pipe("ner")
    quick = QuickRecogniser()
    quick.prepare(plain)
    docs = [nlp.make_doc(TEXT) for _ in range(2)]
    for doc in docs:
        doc.set_ents([Span(doc, 0, 3, label="ORG")], default="unmodified")
    found = entities(quick(docs[0]))

    assert found == entities(plain(docs[1]))
    assert found[0][0][:3] == (0, 3, "ORG")


def test_other_pipelines_are_left_as_they_are():
    blank = spacy.blank("en")
    recognise_at_once(blank)

    assert blank.pipe_names == []
    assert not is_plain(None)
