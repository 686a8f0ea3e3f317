import time
from dataclasses import replace
from itertools import permutations
from random import Random

import numpy as np
import pytest
from gold_documents import ARREST, GOLD, PETREL, TEXT, claim, corpora, span
from gold_documents import when as gold_when
from hypothesis import given, settings
from hypothesis import strategies as st

from claimx.claim import Argument, Claim, Document, Entity, Source, Span
from claimx.errors import InputError
from claimx.scoring import score
from claimx.scoring.agreement import agree
from claimx.scoring.assignment import align, best_pairs
from claimx.scoring.compare import compare
from claimx.scoring.dates import contained, same_date
from claimx.scoring.figures import all_figures, label_columns, label_values
from claimx.scoring.spans import SpanJudge, head_start, share_half, surname, word_starts
from claimx.scoring.table import CountTable, make_table, measure

FIGURES = {figure.name: figure for figure in all_figures()}


def values(result):
    return {name: measured.value for name, measured in result.figures.items()}


def paired(draw_from):
    """Two readings of the same documents."""
    return st.tuples(draw_from, draw_from).map(
        lambda pair: tuple(zip(*zip(pair[0], pair[1], strict=False), strict=True))
    )


FEW = settings(max_examples=40)


@FEW
@given(corpora)
def test_gold_against_itself_is_perfect_everywhere(gold):
    for name, value in values(score(gold, gold, resamples=0)).items():
        assert value in (None, 1.0), name


def test_a_full_document_against_itself_leaves_no_main_figure_out():
    found = values(score([GOLD], [GOLD], resamples=0))
    main = [name for name in found if not name.startswith(("type.", "role.", "foil."))]
    assert {found[name] for name in main} == {1.0}


@FEW
@given(paired(corpora))
def test_swapping_gold_and_predicted_swaps_precision_and_recall(pair):
    first = values(score(*pair, resamples=0))
    second = values(score(*reversed(pair), resamples=0))
    swap = {"precision": "recall", "recall": "precision"}
    for name, value in first.items():
        stem, _, part = name.rpartition(".")
        assert second[f"{stem}.{swap.get(part, part)}"] == value, name


@FEW
@given(paired(corpora), st.randoms())
def test_shuffling_documents_and_claims_changes_nothing(pair, random):
    def shuffled(side):
        side = [
            replace(doc, claims=tuple(random.sample(doc.claims, len(doc.claims)))) for doc in side
        ]
        return random.sample(side, len(side))

    expected = score(*pair, resamples=20).figures
    assert score(*map(shuffled, pair), resamples=20).figures == expected


@given(
    st.dictionaries(
        st.tuples(st.integers(0, 4), st.integers(0, 4)), st.floats(0.1, 100), max_size=12
    )
)
def test_the_assignment_is_the_best_by_brute_force(weights):
    def total(pairs):
        return sum(weights[pair] for pair in pairs)

    rows = range(5)
    best = max(
        total([(i, j) for i, j in zip(rows, order, strict=True) if (i, j) in weights])
        for order in permutations(rows)
    )
    found = best_pairs(weights)
    assert len({i for i, _ in found}) == len({j for _, j in found}) == len(found)
    assert total(found) == pytest.approx(best)


@FEW
@given(paired(corpora))
def test_no_assignment_has_more_pairs_than_ours(pair):
    for gold, predicted in zip(*pair, strict=True):
        alignment = align(gold.claims, predicted.claims, lambda *_: 0.0)
        for typed, pairs in ((True, alignment.typed), (False, alignment.untyped)):
            edges = [
                [
                    j
                    for j, p in enumerate(alignment.predicted)
                    if g.trigger.overlaps(p.trigger) and (not typed or g.type == p.type)
                ]
                for g in alignment.gold
            ]
            assert len(pairs) == largest_matching(edges)
            assert all(j in edges[i] for i, j in pairs)


def largest_matching(edges):
    """Kuhn's algorithm, written anew for the test."""
    holder = {}

    def place(i, tried):
        for j in edges[i]:
            if j not in tried:
                tried.add(j)
                if j not in holder or place(holder[j], tried):
                    holder[j] = i
                    return True
        return False

    return sum(place(i, set()) for i in range(len(edges)))


def test_two_claims_on_one_trigger_are_told_apart_by_their_arguments():
    ana = replace(ARREST, args=(Argument("victim", span("Ana Petrel")),))
    two = replace(ARREST, args=(Argument("victim", span("two printers")),))
    result = score([doc(ana, two)], [doc(two, ana)], resamples=0)
    assert result["argument.exact.f1"] == 1.0


def doc(*claims, **fields):
    return Document(TEXT, claims, **{"id": "d1", **fields})


