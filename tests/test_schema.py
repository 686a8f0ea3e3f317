"""The vocabulary: complete, checked, and with faults named."""

import pytest

from claimx.errors import ClaimxError
from claimx.schema import CROSSWALKS, load_vocabulary, parse_type

GOOD = {
    "name": "ARREST",
    "definition": "authority takes someone into custody",
    "not": "",
    "example": "Police arrested him.",
    "example_trigger": "arrested",
    "core_roles": ["victim"],
    "crosswalk": dict.fromkeys(CROSSWALKS, ""),
}


def test_26_types_11_roles_and_the_label_lists():
    vocabulary = load_vocabulary()
    assert len(vocabulary.types) == 26
    assert len(vocabulary.roles) == 11
    assert list(vocabulary.labels["polarity"]) == ["positive", "negative"]
    assert set(vocabulary.labels["modality"]) == {
        "asserted",
        "alleged",
        "possible",
        "planned",
        "demanded",
    }


def test_every_type_says_what_it_is_and_shows_its_trigger():
    for kind in load_vocabulary().types.values():
        assert kind.definition
        assert kind.example_trigger in kind.example
        assert kind.core_roles
        assert set(kind.crosswalk) == set(CROSSWALKS)


def test_the_vocabulary_cannot_be_changed_by_a_caller():
    with pytest.raises(TypeError):
        load_vocabulary().types["ARREST"] = None  # type: ignore[index]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"colour": "red"}, "colour"),
        ({"name": "ARRESTS"}, "rename"),
        ({"example_trigger": "jailed"}, "'jailed' is not in the example"),
        ({"core_roles": ["culprit"]}, "culprit"),
        ({"crosswalk": {"plover": ""}}, "crosswalk"),
    ],
)
def test_a_fault_in_a_type_file_is_named(change, fault):
    with pytest.raises(ClaimxError, match=fault):
        parse_type({**GOOD, **change}, "ARREST.toml", load_vocabulary().roles)
