import json
import re
import stat
from dataclasses import replace

import pytest
from hostile import hostile_documents, make_document
from hypothesis import given, settings
from hypothesis import strategies as st

from claimx.claim import Argument, Claim, Document, Entity, Source, Span
from claimx.cli.main import run
from claimx.errors import InputError
from claimx.export import export_archive
from claimx.export.pseudonyms import Key, Overrides, pseudonymise, read_overrides
from claimx.export.pseudonyms.private import WORD, make_person, needs_capital, word_key
from claimx.export.verify.spans import check_body, find_spans
from claimx.wire import document_to_dict, text_left_out, without_text

KEY = b"\x01" * 32
CODE = r"Person [B-DF-HJ-NP-TV-XZ2-9]{8}"


def hide(*documents, overrides=None, key=None):
    return list(pseudonymise(lambda: documents, key or Key(KEY), overrides))


def spans_of(text, *words):
    found = []
    for part in words:
        at = text.index(part, found[-1].end if found else 0)
        found.append(Span.cut(text, at, at + len(part)))
    return tuple(found)


def person(text, name, *mentions, **fields):
    return Entity("e1", "person", name, spans_of(text, *(mentions or (name,))), **fields)


def document(text, *entities, **fields):
    numbered = tuple(replace(entity, id=f"e{n}") for n, entity in enumerate(entities, 1))
    return Document(text, entities=numbered, **{"id": "d1", "text_sha256": "0" * 64, **fields})


def assert_reslices(made):
    for where, span in find_spans(document_to_dict(made), "document"):
        assert made.text[span["start"] : span["end"]] == span["text"], where


TEXT = (
    "Police arrested Ana M. Petrel, 34, in Dorvale. Petrel's lawyer said that PETREL and the "
    "Petrels were beaten. “Ana,” said Petrel-led group; see #FreeAnaPetrel, @ana_petrel and "
    "https://news.example/ana-petrel?x=1 or mail ana@petrel.example. Petrel, Ana was freed.\n"
)


def test_every_form_of_a_name_gives_way_and_the_rest_stays():
    found = document(TEXT, person(TEXT, "Ana Petrel", "Ana M. Petrel", "Petrel"))
    (made,) = hide(found)
    name = made.entities[0].name
    assert re.fullmatch(CODE, name)
    assert made.text == (
        f"Police arrested {name}, 34, in Dorvale. {name}'s lawyer said that {name} and the {name}s "
        f"were beaten. “{name},” said {name}-led group; see [removed], [removed] and "
        f"[removed] or mail [removed]. {name} was freed.\n"
    )
    assert {span.text for span in made.entities[0].mentions} == {name}
    assert_reslices(made)


def test_spans_of_parts_of_a_name_grow_to_the_pseudonym():
    text = "Ana Petrel was held."
    claim = Claim(
        "DETENTION",
        Span.cut(text, 15, 19),
        args=(Argument("victim", Span.cut(text, 4, 10), entity="e1", name="Ana Petrel"),),
        source=Source(Span.cut(text, 0, 3), name="Ana", entity="e1"),
        sentence=Span.cut(text, 0, len(text)),
        doc_id="d1",
    )
    found = document(text, person(text, "Ana Petrel"), claims=(claim,), body=((0, 6), (6, 20)))
    (made,) = hide(found)
    assert made.claims[0].args[0].span.text == made.entities[0].name
    assert made.claims[0].trigger.text == "held"
    assert made.claims[0].doc_id == made.id
    assert_reslices(made)
    report = _Faults()
    check_body([list(bounds) for bounds in made.body], made.text, "x", report)
    assert report.faults == []


class _Faults:
    def __init__(self):
        self.spans, self.faults = 0, []

    def add(self, where, what):
        self.faults.append((where, what))


