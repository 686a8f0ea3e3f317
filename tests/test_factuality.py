"""Whether it is so: negation, modality and genericity, each in sentences written for the test."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimx.claim import Argument, Span
from claimx.errors import InputError, ModelError
from claimx.language import analyse
from claimx.model_folder import write_manifest
from claimx.proposal import Proposal
from claimx.qualify.factuality import Factuality, cases, judge
from claimx.qualify.factuality_weights import (
    FORMAT_VERSION,
    MODALITIES,
    FactualityWeights,
    load_weights,
    save_weights,
)
from claimx.qualify.factuality_words import PLAIN
from claimx.qualify.sentence_words import Evidence
from claimx.training.factuality import FactualityExamples, fit_factuality


@pytest.fixture(scope="session")
def read(pipeline):
    def run(text: str, trigger: str, type_: str = "ARREST", victim: str | None = None):
        start = text.index(trigger)
        args = ()
        if victim is not None:
            at = text.index(victim)
            args = (Argument("victim", Span.cut(text, at, at + len(victim))),)
        one = Proposal(type_, Span.cut(text, start, start + len(trigger)), args)
        return judge(analyse(pipeline.nlp, text), [one])[0]

    return run


NEGATIVE = [
    ("The editor was not arrested.", "arrested", "not"),
    ("Police never arrested the editor.", "arrested", "never"),
    ("No one was arrested at the rally.", "arrested", "No"),
    ("None of the drivers was arrested.", "arrested", "None"),
    ("Police failed to arrest the editor.", "arrest", "failed"),
    ("Police refused to release the editor.", "release", "refused"),
    ("The general denied killing the drivers.", "killing", "denied"),
    ("The general denied any involvement in the killing.", "killing", "denied"),
    ("The drivers were held without trial.", "trial", "without"),
    ("The editor escaped arrest.", "arrest", "escaped"),
    ("Instead of releasing him, the guards beat him.", "releasing", "of"),
    ("The driver has yet to be released.", "released", "yet"),
    ("The police foiled a kidnapping.", "kidnapping", "foiled"),
    ("An attempted kidnapping shook the town.", "kidnapping", "attempted"),
    ("The driver escaped a kidnap attempt.", "kidnap", "escaped"),
    ("None of the drivers has yet been charged.", "charged", "None"),
    ("The police have arrested no one.", "arrested", "no"),
    ("The army had nothing to do with the killing.", "killing", "nothing"),
    ("The minister dismissed reports that the editor was beaten.", "beaten", "dismissed"),
    ("The report that the editor was killed is false.", "killed", "false"),
    ("The story of the massacre is a lie.", "massacre", "lie"),
    ("When the kidnapping of the driver failed, the men fled.", "kidnapping", "failed"),
    ("Four agents stood behind a failed plot to kidnap the driver.", "kidnap", "failed"),
    ("The unit crossed the lake to find and arrest the men but in vain.", "arrest", "vain"),
    ("We can’t go out to protest.", "protest", "n’t"),
    ("Night Guard Foils Kidnapping Near Dorn Lake", "Kidnapping", "Foils"),
    ("The mayor denied claims by drivers that a nurse was beaten.", "beaten", "denied"),
    ("The soldiers ignored the orders to fire on the drivers.", "fire", "ignored"),
    ("The editor is not aware of any arrest.", "arrest", "not"),
    ("The guard protected the editor from arrest.", "arrest", "protected"),
    ("The general denied any role in the failed kidnapping.", "kidnapping", "denied"),
    ("The lawyer argued against giving him bail.", "bail", "argued"),
]


@pytest.mark.parametrize(("text", "trigger", "cue"), NEGATIVE)
def test_a_negation_that_reaches_the_act_is_told_with_its_cue(read, text, trigger, cue):
    fact = read(text, trigger)

    assert fact.polarity == "negative"
    assert fact.polarity_cue is not None
    assert fact.polarity_cue.text == cue


POSITIVE = [
    ("The editor was arrested.", "arrested"),
    ("The editor was not only arrested but beaten.", "arrested"),
    ("The editor was arrested, not charged.", "arrested"),
    ("No fewer than ten drivers were arrested.", "arrested"),
    ("The editor did not comment on his arrest.", "arrest"),
    ("The editor was not released until May.", "released"),
    ("The driver was never seen again.", "never seen again"),
    ("The soldiers did not hesitate to shoot the drivers.", "shoot"),
    ("The family did not receive the news of the arrest.", "arrest"),
    ("The union said it would not accept the arrest of the editor.", "arrest"),
]


@pytest.mark.parametrize(("text", "trigger"), POSITIVE)
def test_a_negation_that_does_not_reach_the_act_leaves_it(read, text, trigger):
    assert read(text, trigger).polarity == "positive"


def test_two_negations_cancel_out(read):
    assert read("The ministry denied that the editor was not arrested.", "arrested").polarity == (
        "positive"
    )


def test_a_ban_that_is_lifted_is_negative(read):
    assert read("The court lifted the ban on the party.", "ban", "BAN").polarity == "negative"


def test_a_ban_whose_own_words_say_not_allowed_stands(read):
    fact = read("The editor was not allowed to travel.", "not allowed to travel", "BAN")

    assert fact.polarity == "positive"


def test_a_ban_of_which_the_text_says_later_that_it_was_lifted_is_negative(read):
    assert read("It was a ban that was lifted in May.", "ban", "BAN").polarity == "negative"


def test_a_ban_lifted_in_an_absolute_phrase_is_negative(read):
    text = "The state moved on, with the ban on drivers lifted in 2018."

    assert read(text, "ban", "BAN").polarity == "negative"


def test_a_call_for_an_end_to_a_list_is_negative_and_demanded(read):
    text = "The miners demand an end to the violence and the nightly attacks on their homes."

    fact = read(text, "violence", "ASSAULT")

    assert (fact.polarity, fact.modality) == ("negative", "demanded")


def test_a_list_after_refrain_from_is_negative_throughout(read):
    text = "Refrain from any arrest, detention or involvement in violence or harassment of miners."

    for trigger in ("arrest", "detention", "violence", "harassment"):
        fact = read(text, trigger)
        assert (fact.polarity, fact.modality) == ("negative", "demanded")


def test_a_charge_that_is_denied_was_brought(read):
    assert read("The editor denied the charges.", "charges", "CHARGE").polarity == "positive"


MODAL = [
    ("The editor was arrested.", "arrested", "asserted", None),
    ("The editor was allegedly beaten.", "beaten", "alleged", "allegedly"),
    ("The general is accused of torturing the drivers.", "torturing", "alleged", "accused"),
    ("He is suspected of killing two drivers.", "killing", "alleged", "suspected"),
    ("The alleged torture went on for days.", "torture", "alleged", "alleged"),
    ("The driver is believed to have been killed.", "killed", "alleged", "believed"),
    ("The editor may be arrested.", "arrested", "possible", "may"),
    ("The editor could be arrested.", "arrested", "possible", "could"),
    ("The editor faces arrest.", "arrest", "possible", "faces"),
    ("If the editor is arrested, we will march.", "arrested", "possible", "If"),
    ("They threatened to kill the editor.", "kill", "possible", "threatened"),
    ("The editor is at risk of torture.", "torture", "possible", "risk"),
    ("The editor will be tried.", "tried", "planned", "will"),
    ("The editor is due to be tried.", "tried", "planned", "due"),
    ("The court ordered his release.", "release", "planned", "ordered"),
    ("The union plans to march.", "march", "planned", "plans"),
    ("Police issued a warrant for the arrest of the editor.", "arrest", "planned", "warrant"),
    ("The union called for the release of the editor.", "release", "demanded", "called"),
    ("The union demanded his release.", "release", "demanded", "demanded"),
    ("The union urged the court to release the editor.", "release", "demanded", "urged"),
    ("The editor should be released.", "released", "demanded", "should"),
    ("The editor must be released.", "released", "demanded", "must"),
    ("Release the editor!", "Release", "demanded", "Release"),
]


@pytest.mark.parametrize(("text", "trigger", "modality", "cue"), MODAL)
def test_modality_follows_the_cue_and_keeps_it(read, text, trigger, modality, cue):
    fact = read(text, trigger)

    assert fact.modality == modality
    assert (fact.modality_cue.text if fact.modality_cue else None) == cue


def test_a_call_to_stop_an_act_is_negative_and_demanded(read):
    fact = read("The union called on the guards to stop the torture of drivers.", "torture")

    assert (fact.polarity, fact.modality) == ("negative", "demanded")


def test_an_act_that_is_presupposed_is_not_touched_by_the_verb_above(read):
    fact = read("The jailed editor may travel.", "jailed", "DETENTION")

    assert (fact.polarity, fact.modality) == ("positive", "asserted")


def test_what_could_not_be_done_is_a_fact(read):
    fact = read("The editor could not be charged.", "charged", "CHARGE")

    assert (fact.polarity, fact.modality) == ("negative", "asserted")


@pytest.mark.parametrize(
    ("text", "trigger", "victim", "generic"),
    [
        ("Inmates are routinely beaten.", "beaten", "Inmates", True),
        ("Guards often beat prisoners.", "beat", "prisoners", True),
        ("Vera Holm was arrested on Monday.", "arrested", "Vera Holm", False),
        ("Fifty drivers were arrested on Monday.", "arrested", "Fifty drivers", False),
    ],
)
def test_habits_are_generic_and_occasions_are_not(read, text, trigger, victim, generic):
    assert read(text, trigger, "ARREST", victim).generic is generic


def test_the_extractor_is_believed_where_no_cue_decides(pipeline):
    text = "The editor was arrested. The driver was not arrested."
    span = Span.cut(text, text.index("arrested"), text.index("arrested") + 8)
    told = Proposal("ARREST", span, polarity="negative", modality="alleged", generic=True)

    fact = judge(analyse(pipeline.nlp, text), [told])[0]

    assert (fact.polarity, fact.modality, fact.generic) == ("negative", "alleged", True)


def test_a_cue_of_the_text_wins_over_the_extractor(pipeline):
    text = "The driver may be arrested."
    span = Span.cut(text, text.index("arrested"), text.index("arrested") + 8)
    told = Proposal("ARREST", span, modality="asserted", generic=False)

    assert judge(analyse(pipeline.nlp, text), [told])[0].modality == "possible"


def test_a_trigger_outside_the_parsed_text_keeps_the_defaults(pipeline):
    text = "Menu: arrested. The driver walked home."
    analysis = analyse(pipeline.nlp, text, body=[(16, len(text))])

    facts = judge(analysis, [Proposal("ARREST", Span.cut(text, 6, 14))])

    assert facts == [Factuality()]


def test_a_verdict_of_the_weights_alone_shows_the_word_that_speaks_most_for_it(pipeline):
    text = "The editor was hardly beaten."
    start = text.index("beaten")
    claim = Proposal("ASSAULT", Span.cut(text, start, start + 6))
    rows = {"own_advmod_hardly": (9.0, 0.0, 0.0, 0.0, 9.0, 0.0)}
    weights = FactualityWeights(rows, (-1.0, -1.0, 0.0, -1.0, -1.0, -1.0), 0.5, 0.5)

    fact = judge(analyse(pipeline.nlp, text), [claim], weights)[0]

    assert (fact.polarity, fact.modality) == ("negative", "planned")
    assert fact.polarity_cue == Span.cut(text, text.index("hardly"), text.index("hardly") + 6)
    assert fact.modality_cue == fact.polarity_cue


def test_without_weights_every_claim_is_plain_where_no_cue_speaks(pipeline):
    text = "The editor was arrested. The driver may be arrested."
    first, second = (text.index("arrested"), text.rindex("arrested"))
    claims = [Proposal("ARREST", Span.cut(text, at, at + 8)) for at in (first, second)]
    weights = FactualityWeights({}, (-1.0, 0.0, 1.0, 0.0, 0.0, 0.0), 0.05, 0.5)

    facts = judge(analyse(pipeline.nlp, text), claims, weights)

    assert [fact.polarity for fact in facts] == ["positive", "positive"]
    assert [fact.modality for fact in facts] == ["asserted", "asserted"]


finite = st.floats(-4, 4, allow_nan=False, width=16)


@given(st.dictionaries(st.text("ab_>", min_size=1, max_size=5), st.tuples(*[finite] * 6)))
def test_stored_weights_come_back_as_they_were(tmp_path_factory, rows):
    folder = tmp_path_factory.mktemp("weights")
    table = np.array(list(rows.values()), dtype=np.float64).reshape(len(rows), 6)
    save_weights(list(rows), table, [0.5] * 6, folder)
    write_manifest(folder, format_version=FORMAT_VERSION, with_cue=0.1, without_cue=0.3)

    assert load_weights(folder) == FactualityWeights(rows, (0.5,) * 6, 0.1, 0.3)


def test_weights_that_do_not_fit_their_features_are_refused(tmp_path):
    save_weights(["one"], np.zeros((2, 6)), [0.0] * 6, tmp_path)
    write_manifest(tmp_path, format_version=FORMAT_VERSION, with_cue=0.1, without_cue=0.3)

    with pytest.raises(ModelError, match="do not fit 1 features"):
        load_weights(tmp_path)


def test_a_feature_with_a_line_end_is_refused(tmp_path):
    with pytest.raises(ModelError, match="line end"):
        save_weights(["a\nb"], np.zeros((1, 6)), [0.0] * 6, tmp_path)


def test_the_fit_learns_what_tells_the_labels_apart():
    examples = FactualityExamples()
    kinds = [
        ("positive", "asserted"),
        ("negative", "alleged"),
        ("positive", "possible"),
        ("positive", "planned"),
        ("positive", "demanded"),
    ]
    for polarity, modality in kinds * 20:
        examples.features.append([f"saw_{modality}"])
        examples.labels.append(frozenset((polarity, modality)))

    weights = fit_factuality(examples, 1.0, 1, 0.0, 0.0).with_thresholds(0.5, 0.5)

    for polarity, modality in kinds:
        scores = weights.scores([Evidence(f"saw_{modality}")])
        negative = scores.pop("negative")
        assert max(scores, key=scores.__getitem__) == modality
        assert (negative > 0) == (polarity == "negative")


def test_plain_words_tell_the_modality_but_not_the_polarity():
    examples = FactualityExamples()
    kinds = [("negative" if n == 1 else "positive", name) for n, name in enumerate(MODALITIES)]
    for polarity, modality in kinds * 20:
        examples.features.append([f"{PLAIN}before_{modality}", "type_ARREST"])
        examples.labels.append(frozenset((polarity, modality)))

    weights = fit_factuality(examples, 1.0, 1, 0.0, 0.0).with_thresholds(0.5, 0.5)

    for _, modality in kinds:
        scores = weights.scores([Evidence(f"{PLAIN}before_{modality}")])
        negative = scores.pop("negative")
        assert max(scores, key=scores.__getitem__) == modality
        assert negative == weights.bias[0]


def test_plain_words_hold_no_names_or_numbers(pipeline):
    text = "On 3 May, police in Dorn told Anna Keller that the editor was arrested."
    start = text.index("arrested")
    one = Proposal("ARREST", Span.cut(text, start, start + len("arrested")), ())

    case = next(cases(analyse(pipeline.nlp, text), [one]))

    assert case is not None
    plain = [found.name for found in case.found if found.name.startswith(PLAIN)]
    assert f"{PLAIN}before_police" in plain
    assert not any(word in name.lower() for name in plain for word in ("dorn", "keller", "_may"))


def test_a_fit_without_any_negative_claim_says_what_is_missing():
    examples = FactualityExamples([["a"], ["b"]], [frozenset(("positive", "asserted"))] * 2)

    with pytest.raises(InputError, match="add articles"):
        fit_factuality(examples, 1.0, 1, 0.0, 0.0)


PIECES = [
    "not",
    "arrested",
    "denied",
    "the",
    "was",
    "if",
    "may",
    "without",
    "to",
    ",",
    ".",
    "\n\n",
    "of",
    "🙂",
]


@settings(max_examples=25)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=20), st.data())
def test_any_trigger_anywhere_gives_slices_and_no_error(pipeline, pieces, data):
    text = " ".join(pieces)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))

    facts = judge(analyse(pipeline.nlp, text), [Proposal("BAN", Span.cut(text, start, end))])

    for cue in (facts[0].polarity_cue, facts[0].modality_cue):
        assert cue is None or text[cue.start : cue.end] == cue.text
