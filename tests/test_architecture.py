"""The house's rules that a tool can hold: who imports whom, and how long a file gets."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

ROOMS = ("partnerships", "findings", "actions", "reporting", "jtai_tracker")  # each may import those before it
READERS = {"pypdfium2", "docx", "lxml"}  # what findings/reading may import beside the standard library
BASE = settings.BASE_DIR


def sources(folder: str) -> list[Path]:
    return [path for path in sorted((BASE / folder).rglob("*.py")) if "migrations" not in path.parts]


def imports(path: Path) -> Iterator[str]:
    """Full names of the modules that a file imports, and of what it takes from them; relative ones resolved."""
    package = ".".join(path.relative_to(BASE).with_suffix("").parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package.rsplit(".", node.level)[0] + "." if node.level else ""
            yield from (f"{base}{node.module or ''}.{alias.name}".replace("..", ".") for alias in node.names)


def test_the_rooms_are_looked_at():
    assert all(len(sources(room)) > 2 for room in ROOMS if room != "reporting")


@pytest.mark.parametrize("room", ROOMS)
def test_imports_run_one_way(room):
    above = ROOMS[ROOMS.index(room) + 1 :]
    wrong = [
        f"{p.relative_to(BASE)}: {name}" for p in sources(room) for name in imports(p) if name.split(".")[0] in above
    ]
    assert wrong == []


def test_reading_knows_no_django_and_no_other_room():
    import sys

    wrong = []
    for path in sources("findings/reading"):
        for name in imports(path):
            top = name.split(".")[0]
            if not (name.startswith("findings.reading") or top in READERS or top in sys.stdlib_module_names):
                wrong.append(f"{path.name}: {name}")
    assert wrong == []


@pytest.mark.parametrize("room", ROOMS)
def test_models_import_no_views_tables_filters_or_forms(room):
    above = {"views", "tables", "filters", "forms", "admin", "urls"}
    paths = [path for path in sources(room) if "models" in path.parts]
    wrong = [f"{p.relative_to(BASE)}: {name}" for p in paths for name in imports(p) if above & set(name.split(".")[1:])]
    assert wrong == []


@pytest.mark.parametrize("room", [*ROOMS, "bench", "deploy"])
def test_a_file_stays_short_enough_to_read(room):
    long = [str(p.relative_to(BASE)) for p in sources(room) if len(p.read_text(encoding="utf-8").splitlines()) > 250]
    assert long == []


def test_no_room_is_called_utils_or_common():
    named = [p for room in ROOMS for p in sources(room) if p.stem in {"utils", "common", "helpers"}]
    assert named == []