def test_titles_sources_ids_reasons_and_hashes_tell_nothing():
    text = "Ana Petrel was held."
    entity = person(
        text,
        "Ana Petrel",
        nil_id="nil:ana-petrel-12345678",
        reasons=("“Ana Petrel” is in no base",),
        attributes={"family": {"value": "son of Petrel", "text": "Petrel", "start": 4, "end": 10}},
    )
    other = Entity("petrel-group", "organisation", "Petrel Group", nil_id="nil:petrel-group-1")
    found = Document(
        text,
        entities=(entity, other),
        id="news/ana-petrel.txt",
        title="Petrel held",
        source="https://petrel.example/ana",
        text_sha256="a" * 64,
        bytes_sha256="b" * 64,
        warnings=("no date in ana-petrel.txt",),
    )
    (made,) = hide(found)
    told = json.dumps(document_to_dict(made)).casefold()
    assert "petrel" not in told
    assert "ana" not in re.findall("[a-z]+", told)
    assert "a" * 64 not in told
    assert made.bytes_sha256 is None
    assert_reslices(made)


def test_whoever_the_base_knows_keeps_the_name():
    text = "Ivan Petrel met President Olga Petrel; Petrel left. Olga Petrel stayed in Petrel Bay."
    bay = Entity("e3", "place", "Petrel Bay", spans_of(text, "Petrel Bay"), kb_id="gn:1")
    known = person(text, "Olga Petrel", "Olga Petrel", "Olga Petrel", kb_id="wd:Q1")
    (made,) = hide(document(text, person(text, "Ivan Petrel"), known, bay))
    name = made.entities[0].name
    assert made.text == (
        f"{name} met President Olga Petrel; {name} left. Olga Petrel stayed in Petrel Bay."
    )
    assert [span.text for span in made.entities[1].mentions] == ["Olga Petrel"] * 2
    assert made.entities[1].kb_id == "wd:Q1"


def test_the_users_lists_go_before_the_base():
    text = "Ana Petrel met Olga Marsh."
    found = document(text, person(text, "Ana Petrel"), person(text, "Olga Marsh", kb_id="wd:Q7"))
    (made,) = hide(
        found, overrides=Overrides(always=frozenset({"wd:Q7"}), never=frozenset({"ana petrel"}))
    )
    assert re.fullmatch(rf"Ana Petrel met {CODE}\.", made.text)
    assert made.entities[1].kb_id is None
    assert made.entities[1].nil_id.startswith("nil:")


def test_a_name_on_the_list_is_hidden_without_any_entity():
    (made,) = hide(
        document("They saw Bo Marsh; Marsh ran."),
        overrides=Overrides(frozenset({"bo marsh"}), always_names=("Bo Marsh",)),
    )
    assert re.fullmatch(rf"They saw {CODE}; {CODE} ran\.", made.text)


def test_one_person_has_one_pseudonym_in_the_archive_and_with_the_same_key():
    texts = ("Ana Petrel was held.", "Petrel fled. Ana Petrel is free.")
    found = [
        document(text, person(text, "Ana Petrel", nil_id="nil:ana-petrel-1"), id=str(n))
        for n, text in enumerate(texts)
    ]
    first, second = hide(*found)
    assert first.entities[0].name == second.entities[0].name
    assert first.entities[0].nil_id == second.entities[0].nil_id
    assert hide(*found) == [first, second]
    assert hide(*found, key=Key(b"\x02" * 32))[0].entities[0].name != first.entities[0].name


def test_a_full_name_is_hidden_in_documents_that_did_not_find_it():
    text = "Ana Petrel was held."
    silent = document("Nobody noticed Ana Petrel there; Petrel left. A petrel is a bird.", id="d2")
    _, made = hide(document(text, person(text, "Ana Petrel")), silent)
    assert "Petrel" not in made.text
    unrelated = document("The Petrel hotel burned.", id="d3")
    assert hide(document(text, person(text, "Ana Petrel")), unrelated)[1].text == unrelated.text


def test_descriptions_and_pronouns_are_no_names():
    text = "The editor said he was beaten. Editor of the Post."
    for name in ("The editor", "he", "Judge"):
        assert make_person(Entity("e1", "person", name)) is None
    both = "Dorvale student Ana Petrel"
    told = make_person(person(both, "Ana Petrel", "Dorvale student", "Ana Petrel"))
    assert told.telling == {"ana", "petrel"}
    (made,) = hide(document(text, person(text, "The editor", "The editor", "he")))
    assert made.text == text


