import pytest

from claimx.article.english import doubt_english


@pytest.mark.parametrize(
    "text",
    [
        "Police arrested the editor on Friday, and her lawyer said that they had beaten her.",
        "Court jails three dockers",
        "UPDATE, JULY 17:",
        "",
        "12 : 44",
    ],
)
def test_english_raises_no_doubt(text):
    assert doubt_english(text) is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Полиция в понедельник задержала троих рабочих в порту, сообщила их адвокат.", "Russian"),
        ("Die Polizei hat am Montag drei Arbeiter verhaftet und geschlagen.", "German"),
        ("La police a arrêté trois ouvriers dans le port, a dit leur avocat.", "French"),
        ("اعتقلت الشرطة يوم الاثنين ثلاثة عمال في الميناء كما قال محاميهم", "Arabic"),
    ],
)
def test_other_languages_are_named(text, language):
    assert f"looks like {language}" in doubt_english(text)


@pytest.mark.parametrize("text", ["Полиция задержала рабочих.", "警方周一在港口逮捕了三名工人。"])
def test_a_short_line_in_another_script_is_doubted(text):
    assert "probably not English;" in doubt_english(text)


def test_a_long_foreign_text_with_english_names_is_still_doubted():
    text = "Le syndicat The Free Dockers a demandé la libération de ses membres. " * 5
    assert "French" in doubt_english(text)


def test_lone_surrogates_do_no_harm():
    assert doubt_english("Полиция \ud800 задержала журналистов") is not None
