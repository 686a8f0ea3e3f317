"""claimx as a pipe of any spaCy pipeline."""

import pickle

import pytest
import spacy
from spacy import displacy
from spacy.lang.en import English
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

import claimx
from claimx.errors import InputError
from claimx.extract.registry import DEFAULT_EXTRACTOR
from claimx.language import bundled_model_folder

TEXT = (
    "Police in Dorvale arrested the printer Ana Petrel on Monday, her lawyer said. "
    "The ministry denied that she had been beaten.\n\nA court will try her in June."
)
# The fastest way to real claims.
QUICK = {"extractor": "lexicon", "entities": False}


def facts(document):
    return [
        (claim.type, claim.trigger, claim.args, claim.source, claim.modality, claim.when)
        for claim in document.claims
    ]


@pytest.fixture(scope="module")
def nlp() -> English:
    made = spacy.blank("en")
    made.add_pipe("claimx", config=QUICK)
    return made


@pytest.fixture(scope="module")
def expected(plain):
    return plain(TEXT)


@pytest.fixture(scope="module")
def plain():
    loaded = claimx.load("lexicon")
    return claimx.Pipeline(loaded.nlp, loaded.extractor)


def test_a_pipeline_without_parser_gives_the_claims_that_claimx_gives(nlp, expected) -> None:
    doc = nlp(TEXT)
    assert facts(doc._.claimx) == facts(expected)
    assert doc._.claims == expected.claims
    assert doc._.claims
    assert doc._.claimx.text == TEXT


def test_a_pipeline_with_a_parser_of_its_own_gives_the_same(expected) -> None:
    full = spacy.load(bundled_model_folder())
    full.add_pipe("claimx", config=QUICK, last=True)
    doc = full(TEXT)
    assert doc._.claims == expected.claims
    assert doc.has_annotation("DEP")
    with full.select_pipes(disable="claimx"):
        alone = full(TEXT)
    assert [token.sent_start for token in doc] == [token.sent_start for token in alone]


def test_spans_carry_types_and_roles_and_lead_to_their_claims(nlp) -> None:
    doc = nlp(TEXT)
    claim = doc._.claims[0]
    trigger = doc.spans["claimx"][0]
    assert (trigger.text, trigger.label_, trigger.id_) == (claim.trigger.text, "ARREST", claim.id)
    assert trigger._.claim == claim
    roles = [s.label_ for s in doc.spans["claimx_arguments"] if s.id_ == claim.id]
    assert roles == [*(arg.role for arg in claim.args), *(["source"] if claim.source else [])]


def test_displacy_shows_them(nlp) -> None:
    html = displacy.render(nlp(TEXT), style="span", options={"spans_key": "claimx"}, jupyter=False)
    assert "ARREST" in html


def test_a_span_inside_a_token_covers_the_whole_token(nlp) -> None:
    text = "Police-arrested printers were freed."
    one = Doc(
        nlp.vocab,
        words=["Police-arrested", "printers", "were", "freed", "."],
        spaces=[True, True, True, False, False],
    )
    doc = nlp.get_pipe("claimx")(one)
    assert doc.text == text
    shown = {span.text for span in doc.spans["claimx"]}
    assert all(claim.trigger.text in text for claim in doc._.claims)
    assert shown <= {"Police-arrested", "freed"}
    assert shown


def test_claims_go_through_bytes_and_docbin(nlp) -> None:
    doc = nlp(TEXT)
    again = Doc(Vocab()).from_bytes(doc.to_bytes())
    stored = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    (third,) = DocBin().from_bytes(stored).get_docs(Vocab())
    for copy in (again, third):
        assert copy._.claims == doc._.claims
        labels = [(s.label_, s.text, s.id_) for s in copy.spans["claimx"]]
        assert labels == [(s.label_, s.text, s.id_) for s in doc.spans["claimx"]]


def test_two_processes_give_what_one_gives(nlp) -> None:
    texts = [TEXT, "", "Soldiers killed two men in Norland."]
    alone = [doc._.claims for doc in nlp.pipe(texts)]
    together = list(nlp.pipe(texts, n_process=2, batch_size=1))
    assert [doc._.claims for doc in together] == alone
    assert [s.label_ for s in together[2].spans["claimx"]] == ["KILLING"]


def test_a_process_that_gets_the_pipe_by_pickle_loads_its_own(nlp) -> None:
    pipe = pickle.loads(pickle.dumps(nlp.get_pipe("claimx")))
    assert pipe(nlp.make_doc(TEXT))._.claims == nlp(TEXT)._.claims


def test_a_saved_pipeline_comes_back_with_its_settings(nlp, tmp_path) -> None:
    nlp.to_disk(tmp_path)
    again = spacy.load(tmp_path)
    assert again.get_pipe_meta("claimx").assigns == ["doc._.claims", "doc.spans"]
    assert again.config["components"]["claimx"]["extractor"] == "lexicon"
    assert again(TEXT)._.claims == nlp(TEXT)._.claims


def test_the_date_of_publication_resolves_days(nlp) -> None:
    doc = nlp.make_doc(TEXT)
    doc._.claimx_published = "2024-05-07"
    assert nlp(doc)._.claims[0].when.value == "2024-05-06"


def test_a_blank_text_has_no_claims_and_a_doc_without_the_pipe_none_either(nlp) -> None:
    assert nlp("  ")._.claims == ()
    assert nlp("")._.claimx.warnings
    other = spacy.blank("en")(TEXT)
    assert other._.claims == ()
    assert other._.claimx is None


def test_html_keeps_its_characters_and_a_warning_says_so(nlp, html_page) -> None:
    document = nlp(html_page)._.claimx
    assert document.text == html_page
    assert any("HTML" in warning for warning in document.warnings)


def test_the_default_is_that_of_claimx_and_a_wrong_name_is_refused_at_once() -> None:
    factory = English.get_factory_meta("claimx") if English.has_factory("claimx") else None
    assert factory is not None
    assert factory.default_config["extractor"] == DEFAULT_EXTRACTOR
    with pytest.raises(InputError, match="lexikon"):
        spacy.blank("en").add_pipe("claimx", config={"extractor": "lexikon"})