def test_words_that_are_names_are_hidden_only_with_a_capital():
    text = (
        "Will Young will not say. The young man will go; YOUNG and Will wait. See will-young.txt."
    )
    (made,) = hide(document(text, person(text, "Will Young")))
    name = made.entities[0].name
    assert made.text == (
        f"{name} will not say. The young man will go; {name} and {name} wait. See will-young.txt."
    )


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Zoë Pétrel", "Zoe\u0308 Pe\u0301trel and PETREL"),
        ("Ana Petrel", "A\u00adna Pe\u200btrel"),
        ("Сяргей Кавалёў", "Сяргей Кавалёў, Siarhiej Kavaliow"),
        ("Siobhán O'Brien-Ó Néill", "O’Brien, Néill"),
        ("Abd al-Rahman Petrel", "Abd al-Rahman, al Rahman"),
        ("محمد السيد", "محمد السيد"),
    ],
)
def test_spellings_of_a_name_are_found(name, written):
    text = f"{name} spoke. They saw {written} there."
    found = document(text, person(text, name))
    (made,) = hide(found)
    telling = make_person(found.entities[0]).telling
    assert not telling & {word_key(word) for word in WORD.findall(made.text)}


def test_a_document_without_text_hides_the_words_of_its_spans():
    whole = make_document("Ana Petrel")
    (made,) = hide(without_text(whole))
    assert text_left_out(made)
    assert made.text_sha256 != whole.text_sha256
    assert "petrel" not in json.dumps(document_to_dict(made)).casefold()
    assert all(
        span["end"] - span["start"] == len(span["text"])
        for _, span in find_spans(document_to_dict(made), "")
    )


def test_claims_without_entities_are_refused():
    whole = replace(make_document("Ana Petrel"), entities=())
    with pytest.raises(InputError, match="no entities"):
        hide(whole)


SYLLABLES = st.sampled_from(["ka", "lo", "bri", "zen", "to", "mu", "shev", "ra", "ö", "né", "ий"])
NAME_WORDS = st.lists(SYLLABLES, min_size=2, max_size=3).map(lambda s: "".join(s).capitalize())
FULL_NAMES = st.lists(NAME_WORDS, min_size=1, max_size=3, unique=True).map(" ".join)
FORMS = st.sampled_from(
    ["{n}", "{n}'s", "{n}’s", "{last}", "{last}'s", "{up}", "{first}", "#{last}", "{last}-led",
     "http://x.example/{last}", "{last}s", "“{n}”", "({last})", "{low}.txt", "Mr {last}"]
)  # fmt: skip
FILLERS = st.sampled_from(
    ["police arrested", "was beaten by", "and", "in Dorvale,", "said\n", "\U0001f54a", "on Monday."]
)


@st.composite
def private_documents(draw):
    """A text with two private persons and one known body, mentions and claims on any words."""
    names = draw(st.lists(FULL_NAMES, min_size=2, max_size=2, unique=True))
    words = []
    for name in names:
        words.append(name)
        for form in draw(st.lists(FORMS, max_size=4)):
            parts = name.split()
            words.append(draw(FILLERS))
            words.append(
                form.format(
                    n=name, first=parts[0], last=parts[-1], up=name.upper(), low=name.lower()
                )
            )
        words.append(draw(FILLERS))
    text = " ".join([*words, "The Harbour Court watched."])
    entities = [
        Entity(f"e{n}", "person", name, spans_of(text, name)) for n, name in enumerate(names)
    ]
    court = spans_of(text, "Harbour Court")
    entities.append(Entity("e9", "public_body", "Harbour Court", court, kb_id="wd:Q5"))
    edges = st.integers(0, len(text) - 1)
    cuts = st.tuples(edges, edges).map(lambda two: Span.cut(text, min(two), max(two) + 1))
    claims = tuple(
        Claim(
            "ARREST",
            draw(cuts),
            args=(Argument("victim", draw(cuts), entity="e0", name=names[0]),),
            source=Source(draw(cuts), draw(cuts), entity="e1", name=names[1]),
            doc_id="d1",
        )
        for _ in range(draw(st.integers(0, 3)))
    )
    title = draw(st.none() | st.just(f"About {names[0]}"))
    return Document(
        text, claims, tuple(entities), id=names[1], title=title, text_sha256="0" * 64,
        source=f"https://x.example/{names[0]}",
    )  # fmt: skip


