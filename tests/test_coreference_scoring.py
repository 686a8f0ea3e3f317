import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimx.scoring.coreference import MEASURES, CoreferenceCounts


def counts(gold, predicted):
    found = CoreferenceCounts()
    found.add([set(c) for c in gold], [set(c) for c in predicted])
    return found


# Luo 2005, figure 1: truth {1-5}{6,7}{8,9,A,B,C}; MUC and B-cubed recall are 1 for both responses.
TRUTH = ["12345", "67", "89ABC"]


@pytest.mark.parametrize(
    ("response", "muc", "b_cubed"),
    [(["12345", "6789ABC"], 0.9474, 0.8649), (["1234589ABC", "67"], 0.9474, 0.7368)],
)
def test_published_example_of_luo(response, muc, b_cubed):
    found = counts(TRUTH, response)
    assert found.f1("muc") == pytest.approx(muc, abs=1e-3)
    assert found.f1("b_cubed") == pytest.approx(b_cubed, abs=1e-3)
    assert found.recall("muc") == found.recall("b_cubed") == 1


# Pradhan et al. 2014, worked example: key {a,b,c}{d,e,f,g}, response {a,b}{c,d}{f,g,h,i}.
def test_worked_example_of_the_reference_scorer():
    found = counts(["abc", "defg"], ["ab", "cd", "fghi"])
    assert (found.recall("muc"), found.precision("muc")) == (
        pytest.approx(2 / 5),
        pytest.approx(2 / 5),
    )
    assert found.recall("b_cubed") == pytest.approx(35 / 12 / 7, abs=1e-4)
    assert found.precision("b_cubed") == pytest.approx(4 / 8)
    assert found.recall("ceaf_e") == pytest.approx(1.3 / 2)
    assert found.precision("ceaf_e") == pytest.approx(1.3 / 3)


PARTITION = st.dictionaries(st.integers(0, 12), st.integers(0, 4), min_size=2)


def clusters(labels):
    return [{m for m, label in labels.items() if label == one} for one in set(labels.values())]


@given(PARTITION, PARTITION)
def test_figures_lie_between_0_and_1_and_sides_mirror(one, other):
    forth, back = counts(clusters(one), clusters(other)), counts(clusters(other), clusters(one))
    for measure in (*MEASURES, "mentions"):
        assert 0 <= forth.precision(measure) <= 1 + 1e-9
        assert forth.precision(measure) == pytest.approx(back.recall(measure))


@given(PARTITION)
def test_a_partition_agrees_with_itself(labels):
    found = counts(clusters(labels), clusters(labels))
    assert found.f1("b_cubed") == pytest.approx(1)
    assert found.f1("ceaf_e") == pytest.approx(1)
