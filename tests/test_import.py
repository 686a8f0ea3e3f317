import os
import subprocess
import sys
import textwrap

HEAVY = ("spacy", "torch", "trafilatura", "sklearn", "scipy", "dateparser", "rich", "numpy")


def python(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)],
        capture_output=True,
        text=True,
        timeout=120,
        env=os.environ | {"PYTHONHASHSEED": "0"},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_import_takes_under_0_3_seconds():
    # Processor time, and the least of several runs: other work of the machine can only add to it.
    code = "import time; a = time.process_time(); import claimx; print(time.process_time() - a)"
    assert min(float(python(code)) for _ in range(5)) < 0.3


def test_import_loads_nothing_heavy():
    loaded = python("import sys, claimx; print(*sys.modules)").split()
    assert "claimx" in loaded
    assert [name for name in HEAVY if name in loaded] == []


def test_extract_opens_no_socket():
    code = """
        import socket

        def refuse(*args, **kwargs):
            raise AssertionError("a socket was opened")

        socket.socket.connect = refuse
        socket.socket.connect_ex = refuse
        socket.create_connection = refuse
        socket.getaddrinfo = refuse

        import claimx

        sentence = "A court in Dorn jailed Ana Lupu for four years on Friday, her lawyer said."
        assert claimx.extract(sentence, published="2024-03-04").claims
        assert claimx.extract(f"<html><body><p>{sentence}</p></body></html>").claims
        claimx.extract("Die Polizei hat am Montag drei Arbeiter verhaftet und geschlagen.")
        print("done")
    """
    assert python(code) == "done\n"
