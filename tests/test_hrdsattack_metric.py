"""The metric of HRDsAttack reproduces what is published, from counts of labels alone."""

import pytest

from claimx.bench.hrdsattack.data import Case
from claimx.bench.hrdsattack.metric import count, country_key, figures
from claimx.bench.hrdsattack.record import Filled, Record, Victim
from claimx.bench.hrdsattack.trivial import best_labels, trivial_records, trivial_victims
from claimx.entities.knowledge_base import KnowledgeBase
from claimx.scoring.table import make_table

FIGURES = {figure.name: figure for figure in figures()}


def value(rows, name):
    table = make_table({str(index): row for index, row in enumerate(rows)})
    return table.value(FIGURES[name])


def same(name):
    return name.lower()


def trivial(golds):
    """The figures of the trivial answers for gold records."""
    cases = [Case(str(i), "t", "t\n\nx\n", "2021-03-05", gold) for i, gold in enumerate(golds)]
    found, asked = trivial_records(cases), trivial_victims(cases)
    rows = [count(case.gold, found[case.id], asked[case.id], same) for case in cases]
    return lambda name: value(rows, name)


def records(labels, **same_for_all):
    """One record for each label and number."""
    return [Record(**same_for_all, **row) for row, times in labels for _ in range(times)]


def test_always_yes_has_the_published_f1():
    golds = records([({"perpetrator_mention": True}, 91), ({"perpetrator_mention": False}, 9)])
    assert trivial(golds)("paper.perpetrator_mention.f1") == pytest.approx(0.9529, abs=5e-5)


def test_majority_perpetrator_type_has_the_published_accuracy():
    kinds = [("state actor", 56), ("other state actors", 10), ("other non-state actors", 9)]
    kinds += [("other actors with permissions", 3), ("other actors without permissions", 10)]
    kinds += [("regional orgs", 1), ("insufficient info", 1), (None, 10)]
    golds = records([({"perpetrator_type": kind}, times) for kind, times in kinds])
    assert trivial(golds)("paper.perpetrator_type") == pytest.approx(0.56)


def test_constant_violations_have_the_published_f1():
    # 194 gold labels over 100 articles, "unknown" alone in 10 less those taken out beside others.
    labels = {"arbitrary detention": 55, "other": 50, "killing": 34}
    labels |= {"torture": 24, "kidnapping": 16, "enforced disappearance": 8, "unknown": 7}
    golds = [
        Record(violations=frozenset(name for name, times in labels.items() if index < times))
        for index in range(100)
    ]
    assert sum(len(gold.violations) for gold in golds) == 194
    assert best_labels([gold.violations for gold in golds]) == {
        "arbitrary detention",
        "other",
        "killing",
    }
    assert trivial(golds)("paper.violation_type.f1") == pytest.approx(0.5628, abs=5e-5)


def test_majority_attributes_have_the_published_accuracy():
    victims = [
        Victim(f"Person {i}", sex="man" if i < 86 else "woman", age="adult" if i < 118 else "child")
        for i in range(129)
    ]
    figure = trivial([Record(victims=tuple(victims))])
    assert figure("paper.victim_sex") == pytest.approx(0.667, abs=5e-4)
    assert figure("paper.victim_age") == pytest.approx(0.915, abs=5e-4)


@pytest.mark.parametrize(
    ("field", "told", "ceiling"), [("year", 80, 0.80), ("month", 48, 0.48), ("country", 89, 0.89)]
)
def test_a_perfect_reader_stops_at_the_published_ceiling(field, told, ceiling):
    golds = records([({field: "x"}, told), ({field: None}, 100 - told)])
    rows = [count(gold, Filled(gold), {}, same) for gold in golds]
    assert value(rows, f"paper.{field}") == pytest.approx(ceiling)
    assert value(rows, f"null_aware.{field}") == 1


def test_an_empty_answer_never_scores_in_the_paper_and_does_when_null_aware():
    row = count(Record(), Filled(Record()), {}, same)
    assert value([row], "paper.city") == 0
    assert value([row], "null_aware.city") == 1


def test_a_guess_counts_in_the_paper_and_is_withheld_when_null_aware():
    filled = Filled(Record(year="2020"), frozenset(("year",)))
    row = count(Record(year="2020"), filled, {}, same)
    assert value([row], "paper.year") == 1
    assert value([row], "null_aware.year") == 0


def test_null_aware_compares_countries_by_what_they_are():
    row = count(
        Record(country="USA", city="São Paulo"),
        Filled(Record(country="United States", city="Sao Paulo")),
        {},
        {"USA": "US", "United States": "US"}.__getitem__,
    )
    assert value([row], "paper.country") == 0
    assert value([row], "null_aware.country") == 1
    assert value([row], "null_aware.city") == 1


def test_country_key_joins_spellings_parts_and_unknown_names():
    base = KnowledgeBase.open()
    assert country_key("USA", base) == country_key("United States of America", base)
    assert country_key("England", base) == country_key("United Kingdom", base)
    assert country_key("Hong Kong", base) == country_key("People's Republic of China", base)
    assert country_key("Nowhereistan", base) == "nowhereistan"


def names(gold, predicted):
    found = Record(victims=tuple(Victim(name) for name in predicted))
    return count(Record(victims=tuple(Victim(name) for name in gold)), Filled(found), {}, same)


def test_names_are_exact_or_a_part_either_way():
    row = names(["Ann Bell", "Bo Carr"], ["Ann Bell", "Carr", "Di Eder"])
    assert (row["name:hit"], row["name:near"]) == (1, 2)
    assert (row["name:gold"], row["name:pred"]) == (2, 3)


def test_a_name_within_an_earlier_one_is_no_prediction():
    assert names(["Ann Bell"], ["Ann Bell", "Bell"])["name:pred"] == 1


def test_a_name_within_a_later_one_is_dropped_after_it_was_counted():
    row = names(["Ann Bell"], ["Bell", "Ann Bell"])
    assert (row["name:pred"], row["name:hit"], row["name:near"]) == (2, 1, 1)
    assert row["name:kept"] == 1


def test_null_aware_names_match_one_to_one():
    row = names(["Ann Bell"], ["Ann", "Bell"])
    assert row["name:near"] == 2
    assert row["name:near_once"] == 1


def test_no_violation_found_counts_as_unknown():
    row = count(Record(violations=frozenset(("unknown",))), Filled(Record()), {}, same)
    assert (row["violation:hit"], row["violation:pred"]) == (1, 1)


def test_attributes_are_asked_of_gold_names_and_types_match_as_sets():
    gold = Record(
        victims=(
            Victim("Ann Bell", frozenset(("journalist",)), "woman", "adult"),
            Victim("Bo Carr"),
        )
    )
    asked = {"Ann Bell": Victim("Ann Bell", frozenset(("journalist",)), "woman", "child")}
    row = count(gold, Filled(Record()), asked, same)
    assert value([row], "paper.victim_type") == 0.5
    assert value([row], "paper.victim_sex") == 0.5
    assert value([row], "paper.victim_age") == 0


def test_nothing_to_score_is_none():
    assert value([count(Record(), Filled(Record()), {}, same)], "paper.victim_name.f1") is None