def with_victim(words, n=1, **fields):
    return doc(replace(ARREST, args=(Argument("victim", span(words, n), **fields),)))


@pytest.mark.parametrize(
    ("predicted", "n", "exact", "half", "head", "entity"),
    [
        ("Ana Petrel", 1, 1, 1, 1, 1),
        ("Ana Petrel and two printers", 1, 0, 1, 0, 1),
        ("Petrel", 1, 0, 1, 1, 1),
        ("Petrel", 2, 0, 0, 0, 1),
        ("her", 1, 0, 0, 0, 1),
        ("two printers", 1, 0, 0, 0, 0),
    ],
)
def test_arguments_are_compared_in_four_ways(predicted, n, exact, half, head, entity):
    gold = replace(with_victim("Ana Petrel"), entities=(PETREL,))
    result = score([gold], [with_victim(predicted, n)], resamples=0)
    found = [result[f"argument.{how}.f1"] for how in ("exact", "half", "head", "entity")]
    assert found == [exact, half, head, entity]
    assert result["who.f1"] == entity


def test_clusters_of_the_system_under_test_are_not_believed():
    everything = Entity("e1", "person", "x", (span("Ana Petrel"), span("two printers")))
    predicted = replace(with_victim("two printers"), entities=(everything,))
    assert score([with_victim("Ana Petrel")], [predicted], resamples=0)["argument.entity.f1"] == 0


def test_without_clusters_a_surname_counts_and_a_common_noun_does_not():
    gold = with_victim("Petrel", 2)
    assert score([gold], [with_victim("Petrel", 3)], resamples=0)["argument.entity.f1"] == 1
    named = with_victim("her", refers_to="Ana Petrel")
    assert score([gold], [named], resamples=0)["argument.entity.f1"] == 1
    gold, other = with_victim("two printers"), with_victim("The printers")
    assert score([gold], [other], resamples=0)["argument.entity.f1"] == 0


def test_an_argument_counts_once_and_in_its_own_role():
    gold = with_victim("Ana Petrel")
    args = (Argument("victim", span("Ana Petrel")), Argument("victim", span("Petrel")))
    twice = score([gold], [doc(replace(ARREST, args=args))], resamples=0)
    assert twice["argument.half.precision"] == 0.5
    agent = doc(replace(ARREST, args=(Argument("agent", span("Ana Petrel")),)))
    assert score([gold], [agent], resamples=0)["argument.exact.f1"] == 0


def test_type_counts_for_claims_and_not_for_triggers():
    gold, other = doc(ARREST), doc(replace(ARREST, type="DETENTION"))
    result = score([gold], [other], resamples=0)
    assert (result["claim.f1"], result["trigger.f1"]) == (0, 1)
    assert (result["type.ARREST.recall"], result["type.ARREST.precision"]) == (0, None)


def test_nothing_to_score_is_none_and_not_zero():
    empty = Document(TEXT, id="d1")
    assert set(values(score([empty], [empty])).values()) == {None}
    missed = score([GOLD], [], resamples=0)
    assert (missed["claim.recall"], missed["claim.precision"], missed["claim.f1"]) == (0, None, 0)
    assert missed["polarity.accuracy"] is None


def test_false_alarms_are_counted_on_foils_alone():
    foil = Document(TEXT, id="f", claims=())
    noisy = Document(TEXT, (ARREST, GOLD.claims[1]), id="f")
    result = score([GOLD, foil], [GOLD, noisy], foils={"f"}, resamples=0)
    words = result.table.total("foil:words")
    assert result["foil.per_1000_words"] == pytest.approx(2000 / words)
    assert score([GOLD], [GOLD], resamples=0)["foil.per_1000_words"] is None


@pytest.mark.parametrize(
    ("first", "second", "exact", "inside"),
    [
        ("2024-05", "2024-05", True, True),
        ("2024-05-01/2024-05-31", "2024-05", True, True),
        ("2024-05", "2024-05-06", False, True),
        ("2024-W19", "2024-05-06", False, True),
        ("2024-05", "2024-06-01", False, False),
        ("2024", "2024-05", False, False),
        ("2024", "2024-05-06", False, False),
        ("2024-01/2024-12", "2024-05-06", False, False),
        ("2019/2021", "2020", False, True),
        ("2019/2021", "2020-05", False, False),
        ("soon", "2024", False, False),
    ],
)
def test_dates_agree_exactly_or_by_containment(first, second, exact, inside):
    for a, b in ((first, second), (second, first)):
        assert (same_date(a, b), contained(a, b)) == (exact, inside)


