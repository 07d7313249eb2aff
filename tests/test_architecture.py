"""The floors of CONTRIBUTING: imports point down; the domain touches no terminal, file, clock or chance of its own."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1] / "civquiz"
MODULES = sorted(path for path in ROOT.rglob("*.py"))

# From the top down. A name is a module or a package of civquiz; a package is one place and imports its own modules.
FLOORS = [
    {"__main__"},
    {"cli"},
    {"commands"},
    {"terminal", "storage", "library", "desk"},
    {"formats", "pages"},
    {"study"},
    {"drafting", "session", "stats"},
    {"scheduling", "exam"},
    {"attempts"},
    {"questions"},
]
ANYWHERE = {"errors", "text", ""}  # "" is civquiz itself: its version
WITH_FILES = {"commands", "storage", "library", "desk"}  # these may import files and paths
PURE = {"study", "drafting", "session", "stats", "scheduling", "exam", "attempts", "questions", "errors", "text"}
IMPURE_IMPORTS = {
    *("rich", "typer", "questionary", "prompt_toolkit", "filelock", "platformdirs"),
    *("os", "io", "pathlib", "shutil", "tempfile", "random", "secrets", "time", "subprocess", "socket"),
}
IMPURE_CALLS = {"open", "input", "print", "now", "today", "utcnow", "monotonic", "perf_counter", "urandom"}


def place_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return "" if parts == ("__init__",) else parts[0]


@cache
def nodes_of(path: Path) -> list[ast.AST]:
    known = (ast.Import, ast.ImportFrom, ast.Call)
    return [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, known)]


def imports_of(path: Path) -> Iterator[str]:
    for node in nodes_of(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            module = node.module or ""
            if module == "civquiz":
                yield from (f"civquiz.{alias.name}" for alias in node.names)
            else:
                yield module


def own_places(path: Path) -> Iterator[str]:
    for name in imports_of(path):
        package, _, rest = name.partition(".")
        if package == "civquiz":
            first = rest.split(".")[0]
            yield "" if first.startswith("__") else first


def floor_of(place: str) -> int:
    return next(number for number, floor in enumerate(FLOORS) if place in floor)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_down(path: Path) -> None:
    place = place_of(path)
    if place in ANYWHERE | {"files", "paths"}:
        assert set(own_places(path)) <= ANYWHERE | {"files", "paths"}
        return
    for other in set(own_places(path)) - {place} - ANYWHERE:
        if other in {"files", "paths"}:
            assert place in WITH_FILES, f"{place} imports {other}"
        else:
            assert floor_of(other) > floor_of(place), f"{place} imports {other}, which is not below it"


@pytest.mark.parametrize(
    "path", [path for path in MODULES if place_of(path) in PURE], ids=lambda path: str(path.relative_to(ROOT))
)
def test_the_domain_takes_time_files_and_chance_as_arguments(path: Path) -> None:
    assert not {name.split(".")[0] for name in imports_of(path)} & IMPURE_IMPORTS
    for node in nodes_of(path):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            assert name not in IMPURE_CALLS, f"line {node.lineno} calls {name}"


def test_questionary_is_imported_by_the_prompts_alone() -> None:
    importers = {
        path.parent.name for path in MODULES if any(name.split(".")[0] == "questionary" for name in imports_of(path))
    }
    assert importers == {"prompts"}


def test_every_module_has_its_floor() -> None:
    known = set().union(*FLOORS) | ANYWHERE | {"files", "paths"}
    assert {place_of(path) for path in MODULES} <= known
