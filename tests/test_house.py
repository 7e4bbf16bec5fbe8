"""The structure of the code: nothing of another library is patched, and imports run one way."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

FORBIDDEN = {"marshal", "ExtensionFileLoader", "_getframe"}
"""Names that no source file may use: they read or steer the interpreter's insides."""

DOCUMENTED = {"os._exit"}
"""Names with an underscore that the documentation of their package offers."""

SWITCHES = {
    "gc.disable",
    "gc.enable",
    "gc.freeze",
    "gc.set_threshold",
    "locale.setlocale",
    "socket.setdefaulttimeout",
}
"""Calls that change the whole process, which another thread would notice."""

LAYERS = (
    ("compare.errors", "compare.model", "compare.files"),
    ("compare.files",),
    ("compare.text",),
    ("compare.lexicons",),
    ("compare.readers", "compare.clauses", "compare.themes", "compare.acts", "compare.entities"),
    ("compare.strength", "compare.alignment", "compare.redlines"),
    ("compare.classify", "compare.comparability", "compare.ranking", "compare.headlines"),
    ("compare.comparison",),
    ("compare.store",),
    ("compare.history",),
    ("compare.checks",),
    ("reports.prose", "reports.terminal"),
    ("reports.figures",),
    ("reports.briefing", "reports.answers", "reports.ci"),
    ("reports.formats",),
    ("reports.export", "reports.site", "reports.desk"),
    ("reports.commands",),
    ("reports.cli",),
)
"""Rooms, the lowest first. A file imports from its own room and from rooms of lower layers."""

BESIDE = {
    ("compare.redlines", "compare.alignment"),
    ("compare.entities", "compare.acts"),
    ("compare.ranking", "compare.headlines"),
    ("reports.answers", "reports.briefing"),
    ("compare.files", "compare.errors"),
    ("reports.site", "reports.export"),
    ("reports.desk", "reports.export"),
    ("reports.desk", "reports.site"),
}
"""(room, the room of the same layer that it may import)."""

RANK = {room: rank for rank, layer in enumerate(LAYERS) for room in layer}


def sources() -> dict[str, ast.Module]:
    """Module name without the leading ``rapporteur.`` -> its syntax tree, for every file of compare and reports."""
    found = {}
    for room in ("compare", "reports"):
        for path in sorted((ROOT / room).rglob("*.py")):
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
            found[name] = ast.parse(path.read_text(encoding="utf-8"))
    return found


def patches(tree: ast.Module) -> Iterator[str]:
    """Each place where a file changes, or reaches into, what another package owns."""
    foreign, imported = _imported(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign | ast.Delete):
            targets = node.targets if isinstance(node, ast.Assign | ast.Delete) else [node.target]
            for target in targets:
                if isinstance(target, ast.Attribute | ast.Subscript) and _root(target.value) in imported:
                    yield f"line {node.lineno}: assigns to {ast.unparse(target)}"
        elif isinstance(node, ast.ImportFrom) and not _is_own(node.module):
            taken = [alias.name for alias in node.names if _is_private(alias.name)]
            taken += [part for part in (node.module or "").split(".") if _is_private(part)]
            yield from (f"line {node.lineno}: takes the private name {name}" for name in taken)
        elif isinstance(node, ast.Attribute) and _is_private(node.attr) and _root(node.value) in foreign:
            if ast.unparse(node) in DOCUMENTED:
                continue
            yield f"line {node.lineno}: reads the private name {ast.unparse(node)}"
        elif isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            is_set = called == "setattr" and node.args and _root(node.args[0]) in imported
            if is_set or called in SWITCHES:
                yield f"line {node.lineno}: calls {called}"
        names = {getattr(node, "id", ""), getattr(node, "attr", ""), getattr(node, "name", "")}
        yield from (f"line {node.lineno}: uses {name}" for name in sorted(names & FORBIDDEN))  # type: ignore[attr-defined]


def _imported(tree: ast.Module) -> tuple[set[str], set[str]]:
    """The names that a file imports from other packages, and all that it imports."""
    foreign, every = set(), set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = {(alias.asname or alias.name.partition(".")[0]) for alias in node.names}
            foreign |= names
        elif isinstance(node, ast.ImportFrom):
            names = {alias.asname or alias.name for alias in node.names}
            foreign |= set() if _is_own(node.module) else names
        else:
            continue
        every |= names
    return foreign, every


def _is_own(module: str | None) -> bool:
    return (module or "").partition(".")[0] in ("rapporteur", "__future__")


def _is_private(name: str) -> bool:
    return name.startswith("_") and not name.endswith("__")


def _root(node: ast.expr) -> str:
    """The name that a chain of attributes and subscripts begins with, "" where it begins with none."""
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def room_of(module: str) -> str:
    """The room that a module lies in: "compare.acts", or the module itself where it lies in none."""
    return ".".join(module.split(".")[:2])