def test_time_and_labels_are_judged_on_matched_claims():
    predicted = doc(
        replace(
            ARREST, polarity="negative", modality="alleged", when=gold_when("2024-05"), source=None
        ),
        claim("RELEASE", "freed"),
    )
    result = score([GOLD], [predicted], resamples=0)
    assert (result["polarity.accuracy"], result["modality.accuracy"]) == (0, 0)
    assert (result["when.exact.f1"], result["when.contained.f1"]) == (0, 1)
    assert (result["source.recall"], result["source.precision"], result["source.accuracy"]) == (
        0,
        None,
        0,
    )


@pytest.mark.parametrize(
    ("words", "head"),
    [
        ("four years in prison", "years"),
        ("the head of the union", "head"),
        ("Ana Petrel, a printer", "Petrel"),
        ("about 50 people", "people"),
        ("police", "police"),
        ("those who fled", "those"),
    ],
)
def test_head_is_the_last_word_before_what_follows_it(words, head):
    for lead in ("", "x "):
        text = lead + words
        assert text[head_start(Span.cut(text, len(lead), len(text))) :].startswith(head)


def test_half_of_the_words_leaves_articles_out():
    text = "The old man and his dog"
    man, dog = Span.cut(text, 0, 11), Span.cut(text, 16, 23)
    assert word_starts(man) == {4, 8}
    assert word_starts(dog) == {20}
    assert share_half(word_starts(man), frozenset({8}))
    assert not share_half(word_starts(man), word_starts(dog))
    assert surname("the elder Ana Petrel of dorvale") == "petrel"
    assert surname("two printers") == ""


def test_same_is_symmetric_for_every_criterion():
    judge = SpanJudge((PETREL,))
    first, second = Argument("victim", span("Ana Petrel")), Source(span("Petrel", 2), name="Petrel")
    for criterion in ("exact", "half", "head", "entity"):
        assert judge.same(criterion, first, second) == judge.same(criterion, second, first)


def test_readings_of_other_texts_are_refused():
    with pytest.raises(InputError, match="offsets cannot be compared"):
        score([GOLD], [Document(TEXT + " ", id="d1")])
    with pytest.raises(InputError, match="'zz' is not among the gold"):
        score([GOLD], [Document(TEXT, id="zz")])
    with pytest.raises(InputError, match="two gold documents have the id 'd1'"):
        score([GOLD, GOLD], [])


def confusion(gold, predicted, label):
    names = label_values()[label]
    rows = {
        f"d{i}": {f"{label}:{g}>{p}": 1}
        for i, (g, p) in enumerate(zip(gold, predicted, strict=True))
    }
    assert {next(iter(row)) for row in rows.values()} <= set(label_columns(label, names))
    return make_table(rows)


modalities = st.sampled_from(label_values()["modality"])


@given(st.lists(st.tuples(modalities, modalities), min_size=1, max_size=30))
def test_accuracy_and_macro_f1_are_those_of_scikit_learn(pairs):
    from sklearn.metrics import accuracy_score, f1_score

    gold, predicted = zip(*pairs, strict=True)
    table = confusion(gold, predicted, "modality")
    assert table.value(FIGURES["modality.accuracy"]) == pytest.approx(
        accuracy_score(gold, predicted)
    )
    expected = f1_score(gold, predicted, average="macro", zero_division=0)
    assert table.value(FIGURES["modality.macro_f1"]) == pytest.approx(expected)


def random_table(seed, documents=30, skill=0.6):
    random = np.random.default_rng(seed)
    rows = {}
    for i in range(documents):
        gold, spurious = int(random.integers(1, 30)), int(random.integers(0, 6))
        hit = int(random.binomial(gold, skill))
        rows[f"d{i:03}"] = {"claim:gold": gold, "claim:pred": hit + spurious, "claim:hit": hit}
    return make_table(rows)


def test_intervals_are_those_of_scipy_bootstrap():
    from scipy.stats import bootstrap

    table = random_table(1)
    figure = FIGURES["claim.f1"]
    counts = table.of(figure.columns)
    ours = measure(table, [figure], resamples=4000)["claim.f1"]
    theirs = bootstrap(
        (np.arange(len(counts)),),
        lambda index, axis=-1: figure.formula(counts[index].sum(axis=axis - 1)),
        vectorized=True,
        method="percentile",
        n_resamples=4000,
        rng=np.random.default_rng(5),
    ).confidence_interval
    assert ours.low < ours.value < ours.high
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high), abs=0.01)


def test_intervals_do_not_depend_on_anything_but_the_seed():
    table, figure = random_table(2), [FIGURES["claim.f1"]]
    assert measure(table, figure, seed=3) == measure(table, figure, seed=3)
    assert measure(table, figure, seed=3) != measure(table, figure, seed=4)


def test_one_document_has_no_interval():
    measured = score([GOLD], [GOLD]).figures["claim.f1"]
    assert (measured.value, measured.low, measured.high) == (1.0, None, None)


