"""Options and fixtures that every test file may use."""

from pathlib import Path

import pytest
import urllib3.util.connection  # noqa: F401  (on import it binds a socket to ask for IPv6)
from hypothesis import HealthCheck, settings

import claimx

settings.register_profile(
    "claimx", deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
settings.load_profile("claimx")

# A page as sites make them: scripts, menu, figure, other stories.
PAGE = """<!DOCTYPE html><html><head><title>Editor jailed in Dorn | The Harbour Post</title>
<meta property="og:site_name" content="The Harbour Post">
<meta property="article:published_time" content="2024-03-03T22:12:00+02:00">
<script>var teaser = "soldiers killed fifty";</script><style>.killed { color: red }</style></head>
<body><nav><a href="/">Home</a><a href="/news">News</a></nav><article>
<h1>Editor jailed in Dorn</h1>
<p>A court in Dorn on Friday jailed the editor Pavel Odin for two years, his lawyer said.</p>
<h2>Two broken ribs</h2>
<figure><img src="a.jpg"><figcaption>Pavel Odin in court. Photo: Lena Moss</figcaption></figure>
<p>&#8220;They broke two of his ribs,&#8221; said his wife, who was not allowed to see him.</p>
<ul><li>Police arrested him at the docks</li></ul>
<p>The prison service denied the allegation and said that he had been injured in a fall.</p>
</article><aside><a href="/x">Masked men abduct priest</a></aside>
<script>document.write("bombs")</script>
<footer>&copy; 2024 The Harbour Post</footer></body></html>"""

ROOT = Path(__file__).resolve().parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--slow", action="store_true", help="run the tests marked slow as well")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--slow"):
        return
    skip = pytest.mark.skip(reason="slow; run with --slow")
    for item in items:
        if "slow" in item.keywords:
            item.add_marker(skip)


@pytest.fixture(scope="session")
def pipeline() -> claimx.Pipeline:
    """The default pipeline, loaded once."""
    return claimx.load()


@pytest.fixture(scope="session")
def examples() -> Path:
    return ROOT / "examples"


@pytest.fixture
def html_page() -> str:
    return PAGE


@pytest.fixture(scope="module")
def browser():
    """A headless Chromium; see `tests/browser.py`."""
    from browser import running_browser

    with running_browser() as started:
        yield started


@pytest.fixture
def window(browser):
    """A new window of it, 1280 by 900 pixels, that records faults and requests."""
    from browser import opened

    with opened(browser) as shown:
        yield shown
