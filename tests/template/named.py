"""Checks docs/security.md: each test that it names stands in the suite that it names, so that a promise does not outlive its test."""

import re

NAMED = re.compile(r"`([a-z][a-z-]*): ([^`]+)`")
# Attributes may stand between a test's mark and its name; tests of properties are marked like all others.
RUST = re.compile(r"#\[(?:tokio::)?test\b[^\]]*\]\s*(?:#\[[^\]]*\]\s*)*(?:async )?fn (\w+)")
BROWSER = re.compile(r"^\s*test\((['\"])(.+?)\1", re.MULTILINE)
PYTHON = re.compile(r"^def (\w+)\(", re.MULTILINE)


def missing(root):
    """Each test that the document names and nobody wrote."""
    named = NAMED.findall((root / "docs" / "security.md").read_text())
    if not named:
        yield "docs/security.md names no test as `suite: name`"
    suites = {}
    for suite, name in dict.fromkeys(named):
        if suite not in suites:
            suites[suite] = set(written(root, suite))
        if name not in suites[suite]:
            yield f"docs/security.md names {suite}: {name}, which is no test"


def written(root, suite):
    """The names of all tests of a suite: a folder of tests, or a crate with tests of its own."""
    if suite == "browser":
        for file in (root / "tests" / suite).glob("*.test.js"):
            yield from (name for _, name in BROWSER.findall(file.read_text()))
    elif suite in ("template", "schema"):
        for file in (root / "tests" / suite).glob("*.py"):
            yield from (f"{file.stem}.{name}" for name in PYTHON.findall(file.read_text()))
    elif suite == "fuzz":
        # What is replayed is also handed to the fuzzer.
        folder = root / "tests" / suite
        for name in RUST.findall((folder / "replay.rs").read_text()):
            if (folder / "bin" / f"{name}.rs").exists():
                yield name
    else:
        for folder in ("tests", "shared", "functions", "infra"):
            for file in (root / folder / suite).rglob("*.rs"):
                yield from RUST.findall(file.read_text())
