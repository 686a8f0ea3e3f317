"""Draw docs/report.png and docs/report-archive.png: `python docs/make_report_pictures.py`.

Needs the extra "dev" and Chromium (`apt-get install chromium`). Run it again whenever the pages
change; the letters are those of the fonts that the machine has.
"""

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

import claimx
from claimx.report import make_page, write_report

ROOT = Path(__file__).resolve().parent.parent
ARTICLES = {
    "wire.txt": ("Velmora court jails news site editor", "2025-03-14", "Meridian Newswire"),
    "feature.txt": ("The teacher who counts the missing", "2025-05-02", "The Saldo Review"),
    "pasted.txt": ("Union leader freed after 300 days", "2025-03-03", "The Harbour Post"),
}
SHOWN_CLAIM = 2
WINDOW = {"width": 1280, "height": 860}


def main() -> None:
    """Extract the claims of the examples, make their report, and photograph it in a browser."""
    pipeline = claimx.load()
    documents = [
        pipeline((ROOT / "examples" / file).read_bytes(), title=title, published=day, source=outlet)
        for file, (title, day, outlet) in ARTICLES.items()
    ]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        out = Path(folder)
        (out / "report.html").write_text(make_page(documents[0]), "utf-8")
        write_report(documents, out / "archive.html")
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_context(viewport=WINDOW, device_scale_factor=1.5).new_page()
        page.goto((out / "report.html").as_uri())
        page.click(f".article .trigger[data-c='{SHOWN_CLAIM}']")
        photograph(page, "report.png")
        page.goto((out / "archive.html").as_uri())
        page.click(".name:has-text('Ilka Torvald')")
        photograph(page, "report-archive.png")
        browser.close()


def photograph(page: Page, name: str) -> None:
    """Write what the window shows to a file of this folder."""
    page.mouse.move(0, 0)
    page.screenshot(path=ROOT / "docs" / name)


if __name__ == "__main__":
    main()
