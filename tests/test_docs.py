"""The documentation: the site builds without a broken link, and the tutorial runs."""

import importlib.util
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
import typer
from conftest import ROOT

from claimx.cli.main import app
from claimx.extract.registry import extractor_names
from claimx.schema import load_vocabulary

DOCS = ROOT / "docs"
WRITTEN = "\n".join(page.read_text("utf-8") for page in sorted(DOCS.glob("*.md")))


def build(root: Path, out: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(out)],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    out = tmp_path_factory.mktemp("docs") / "site"
    made = build(ROOT, out)
    assert made.returncode == 0, made.stderr
    return out


def test_the_site_builds_without_a_warning_and_has_what_is_generated(site) -> None:
    vocabulary = (site / "vocabulary.html").read_text("utf-8")
    assert all(f'id="{name.lower()}"' in vocabulary for name in load_vocabulary().types)
    assert "--reviewed-only" in (site / "commands.html").read_text("utf-8")
    assert "every span is its slice" in (site / "tutorial.html").read_text("utf-8")
    assert 'id="claimx.pipeline.extract"' in (site / "api.html").read_text("utf-8")


def test_pages_load_nothing_from_elsewhere(site) -> None:
    loads = re.compile(r'<(?:script|img|link)[^>]+(?:src|href)="(https?:)?//[^"]*"')
    for page in site.rglob("*.html"):
        found = [match[0] for match in loads.finditer(page.read_text("utf-8"))]
        assert not [tag for tag in found if 'rel="canonical"' not in tag], page.name


def test_a_broken_link_fails_the_build(tmp_path) -> None:
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    (tmp_path / "docs").mkdir()
    for name in ("site_hooks.py", "tutorial.ipynb"):
        shutil.copy(DOCS / name, tmp_path / "docs")
    (tmp_path / "docs" / "index.md").write_text("[gone](nowhere.md) and [out](../nothing.toml)")
    made = build(tmp_path, tmp_path / "site")
    assert made.returncode != 0
    assert "'nowhere.md', but the target is not found" in made.stderr
    assert "'../nothing.toml', but the target is not found" in made.stderr


def command_names(command=None, name="claimx"):
    command = command or typer.main.get_command(app)
    inner = getattr(command, "commands", {})
    if not inner:
        return [name]
    return [found for key, sub in inner.items() for found in command_names(sub, f"{name} {key}")]


@pytest.mark.parametrize("name", command_names())
def test_every_command_is_in_the_docs(name) -> None:
    assert re.search(rf"{name}\b", WRITTEN)


@pytest.mark.parametrize("name", extractor_names())
def test_every_extractor_is_in_the_docs(name) -> None:
    assert f"`{name}`" in WRITTEN


def test_code_of_the_docs_is_python() -> None:
    blocks = re.findall(r"```python\n(.*?)```", WRITTEN, re.DOTALL)
    assert len(blocks) > 5
    for block in blocks:
        compile(block, "docs", "exec")


def test_the_tutorial_runs(monkeypatch, pipeline) -> None:
    spec = importlib.util.spec_from_file_location("run_tutorial", DOCS / "run_tutorial.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    notebook = nbformat.read(DOCS / "tutorial.ipynb", as_version=4)
    nbformat.validate(notebook)
    monkeypatch.chdir(DOCS)
    monkeypatch.setattr("claimx.load", lambda: pipeline)
    printed = module.run_cells(notebook)
    assert all(printed)
    assert "every span is its slice\n" in printed
    assert all(cell.outputs for cell in notebook.cells if cell.cell_type == "code")
