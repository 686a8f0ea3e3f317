"""The trigger lexicon: forms, phrases with gaps, and vetoes by company."""

import pytest

from claimx.extract.rules.inflection import noun_forms, verb_forms
from claimx.extract.rules.lexicon import load_lexicon, phrase_forms
from claimx.extract.rules.senses import load_senses
from claimx.extract.rules.triggers import candidates, has_term, match_phrase
from claimx.schema import load_vocabulary


@pytest.mark.parametrize(
    ("base", "forms"),
    [
        ("arrest", {"arrests", "arrested", "arresting"}),
        ("charge", {"charges", "charged", "charging"}),
        ("try", {"tries", "tried", "trying"}),
        ("free", {"frees", "freed", "freeing"}),
        ("ban", {"bans", "banned", "banning"}),
        ("shoot", {"shoots", "shot", "shooting"}),
        ("expel", {"expels", "expelled", "expelling"}),
        ("die", {"dies", "died", "dying"}),
        ("take", {"took", "taken", "taking"}),
    ],
)
def test_a_verb_is_found_in_all_its_forms(base, forms):
    assert forms | {base} <= verb_forms(base)


def test_plurals():
    assert noun_forms("raid") == {"raid", "raids"}
    assert noun_forms("life") == {"life", "lives"}
    assert "custodies" in noun_forms("custody")


def test_every_type_has_words_or_phrases():
    lexicon = load_lexicon()
    covered = {w.type for words in lexicon.words.values() for w in words}
    covered |= {p.type for phrases in lexicon.phrases.values() for p in phrases}
    assert covered == set(load_vocabulary().types)


def test_a_gap_skips_words_but_no_clause_mark():
    lexicon = load_lexicon()
    phrase = next(p for p in lexicon.phrases["took"] if p.base == "take ~ into custody")
    assert match_phrase(phrase, ["took", "the", "old", "priest", "into", "custody"], 0) == [0, 4, 5]
    assert match_phrase(phrase, ["took", "bribes", ",", "into", "custody"], 0) is None
    assert match_phrase(phrase, ["took", "into", "custody"], 0) is None


def test_function_words_of_a_phrase_stand_for_themselves():
    assert phrase_forms("into") == {"into"}
    assert "bars" in phrase_forms("bar")


def test_a_longer_phrase_hides_the_words_inside_it(pipeline):
    doc = pipeline.nlp("She received death threats.")
    found = [(t.base, t.type) for t in candidates(doc[:], load_lexicon())]
    assert ("death threat", "THREAT") in found
    assert all(kind != "DEATH" for _, kind in found)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("jailed for four years", True),
        ("jailed Ihar Dubko on Friday for two and a half years", True),
        ("jailed for life", True),
        ("jailed for years", False),
        ("jailed for the second time this year", False),
        ("jailed . He fought for ten years", False),
        ("jailed", False),
    ],
)
def test_a_term_of_punishment_is_a_number_with_a_unit(words, expected):
    assert has_term(words.lower().split(), 0) is expected


def test_jailed_with_a_term_is_a_sentence_and_without_one_a_detention(pipeline):
    lexicon = load_lexicon()
    types = {}
    for text in ("She was jailed for four years.", "She was jailed in May."):
        types[text] = [trigger.type for trigger in candidates(pipeline.nlp(text)[:], lexicon)]
    assert list(types.values()) == [["SENTENCE"], ["DETENTION"]]


def test_a_sense_vetoes_only_in_its_company(pipeline):
    lexicon, senses = load_lexicon(), load_senses()
    press = pipeline.nlp("A press release came.")
    prison = pipeline.nlp("His release from prison came.")
    assert senses.keep(candidates(press[:], lexicon)) == []
    assert [t.base for t in senses.keep(candidates(prison[:], lexicon))][:1] == ["release"]