def test_permutation_test_tells_a_better_system_from_an_equal_one():
    first, worse, equal = (
        random_table(1, skill=0.8),
        random_table(1, skill=0.4),
        random_table(2, skill=0.8),
    )
    figure = FIGURES["claim.f1"]
    better = compare(first, worse, [figure], permutations=999)["claim.f1"]
    assert better.difference > 0.1
    assert better.p_value < 0.01
    same = compare(first, with_gold_of(first, equal), [figure], permutations=999)["claim.f1"]
    assert same.p_value > 0.05
    assert compare(first, first, [figure], permutations=99)["claim.f1"].p_value == 1.0


def with_gold_of(first, second):
    counts = second.counts.copy()
    counts[:, second.columns["claim:hit"]] = np.minimum(
        counts[:, second.columns["claim:hit"]], first.counts[:, first.columns["claim:gold"]]
    )
    counts[:, second.columns["claim:gold"]] = first.counts[:, first.columns["claim:gold"]]
    flipped = np.random.default_rng(0).random(len(first.ids)) < 0.5
    rows = np.where(flipped[:, None], first.counts, first.counts[::-1])
    return CountTable(first.ids, first.columns, rows)


def test_few_documents_are_permuted_exactly():
    first = make_table(
        {f"d{i}": {"claim:gold": 2, "claim:pred": 2, "claim:hit": 2} for i in range(4)}
    )
    second = make_table(
        {f"d{i}": {"claim:gold": 2, "claim:pred": 2, "claim:hit": 1} for i in range(4)}
    )
    result = compare(first, second, [FIGURES["claim.f1"]])["claim.f1"]
    assert (result.difference, result.p_value) == (0.5, 2 / 2**4)


def test_systems_on_different_documents_are_not_compared():
    with pytest.raises(InputError, match="different documents"):
        compare(random_table(1), random_table(1, documents=4), [FIGURES["claim.f1"]])


@FEW
@given(paired(corpora))
def test_agreement_is_the_same_whoever_is_called_first(pair):
    first, second = agree(*pair, resamples=0), agree(*reversed(pair), resamples=0)
    assert first.score["claim.f1"] == second.score["claim.f1"]
    for label, kappa in first.kappa.items():
        assert kappa == (
            second.kappa[label] if kappa is None else pytest.approx(second.kappa[label])
        )


def test_kappa_is_one_for_the_same_labels_and_none_for_a_single_label():
    other = replace(GOLD, claims=tuple(replace(c, modality="asserted") for c in GOLD.claims))
    found = agree([GOLD], [GOLD], resamples=0)
    assert found.kappa == {"polarity": 1.0, "modality": 1.0, "generic": None}
    assert agree([other], [other], resamples=0).kappa["modality"] is None
    assert agree([GOLD], [other], resamples=0).kappa["modality"] == 0.0


def test_agreement_compares_what_both_have_labelled():
    alone = Document(TEXT, (ARREST,), id="alone")
    assert agree([GOLD, alone], [GOLD], resamples=0).score["claim.f1"] == 1.0


def many(documents, claims, seed=0):
    random = Random(seed)
    kinds = ["ARREST", "DETENTION", "TORTURE", "KILLING"]
    text = "word " * 400
    made = []
    for number in range(documents):
        found = []
        for _ in range(claims):
            starts = [5 * random.randrange(398) for _ in range(4)]
            cut = [Span.cut(text, at, at + 4) for at in starts]
            args = (
                Argument("victim", cut[1]),
                Argument("agent", cut[2]),
                Argument("place", cut[3]),
            )
            found.append(
                Claim(random.choice(kinds), cut[0], args, Source(cut[3]), doc_id=str(number))
            )
        made.append(Document(text, tuple(found), id=str(number)))
    return made


def noisy(documents, seed=1):
    random = Random(seed)
    return [
        replace(
            document,
            claims=tuple(
                replace(c, args=c.args[: random.randrange(4)], confidence=random.random())
                for c in document.claims
                if random.random() < 0.8
            ),
        )
        for document in documents
    ]


def test_a_thousand_documents_of_twenty_claims_are_scored_in_twenty_seconds():
    gold = many(1000, 20)
    predicted = noisy(gold)
    begin = time.perf_counter()
    result = score(gold, predicted)
    assert time.perf_counter() - begin < 20
    assert 0.8 < result["claim.f1"] < 0.95


@settings(max_examples=10)
@given(st.integers(50, 120))
def test_a_document_full_of_claims_on_one_stretch_is_scored(size):
    text = "x " * size
    wide = tuple(Claim("ARREST", Span.cut(text, 0, i + 1)) for i in range(size))
    assert (
        score([Document(text, wide, id="d")], [Document(text, wide, id="d")], resamples=0)[
            "claim.f1"
        ]
        == 1
    )
