"""Extractors by name: found through entry points, refused with the next step."""

import pytest

from claimx.claim import Span
from claimx.errors import InputError
from claimx.extract import registry
from claimx.extract.registry import extractor_names, make_extractor
from claimx.language import analyse
from claimx.pipeline import Pipeline
from claimx.proposal import Extractor, Proposal


def test_the_bundled_extractors_are_registered():
    assert {"lexicon", "rules"} <= set(extractor_names())


def test_a_made_extractor_fulfils_the_protocol():
    assert isinstance(make_extractor("rules"), Extractor)


def test_an_unknown_name_is_refused_with_the_nearest():
    with pytest.raises(InputError, match=r"'ruless' \(did you mean 'rules'\?\); expected one of"):
        make_extractor("ruless")


def test_an_entry_that_is_no_extractor_is_refused(monkeypatch):
    class Point:
        value = "elsewhere:thing"

        def load(self):
            return lambda: object()

    monkeypatch.setattr(registry, "_entry_points", lambda: {"odd": Point()})
    with pytest.raises(InputError, match="'odd' from elsewhere:thing has no name, version"):
        make_extractor("odd")


class FirstWord:
    """An extractor from outside: calls the first word of each sentence an arrest."""

    name = "first-word"
    version = "0"

    def propose(self, analysis):
        found = []
        for sentence in analysis.sentences:
            token = sentence.tokens[0]
            span = analysis.span(sentence.offset, token, token)
            found.append(Proposal("ARREST", span, confidence=0.5))
        return found


def test_any_extractor_runs_in_the_pipeline(pipeline):
    other = Pipeline(pipeline.nlp, FirstWord())
    document = other("Rain fell. Nobody came.")
    assert [claim.trigger.text for claim in document.claims] == ["Rain", "Nobody"]
    assert {claim.extractor for claim in document.claims} == {"first-word/0"}


def test_proposals_come_in_text_order_with_spans_of_the_text(pipeline):
    text = "Police arrested Omar. Later he was tried in Dorn. Soldiers killed two men."
    proposals = pipeline.extractor.propose(analyse(pipeline.nlp, text))
    starts = [proposal.trigger.start for proposal in proposals]
    assert starts == sorted(starts)
    for proposal in proposals:
        for span in (proposal.trigger, *(arg.span for arg in proposal.args)):
            assert Span.cut(text, span.start, span.end) == span
