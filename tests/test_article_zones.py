import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimx.article.zones import find_body

ARTICLE = [
    "Dock strikers beaten in custody, union says",
    "By Ilse Hartung",
    "Anton Brezak outside the court in Dorn. Photo: Lena Moss",
    "Police in Dorn beat three strikers whom they had arrested on Monday, the dockers' union said.",
    "The interior ministry denied the allegation and said that nobody had been hurt.",
    "What happens next",
    "The three men will appear before a court on Friday.",
    "- They were refused a lawyer",
    "- They were refused a doctor",
    "Masked men came back at night",
    "“They took my brother too,” said Milo Brezak.",
]


def kept(page: str, **options) -> list[str]:
    """The lines of a page that stand in its body as a whole."""
    body = find_body(page, **options)
    lines, start = [], 0
    for line in page.split("\n"):
        end = start + len(line)
        if line.strip() and any(left <= start and end <= right for left, right in body):
            lines.append(line)
        start = end + 1
    return lines


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_clean_article_stays_whole(gap):
    assert kept(gap.join(ARTICLE)) == ARTICLE


LINES = {
    "button": ["Advertisement"],
    "share bar": ["Share this:", "Facebook", "Twitter", "WhatsApp", "Copy link"],
    "share line": ["Facebook Twitter WhatsApp Email Print"],
    "teaser": ["ALSO READ: Dock owner charged with fraud"],
    "bar teaser": ["Read more | Two killed in ferry fire"],
    "dash teaser": ["Related – Editor jailed for six years"],
    "sign-up": ["Sign up for our newsletter and get the news straight to your inbox."],
    "cookies": ["We use cookies to improve your experience. Accept all cookies"],
    "follow": ["Follow us on Telegram and Facebook for the latest updates"],
    "support": ["Your support keeps us independent. Please become a member today."],
    "pointer": ["Read next", "Thousands flee as army shells market town"],
    "breadcrumb": ["Home > News > Courts"],
}


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("clutter", LINES.values(), ids=LINES)
@pytest.mark.parametrize("place", [4, 5, len(ARTICLE)])
def test_clutter_between_paragraphs_is_left_out_and_nothing_else(clutter, place, gap):
    page = gap.join([*ARTICLE[:place], *clutter, *ARTICLE[place:]])
    assert kept(page) == ARTICLE


FOOTER = ["Home", "News", "World", "Opinion", "Contact us", "Privacy policy", "Terms of use"]
STORIES = [
    "Poet jailed for four years over a line",
    "2 March 2025",
    "Police raid home of opposition mayor",
    "27 February 2025",
    "Protesters wave flags in Saldo. Photo: Lena Moss",
]
ENDS = {
    "related": ["Related stories", *STORIES],
    "numbered": ["Most read", "1", STORIES[0], "2", STORIES[2]],
    "menu": FOOTER,
    "both": ["More on this story", *STORIES, "Most popular", STORIES[0], *FOOTER],
    "cards": [
        *[
            "You may also like",
            "Poet jailed over a line",
            "A poet was jailed for four years on Monday.",
        ],
        *["Mayor's home raided", "Police searched the home of the mayor.", "Priest abducted"],
        "Masked men abducted a priest at the border.",
    ],
    "summaries": [
        *["Related posts", "Poet jailed over a line", "A poet was jailed on Monday… Read more"],
        *["Mayor's home raided", "Police searched the home of the mayor… Read more"],
    ],
    "comments": ["2 Comments", "Jonas says:", "They killed my brother the same way.", "Reply"],
    "rights": ["© 2025 The Harbour Post. All rights reserved."],
    "tags": ["Tags: strikes, torture, arrests"],
}


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("clutter", ENDS.values(), ids=ENDS)
def test_what_follows_the_article_is_left_out(clutter, gap):
    assert kept(gap.join([*ARTICLE, *clutter])) == ARTICLE


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_list_of_stories_in_the_middle_ends_where_the_article_goes_on(gap):
    page = gap.join([*ARTICLE[:5], "Related stories", *STORIES[:4], *ARTICLE[5:]])
    assert kept(page) == ARTICLE


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_list_above_the_article_spares_its_own_headline(gap):
    page = gap.join([*FOOTER, "Trending", STORIES[0], STORIES[2], *ARTICLE])
    assert kept(page) == ARTICLE


def test_the_title_is_kept_wherever_it_stands():
    page = "\n".join(["Most read", *STORIES, "Poet jailed for four years over a line"])
    assert STORIES[0] in kept(page, title=STORIES[0])


@pytest.mark.parametrize(
    "line",
    [
        "“Sign up for our newsletter,” said the guard, and hit him again.",
        "Read more than one book, the judge told the editor.",
        "More men were arrested on Friday.",
        "Related charges against two editors were dropped.",
        "Facebook was blocked on Friday.",
        "The police said the site had violated its privacy policy.",
        "Home of opposition mayor raided",
        "Follow the money, her lawyer said.",
        "She was jailed for a comment on Telegram.",
    ],
)
def test_prose_that_resembles_clutter_stays(line):
    page = "\n".join([*ARTICLE[:4], line, *ARTICLE[4:]])
    assert kept(page) == [*ARTICLE[:4], line, *ARTICLE[4:]]


def test_a_request_within_a_long_paragraph_goes_alone():
    paragraph = "Police arrested three men at the docks and held them for a week. " * 6
    call = "Sign up to our newsletter for more on this story. "
    page = paragraph + call + "The men were freed on Monday."
    body = find_body(page)
    text = "".join(page[start:end] for start, end in body)
    assert text == paragraph + "The men were freed on Monday."


def test_one_read_more_is_a_button_of_the_article_itself():
    page = "Three dockers freed\nThe men were freed on Monday… Read more"
    assert kept(page) == page.split("\n")


@given(st.lists(st.one_of(st.sampled_from([*ARTICLE, *STORIES, *FOOTER, "Related"]), st.text())))
def test_ranges_are_ordered_disjoint_and_within_any_text(lines):
    page = "\r\n".join(lines)
    last = 0
    for start, end in find_body(page):
        assert last <= start < end <= len(page)
        assert page[start:end].strip()
        last = end


def test_time_grows_with_the_length_only():
    page = "\n".join([*ARTICLE, "Related stories", *STORIES]) + "\n"
    body = find_body(page * 300)
    assert len(body) >= 300
