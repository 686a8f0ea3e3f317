import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimx.article.decoding import decode
from claimx.errors import InputError

RUSSIAN = "Суд приговорил редактора к четырём годам колонии, сообщила его адвокат. " * 4
ENGLISH = "Police “arrested” the editor’s wife — again. " * 4


@given(st.text())
def test_utf8_comes_back_as_it_was(text):
    decoded, warnings = decode(b"\xef\xbb\xbf" + text.encode())
    assert (decoded, warnings) == (text, ())


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-8-sig", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [RUSSIAN, ENGLISH])
def test_unicode_encodings_are_read_with_or_without_a_mark(text, encoding):
    assert decode(text.encode(encoding)) == (text, ())


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "iso8859-5"])
def test_cyrillic_encodings_are_detected_and_named(encoding):
    text, warnings = decode(RUSSIAN.encode(encoding))
    assert text == RUSSIAN
    assert len(warnings) == 1
    assert "not UTF-8" in warnings[0]


def test_typographic_quotes_of_windows_stay_quotes():
    text, warnings = decode(ENGLISH.encode("cp1252"))
    assert text == ENGLISH
    assert warnings


def test_a_page_in_an_old_encoding_may_declare_it():
    page = f'<html><head><meta charset="windows-1251"></head><p>{RUSSIAN[:40]}</p>'
    text, warnings = decode(page.encode("cp1251"))
    assert text == page
    assert "windows-1251" in warnings[0]


def test_a_few_broken_bytes_do_not_turn_utf8_into_another_encoding():
    data = RUSSIAN.encode()
    text, warnings = decode(data[:100] + b"\xff" + data[100:])
    assert text == RUSSIAN[:50].replace("\0", "") + text[50:]
    assert text.count("\ufffd") >= 1
    assert "U+FFFD" in warnings[0]


def test_a_replacement_character_of_the_input_itself_is_no_loss():
    assert decode("a \ufffd b".encode()) == ("a \ufffd b", ())


@given(st.binary(max_size=400).filter(lambda data: data[:1] not in b"%P\x89\xff\x1f"))
def test_any_bytes_are_read(data):
    text, _ = decode(data)
    text.encode("utf-8")


@pytest.mark.parametrize("data", [b"%PDF-1.7 ...", b"PK\x03\x04....", b"\x89PNG\r\n\x1a\n"])
def test_files_that_hold_no_plain_text_are_refused(data):
    with pytest.raises(InputError, match="save the article as text"):
        decode(data)
