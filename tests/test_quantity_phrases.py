"""The phrases of `evaluation/quantities` come out right: the bar of the project on both halves."""

import importlib.util
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / "evaluation" / "quantities" / "measure.py"
BAR = 0.95


@pytest.fixture(scope="module")
def measure():
    spec = importlib.util.spec_from_file_location("measure_quantities", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


@pytest.mark.parametrize("half", ["main", "aside"])
def test_at_least_the_bar_is_exact(measure, half):
    phrases = [phrase for phrase in measure.read_phrases() if phrase.half == half]
    wrong = [
        phrase.text
        for phrase in phrases
        if not measure.same(measure.answer(phrase)[0], phrase.expected)
    ]
    assert len(phrases) >= 75
    assert len(wrong) <= (1 - BAR) * len(phrases), wrong


def test_the_halves_alternate_and_no_phrase_stands_twice(measure):
    phrases = list(measure.read_phrases())
    for name in measure.FILES:
        halves = [phrase.half for phrase in phrases if phrase.file == name]
        assert halves == [("main", "aside")[at % 2] for at in range(len(halves))]
    keys = [(phrase.role, phrase.type, phrase.text) for phrase in phrases]
    assert len(keys) == len(set(keys))


def test_a_wrong_value_is_not_taken_for_the_same(measure):
    right = {"kind": "fine", "amount": "5", "currency": None}
    assert measure.same(right | {"maximum": False}, right)
    assert not measure.same(right | {"maximum": True}, right)
    assert not measure.same(None, {})
    assert not measure.same({"kind": "life"}, {"kind": "life", "parole": False})
