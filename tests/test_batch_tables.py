import json

import pytest
from batch_readers import read
from pyarrow import parquet

from claimx.batch import Input
from claimx.batch.tables import (
    argument_rows,
    claim_rows,
    columns,
    document_row,
    entity_rows,
    schema,
    to_table,
)
from claimx.claim import Argument, Claim, Count, Document, Source, Span, When
from claimx.schema import load_vocabulary

TEXT = "Judges jailed Ana Lupu. Guards freed Ion Rusu."
DOCUMENT = read(Input("d1", TEXT))


def rows():
    return {
        "documents_table": [document_row(DOCUMENT, "in/d1.txt")],
        "claims": claim_rows(DOCUMENT),
        "arguments": argument_rows(DOCUMENT),
        "entities": entity_rows(DOCUMENT),
    }


@pytest.mark.parametrize("table", ["documents_table", "claims", "arguments", "entities"])
def test_rows_have_the_columns_that_are_documented(table):
    for row in rows()[table]:
        assert set(row) == set(columns()[table]["columns"])


@pytest.mark.parametrize("table", columns())
def test_the_schema_tells_what_each_column_means(table, tmp_path):
    path = tmp_path / "t.parquet"
    parquet.write_table(to_table(table, []), path)
    found = parquet.read_schema(path)
    assert found.metadata[b"about"].decode() == columns()[table]["about"]
    for field in found:
        assert field.metadata[b"about"].decode() == columns()[table]["columns"][field.name][1]


def test_a_claim_carries_its_crosswalk_its_days_and_its_places_in_the_text():
    first, _ = to_table("claims", claim_rows(DOCUMENT)).to_pylist()
    crosswalk = load_vocabulary().types["SENTENCE"].crosswalk
    assert (first["plover"], first["huridocs"]) == (crosswalk["plover"], crosswalk["huridocs"])
    assert (str(first["when_first"]), str(first["when_last"])) == ("2024-02-01", "2024-02-29")
    assert str(first["published"]) == "2024-03-03"
    for name in ("trigger", "source", "sentence"):
        assert TEXT[first[f"{name}_start"] : first[f"{name}_end"]] == first[name]


def test_a_time_of_an_unknown_shape_keeps_its_value():
    claim = Claim("ARREST", Span(0, 6, "Judges"), when=When("spring", "season", "explicit"))
    (row,) = claim_rows(Document(TEXT, (claim,), id="d"))
    assert (row["when"], row["when_first"]) == ("spring", None)


def test_values_and_counts_are_kept():
    claim = Claim(
        "SENTENCE",
        Span(7, 13, "jailed"),
        (
            Argument("victim", Span(14, 22, "Ana Lupu"), count=Count(40, None, True)),
            Argument("penalty", Span(0, 6, "Judges"), value={"duration": "P4Y"}),
        ),
        source=Source(Span(0, 6, "Judges"), chain=(Span(7, 13, "jailed"),)),
    )
    document = Document(TEXT, (claim,), id="d")
    victim, penalty = to_table("arguments", argument_rows(document)).to_pylist()
    assert (victim["count_min"], victim["count_max"], victim["count_approximate"]) == (
        40,
        None,
        True,
    )
    assert json.loads(penalty["value"]) == {"duration": "P4Y"}
    (row,) = to_table("claims", claim_rows(document)).to_pylist()
    assert row["source_chain"] == [{"start": 7, "end": 13, "text": "jailed"}]


def test_a_lone_surrogate_is_shown_as_one_replacement_character():
    row = document_row(Document("a\ud83db", id="d\ud83d"), "o")
    (shown,) = to_table("documents_table", [row]).to_pylist()
    assert (shown["text"], shown["doc_id"]) == ("a\ufffdb", "d\ufffd")


def test_an_empty_table_has_its_columns():
    assert to_table("claims", []).schema == schema("claims")