def arrows(name: str, tree: ast.Module) -> Iterator[tuple[str, str]]:
    """(room, room that it imports) for every import of ours in a file, those inside functions too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("rapporteur."):
            module = (node.module or "").removeprefix("rapporteur.")
            inner = (
                [f"{module}.{alias.name}" for alias in node.names]
                if module in ("compare", "reports")
                else [module]
            )
            yield from ((room_of(name), room_of(target)) for target in inner)


def is_allowed(room: str, target: str) -> bool:
    """Whether a file of ``room`` may import from ``target``."""
    return room == target or (room, target) in BESIDE or RANK[target] < RANK[room]


def test_no_file_patches_another_package() -> None:
    found = {name: list(patches(tree)) for name, tree in sources().items()}
    assert {name: places for name, places in found.items() if places} == {}


@pytest.mark.parametrize(
    "planted",
    [
        "import gc\ngc.disable()",
        "import weasyprint\nweasyprint.HTML.render = None",
        "from weasyprint import HTML\nHTML.render = None",
        "from weasyprint import HTML\nsetattr(HTML, 'render', None)",
        "import os\nos.environ['FONTCONFIG_FILE'] = 'x'",
        "from re import _compiler",
        "from scipy._lib import uarray",
        "import re\nre._cache.clear()",
        "import sys\nsys._getframe(1)",
        "import marshal",
        "from importlib.machinery import ExtensionFileLoader",
    ],
)
def test_a_planted_patch_is_found(planted: str) -> None:
    assert list(patches(ast.parse(planted)))


@pytest.mark.parametrize(
    "harmless", ["import os\nself.path = os.sep", "from rapporteur.compare.x import _y", "x._z = 1"]
)
def test_what_patches_nothing_is_not_reported(harmless: str) -> None:
    assert not list(patches(ast.parse(harmless)))


def test_imports_run_one_way() -> None:
    modules = sources()
    found = sorted({arrow for name, tree in modules.items() for arrow in arrows(name, tree)})
    rooms = {room for arrow in found for room in arrow}
    assert rooms - {"compare", "reports"} <= set(RANK), "a new room needs its layer in LAYERS"
    assert [f"{room} -> {target}" for room, target in found if not is_allowed(room, target)] == []


@pytest.mark.parametrize(
    ("name", "planted"),
    [
        ("compare.text.tokens", "from rapporteur.compare.acts.find import read_acts"),
        ("compare.checks.run", "from rapporteur.reports import cli"),
        ("compare.acts.find", "def f():\n    from rapporteur.compare.comparison import read_statement"),
    ],
)
def test_a_planted_import_against_the_direction_is_found(name: str, planted: str) -> None:
    assert not all(is_allowed(room, target) for room, target in arrows(name, ast.parse(planted)))


POSSESSIVE = re.compile(r"(?<!\\)[*+?}]\+|\(\?>")
CHARACTER_SET = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]")


def possessive(tree: ast.Module) -> list[str]:
    """The patterns of a file with possessive or atomic groups, which Python 3.11.2 misreads (CPython issue 100061)."""
    calls = (n for n in ast.walk(tree) if isinstance(n, ast.Call) and ast.unparse(n.func).startswith("re."))
    texts = (c.value for call in calls for c in ast.walk(call) if isinstance(c, ast.Constant))
    return [t for t in texts if isinstance(t, str) and POSSESSIVE.search(CHARACTER_SET.sub("x", t))]


def test_no_pattern_is_possessive() -> None:
    found = {name: possessive(tree) for name, tree in sources().items()}
    assert {name: patterns for name, patterns in found.items() if patterns} == {}


@pytest.mark.parametrize(
    "planted", [r"re.compile(r'\w++')", r"re.search('[a-z]*+', x)", r"re.sub('(?>a|b)', '', x)"]
)
def test_a_possessive_pattern_is_found(planted: str) -> None:
    assert possessive(ast.parse(planted))


@pytest.mark.parametrize("harmless", [r"re.compile(r'[*+-]+')", r"re.compile(r'\++x')"])
def test_a_plus_sign_that_is_text_is_no_possessive_pattern(harmless: str) -> None:
    assert not possessive(ast.parse(harmless))


def test_the_steps_that_count_stay_small() -> None:
    """No file over 350 lines, no function over 40, so that each fits a glance."""
    long_files, long_functions = [], []
    for name, tree in sources().items():
        lines = max((getattr(node, "end_lineno", 0) or 0 for node in ast.walk(tree)), default=0)
        if lines > 350:
            long_files.append(f"{name}: {lines}")
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno + 1 > 40:
                long_functions.append(f"{name}.{node.name}: {(node.end_lineno or 0) - node.lineno + 1}")
    assert long_files == []
    assert long_functions == []
