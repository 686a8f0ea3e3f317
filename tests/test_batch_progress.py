import io

import pytest

from claimx.batch import progress
from claimx.batch.progress import BarProgress, PlainProgress, duration


def test_lines_tell_how_many_of_how_many_errors_rate_and_time_left(monkeypatch):
    now = [100.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    stream = io.StringIO()
    with PlainProgress(stream) as shown:
        shown.set_total(1000)
        shown.advance(skipped=500)
        shown.advance(done=99, failed=1)
        assert stream.getvalue() == ""
        now[0] += 50
        shown.advance()
    line = "claimx: 600 of 1,000 done, 1 error, 2.0 a second, about 3 min left\n"
    assert stream.getvalue() == line


def test_without_a_total_no_time_left_is_told():
    shown = PlainProgress(io.StringIO())
    shown.advance(done=3)
    assert "left" not in shown.line()
    assert shown.line().startswith("3 done, 0 errors")


def test_the_bar_shows_the_state_and_goes_away():
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    stream = Terminal()
    with BarProgress(stream) as shown:
        shown.set_total(4)
        shown.advance(done=1, failed=2)
        shown.bar.refresh()
    assert "3/4" in stream.getvalue()
    assert "2 errors" in stream.getvalue()


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(3.4, "3 s"), (61, "1 min"), (3599, "1 h 00 min"), (11_100, "3 h 05 min")],
)
def test_durations_are_said_as_people_say_them(seconds, words):
    assert duration(seconds) == words