@settings(max_examples=150)
@given(private_documents())
def test_no_word_of_a_private_name_is_left_anywhere(found):
    (made,) = hide(found)
    people = [make_person(entity) for entity in found.entities[:2]]
    telling = frozenset().union(*(p.telling for p in people if p))
    told = json.dumps(document_to_dict(made), ensure_ascii=False)
    for word in WORD.findall(told):
        key = word_key(word)
        assert key not in telling or (word.islower() and needs_capital(key)), (word, made.text)
    assert_reslices(made)
    assert [span.text for span in made.entities[2].mentions] == ["Harbour Court"]
    assert made.entities[2].kb_id == "wd:Q5"
    assert made.text.endswith(" The Harbour Court watched.")
    assert len(made.claims) == len(found.claims)


def test_hostile_documents_are_hidden_and_reslice():
    for found in hostile_documents(huge=False):
        (made,) = hide(found)
        assert_reslices(made)
        assert "Petrel" not in made.text


def test_the_key_is_a_file_of_its_owner_alone(tmp_path):
    path = tmp_path / "people.key"
    key = Key.open(path)
    name = key.pseudonym("nil:1", {"Ana Petrel"})
    key.save(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    again = Key.open(path)
    assert again.pseudonym("nil:1", {"A. Petrel"}) == name
    assert again.people == {name: {"Ana Petrel", "A. Petrel"}}
    path.chmod(0o644)
    with pytest.raises(InputError, match="chmod 600"):
        Key.open(path)
    path.write_text("{}", "utf-8")
    path.chmod(0o600)
    with pytest.raises(InputError, match="no key file"):
        Key.open(path)


def test_lists_are_read_and_may_not_contradict_each_other(tmp_path):
    (tmp_path / "always.txt").write_text("# editors\nAna Pétrel\n\nwd:Q7\n", "utf-8")
    (tmp_path / "never.txt").write_text("PETREL, Ana\n", "utf-8")
    told = read_overrides(tmp_path / "always.txt", None)
    assert told == Overrides(frozenset({"ana petrel", "wd:Q7"}), frozenset(), ("Ana Pétrel",))
    with pytest.raises(InputError, match="both lists"):
        read_overrides(tmp_path / "always.txt", tmp_path / "never.txt")
    with pytest.raises(InputError, match="cannot be read"):
        read_overrides(tmp_path / "none.txt", None)


def test_the_program_hides_people_in_every_format_and_keeps_the_key_apart(tmp_path, capsys):
    text = "Ana Petrel was held in Dorvale."
    claim = Claim(
        "DETENTION",
        *spans_of(text, "held"),
        args=(Argument("victim", *spans_of(text, "Ana Petrel"), entity="e1", name="Ana Petrel"),),
        doc_id="d1",
    )
    found = document(text, person(text, "Ana Petrel"), claims=(claim,), title="Ana Petrel held")
    source = tmp_path / "claims.jsonl"
    export_archive([found], source, "jsonl")
    key = tmp_path / "keys" / "people.key"
    for to in ("jsonl", "csv", "parquet", "sqlite", "followthemoney", "jsonld", "brat",
               "labelstudio", "docbin"):  # fmt: skip
        out = tmp_path / "exports" / to
        arguments = ["--to", to, "--out", str(out), "--pseudonymise", "--key", str(key)]
        assert run(["export", str(source), *arguments]) == 0
        files = [out] if out.is_file() else list(out.iterdir())
        if to not in ("parquet", "docbin"):  # compressed
            assert not any(b"petrel" in file.read_bytes().lower() for file in files)
    assert list(json.loads(key.read_text("utf-8"))["people"].values()) == [["Ana Petrel"]]
    assert "read the export before" in capsys.readouterr().err
    inside = ["--to", "csv", "--out", str(tmp_path / "x"), "--key", str(tmp_path / "x" / "key")]
    assert run(["export", str(source), *inside, "--pseudonymise"]) == 2
    assert run(["export", str(source), *inside]) == 2
