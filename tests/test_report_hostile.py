"""Twenty documents that attack their reader: each is shown as it is, and nothing of it runs."""

import re
from dataclasses import replace

import pytest
from report_documents import simple

from claimx.claim import Argument, Document, Entity, Source, Span, When
from claimx.report import make_page, write_report
from claimx.report.visible import visible

RUN = "window.hacked=1"
TEXTS = {
    "script": f"<script>{RUN}</script> Police held Bo.",
    "end of script": f"</script><script>{RUN}</script> Police held Bo.",
    "end of style": f"</style><script>{RUN}</script> Police held Bo.",
    "style": "<style>*{display:none} .card{background:url(https://evil.example/x)}</style> held",
    "event handlers": f'<img src=x onerror="{RUN}"><body onload={RUN}> held',
    "svg": f"<svg onload={RUN}><a xlink:href='javascript:{RUN}'>held</a></svg>",
    "frame": f"<iframe srcdoc='<script>parent.{RUN}</script>' src=//evil.example></iframe> held",
    "refresh": "<meta http-equiv=refresh content='0;url=//evil.example'><base href=//e.x> held",
    "form": "<form action=https://evil.example><button autofocus>held</button></form>",
    "broken markup": "<div <b <!-- <p ' \" </div></main></body></html> held --> ]]> <![CDATA[",
    "comment": "<!-- held <script>--><!--> <textarea><title><noscript><template>",
    "entities": f"&lt;script&gt;{RUN}&lt;/script&gt; &#60;b&#62; &amp;amp; &notanentity; held",
    "attributes": f'" onmouseover="{RUN}" x=\' autofocus onfocus={RUN} tabindex=0 held',
    "template": "{{ 7 * 7 }} {% for x in y %} {{ ''.__class__.__mro__ }} ${7*7} #{7*7} held",
    "formulas": "=cmd|'/c calc'!A1 held\n@SUM(1)\n+1\n-1\t=HYPERLINK(\"https://evil.example\")",
    "controls": "".join(map(chr, range(32))) + "\x7f\x80\x9f\x1b[2J\x1b]0;x\x07 held \ufeff\uffff",
    "overrides": "police \u202edetaerht\u202c \u2066held\u2069 \u202bx \u200f\u200e \u061c",
    "surrogates": "police \ud800 held \udfff\ud83d x \ude00",
    "right to left": "الشرطة held بو في دارفال. עצורים: 12 😀👨‍👩‍👧 𝔥𝔢𝔩𝔡",
    "ten megabytes": "word <b>\u0301 " * 500_000 + "police held Bo " + "<i>x</i> " * 550_000,
}


def attack(name: str) -> Document:
    """A document whose every field holds the text's first characters."""
    text = TEXTS[name]
    held = simple(text, "held", doc_id=f"../{text[:80]}")
    first = Span.cut(text, 0, min(len(text), 60))
    payload = first.text
    claim = replace(
        held.claims[0],
        args=(
            Argument(
                "victim", first, refers_to=payload, entity=payload, name=payload,
                kb_id=f"wd:Q1{payload}", value={"duration": payload, "currency": payload},
            ),
        ),
        source=Source(first, first, payload, payload, (first,), name=payload, kb_id=payload),
        polarity_cue=first,
        modality_cue=first,
        stance=payload,
        when=When(payload, payload, payload, first),
        extractor=payload,
    )  # fmt: skip
    return replace(
        held,
        claims=(claim,),
        entities=(Entity(payload, "person", payload, kb_id=f"wd:Q1{payload}"),),
        title=payload,
        published=payload,
        source=payload,
        text_sha256=payload,
        bytes_sha256=payload,
        versions={payload: payload},
        warnings=(payload,),
    )


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    out = tmp_path_factory.mktemp("hostile") / "report.html"
    write_report([attack(name) for name in TEXTS], out)
    return out


def test_twenty_documents_are_tried():
    assert len(TEXTS) == 20
    assert len(TEXTS["ten megabytes"]) > 9_500_000


@pytest.mark.parametrize("number", range(1, 21), ids=TEXTS)
def test_it_is_shown_and_does_not_run(window, archive, number):
    name = list(TEXTS)[number - 1]
    (file,) = (archive.parent / "report_files").glob(f"{number:05}-*.html")
    window.open(file)
    article = window.page.evaluate(
        "[...document.querySelectorAll('.text')].map((it) => it.textContent).join('')"
    )
    if name == "ten megabytes":
        assert "word <b>\u0301 police held Bo <i>x</i>" in article
        assert file.stat().st_size < 1_000_000
        assert window.texts(".gap")[0].startswith("4,99")
    else:
        assert article == visible(TEXTS[name])
    window.page.hover(".article .part")
    window.page.click(".article .trigger")
    assert window.texts(".card:visible .words")[0] == "held"
    assert window.count(".card") == 1
    assert window.page.evaluate("[window.hacked, document.querySelectorAll('script').length]") == [
        None,
        1,
    ]
    assert window.page.url == file.as_uri()
    assert window.page.evaluate("[...document.querySelectorAll('a.out')].length") == 0
    content, room = window.width()
    assert content <= room
    window.clean()


def test_the_index_of_all_shows_them_and_runs_nothing(window, archive):
    window.open(archive)
    assert window.count("#list .document") == 20
    for number in range(3):
        window.page.click(f".name >> nth={number}")
    window.page.fill("#query", "<script>")
    assert window.count("#list li") >= 1
    assert window.page.evaluate("[window.hacked, document.querySelectorAll('img').length]") == [
        None,
        0,
    ]
    content, room = window.width()
    assert content <= room
    window.clean()


def test_no_file_leaves_the_folder(archive):
    assert sorted(path.name for path in archive.parent.iterdir()) == [
        "report.html",
        "report_files",
    ]
    for path in (archive.parent / "report_files").iterdir():
        assert re.fullmatch(r"\d{5}-[A-Za-z0-9_-]+\.html", path.name)


def test_lone_surrogates_reach_no_file():
    page = make_page(attack("surrogates"))
    assert page == page.encode("utf-8").decode("utf-8")
