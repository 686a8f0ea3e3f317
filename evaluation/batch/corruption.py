"""1 % of an archive is corrupted in 10 ways: all else must come out, and each bad one be recorded.

    python evaluation/batch/corruption.py [--documents 1000] [--extractor NAME] > corruption.json

The articles of `vary.py` are spread over a folder of texts (every other one compressed), a JSONL
and a CSV table, a ZIP and a tar.gz archive; then one in a hundred is damaged, each way equally
often. Without --extractor the reader of `light.py` is used. One JSON object is printed: how many
documents came out, and for each way how many were damaged and how many of those have their record.
Exit code 1 where one is missing.
"""

import argparse
import csv
import gzip
import io
import json
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

from vary import articles

HERE = Path(__file__).resolve().parent
EVERY = 100
PICTURE = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00"
BOMB_BYTES = 12_000_000
Texts = Mapping[str, str]
# The archives and tables, and the ways in which an article in each is damaged.
WAYS = {
    "folder": ("emptied", "a picture", "a link to itself", "a gzip file cut off"),
    "lines.jsonl": ("a line cut off",),
    "rows.csv": ("a quote left open",),
    "pages.zip": ("wrong checksum", "a path that climbs out", "a bomb"),
    "pages.tar.gz": ("a link",),
}


def main() -> int:
    """Make the archive, run over it, compare; 0 where nothing is missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--extractor", help="run the pipeline with it in place of the light reader")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        source, out = Path(name) / "in", Path(name) / "out"
        sound, bad = make_archive(source, options.documents)
        if options.extractor is None:
            command = [sys.executable, str(HERE / "light.py"), str(source), str(out)]
        else:
            batch = [sys.executable, "-m", "claimx", "batch", str(source), "--out", str(out)]
            command = [*batch, "--extractor", options.extractor, "--workers", "2"]
        code = subprocess.run(command, check=False).returncode
        found = compare(out, sound, bad)
    print(json.dumps({"documents": options.documents, "exit_code": code} | found, indent=1))
    return 1 if found["missing"] or found["unrecorded"] or code != 1 else 0


def make_archive(folder: Path, count: int, every: int = EVERY) -> tuple[set[str], dict[str, str]]:
    """Write the articles, one in `every` of them damaged.

    Returns:
        The ids of the sound ones, and for the damaged ones the id of their record with the way.
    """
    texts = {article["id"]: article["text"] for article in articles(count)}
    ways = [(place, way) for place, known in WAYS.items() for way in known]
    names = list(texts)
    damaged = {names[n]: ways[n // every % len(ways)] for n in range(every // 2, count, every)}
    places = list(WAYS)
    whole = {
        name: damaged.get(name, (places[number % len(places)], ""))
        for number, name in enumerate(names)
    }
    folder.mkdir()
    sound: set[str] = set()
    bad: dict[str, str] = {}
    for place, write in WRITERS.items():
        ways_here = {name: way for name, (where, way) in whole.items() if where == place}
        for name, identity in write(folder / place, texts, ways_here).items():
            if ways_here[name]:
                bad[identity] = ways_here[name]
            else:
                sound.add(identity)
    return sound, bad


def write_folder(path: Path, texts: Texts, ways: Texts) -> dict[str, str]:
    """A folder of texts; the id of each article by its name."""
    path.mkdir()
    ids = {}
    for number, (name, way) in enumerate(ways.items()):
        data = {"emptied": b"", "a picture": PICTURE}.get(way, texts[name].encode())
        packed = way == "a gzip file cut off" or (not way and number % 2)
        file = path / f"{name}.txt{'.gz' if packed else ''}"
        ids[name] = f"folder/{file.name}"
        if way == "a link to itself":
            file.symlink_to(file.name)
        elif packed:
            data = gzip.compress(data)
            file.write_bytes(data[: len(data) // 2] if way else data)
        else:
            file.write_bytes(data)
    return ids


def write_jsonl(path: Path, texts: Texts, ways: Texts) -> dict[str, str]:
    """JSON lines; a line cut off is known by its number."""
    lines = [json.dumps({"id": name, "text": texts[name]}) for name in ways]
    cut = [line[:-9] if way else line for line, way in zip(lines, ways.values(), strict=True)]
    path.write_text("\n".join(cut), "utf-8")
    return {
        name: f"{path.name}/{number}" if way else name
        for number, (name, way) in enumerate(ways.items(), 1)
    }


def write_csv(path: Path, texts: Texts, ways: Texts) -> dict[str, str]:
    """A table; a row with an open quote is known by its number."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerow(["id", "text"])
        for name, way in ways.items():
            if way:
                file.write(f'"{name}","{texts[name].replace(chr(34), "")}\r\n')
            else:
                writer.writerow([name, texts[name]])
    return {
        name: f"{path.name}/{number}" if way else name
        for number, (name, way) in enumerate(ways.items(), 1)
    }


def write_zip(path: Path, texts: Texts, ways: Texts) -> dict[str, str]:
    """A zip archive, packed so that a wrong byte in a member can be made."""
    ids = {}
    wrong = []
    with zipfile.ZipFile(path, "w") as archive:
        for name, way in ways.items():
            member = f"{'../' * (way == 'a path that climbs out')}{name}.txt"
            ids[name] = f"{path.name}/{member}"
            if way == "a bomb":
                archive.writestr(member, b" a" * BOMB_BYTES, zipfile.ZIP_DEFLATED)
            else:
                archive.writestr(member, texts[name])
            if way == "wrong checksum":
                wrong.append(texts[name].encode())
    data = path.read_bytes()
    for text in wrong:
        data = data.replace(text, text[:-1] + b"#")
    path.write_bytes(data)
    return ids


def write_tar(path: Path, texts: Texts, ways: Texts) -> dict[str, str]:
    """A tar archive, compressed with gzip."""
    with tarfile.open(path, "w:gz") as archive:
        for name, way in ways.items():
            info = tarfile.TarInfo(f"{name}.txt")
            data = texts[name].encode()
            if way:
                info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
            else:
                info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return {name: f"{path.name}/{name}.txt" for name in ways}


WRITERS: dict[str, Callable[[Path, Texts, Texts], dict[str, str]]] = {
    "folder": write_folder,
    "lines.jsonl": write_jsonl,
    "rows.csv": write_csv,
    "pages.zip": write_zip,
    "pages.tar.gz": write_tar,
}


def compare(out: Path, sound: set[str], bad: Mapping[str, str]) -> dict[str, object]:
    """What came out beside what had to: ids that are missing, of documents and of records."""
    from pyarrow import parquet

    from claimx.archive import read_archive

    documents = {document.id for document in read_archive(out)}
    errors = {
        row["id"]: row["reason"]
        for part in sorted(out.joinpath("errors").glob("*.parquet"))
        for row in parquet.read_table(part).to_pylist()
    }
    made, recorded = Counter(bad.values()), Counter(bad[name] for name in bad if errors.get(name))
    return {
        "came_out": len(documents),
        "missing": sorted(sound - documents),
        "unexpected": sorted((documents - sound) | (errors.keys() - bad.keys())),
        "unrecorded": sorted(bad.keys() - errors.keys()),
        "ways": {way: {"damaged": made[way], "recorded": recorded[way]} for way in made},
    }


if __name__ == "__main__":
    sys.exit(main())
