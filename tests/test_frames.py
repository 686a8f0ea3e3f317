"""Frames of articles to frames of claims, as Ray and Spark call it; without a cluster."""

import pickle
import sys
from functools import partial

import pandas
import pytest
from batch_readers import load, load_nothing

from claimx.batch import Input
from claimx.batch.engines import make_engine
from claimx.batch.frames import (
    OUTPUT_COLUMNS,
    SCHEMA,
    from_inputs,
    make_frame_reader,
    read_frames,
    to_outcome,
)
from claimx.batch.outcome import Job
from claimx.errors import InputError, MissingExtraError
from claimx.wire import read_documents

JOB = Job(load, keep_text=True, workers=1, document_timeout=60.0, memory_limit=3000)
ARTICLES = [
    Input("a", "Judges jailed Ana Lupu.", title="In court", source="Post"),
    Input("b", b"Guards freed Ion Rusu.", published="2024-05-05"),
    Input("dies", "[exit]"),
    Input("wrong", "[refused]"),
    Input("surrogate", "Judges jailed Ana Lupu. \ud800"),
]


@pytest.fixture(scope="module")
def results():
    frame = from_inputs(ARTICLES)
    frame.loc[len(frame)] = ["no text", None, None, None, None]
    read = pickle.loads(pickle.dumps(partial(read_frames, JOB)))
    return pandas.concat(read(iter([frame[:2], frame[2:]])))


def test_every_article_has_a_row_in_their_order(results):
    assert list(results["id"]) == [one.id for one in ARTICLES] + ["no text"]
    assert list(results.columns) == list(OUTPUT_COLUMNS)
    assert [part.split()[0] for part in SCHEMA.split(", ")] == list(OUTPUT_COLUMNS)


def test_the_lines_are_wire_lines_with_the_metadata(results):
    first, second = (next(read_documents(lines.split("\n"))) for lines in results["lines"][:2])
    assert (first.id, first.title, first.source) == ("a", "In court", "Post")
    assert (second.id, second.published, second.claims[0].type) == ("b", "2024-05-05", "RELEASE")
    (last,) = read_documents(results["lines"].iloc[4].split("\n"))
    assert last.text == ARTICLES[4].data


def test_a_bad_article_costs_itself_even_where_its_worker_dies(results):
    failed = results[results["lines"].isna()]
    assert list(failed["id"]) == ["dies", "wrong", "no text"]
    assert list(failed["kind"]) == ["died", "refused", "unreadable"]
    (row,) = failed[1:2].itertuples(index=False)
    assert to_outcome(row, 7).failed.reason == "this is no article"


def test_a_frame_without_the_columns_is_refused():
    frame = pandas.DataFrame({"id": ["a"], "body": ["x"]})
    with pytest.raises(InputError, match="no column 'text'; its columns are: 'id', 'body'"):
        list(make_frame_reader()(iter([frame])))


def test_a_pipeline_that_does_not_load_is_told_on_every_call():
    job = Job(load_nothing, keep_text=True, workers=1, document_timeout=60.0, memory_limit=3000)
    for _ in range(2):
        with pytest.raises(InputError, match="nothing to load"):
            list(read_frames(job, iter([from_inputs(ARTICLES[:1])])))


def test_without_ray_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "ray.data", None)
    with pytest.raises(MissingExtraError, match=r'pip install "claimx\[ray\]"'):
        make_engine("ray", JOB)
