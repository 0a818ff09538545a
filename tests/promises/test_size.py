"""Small files, small functions, and a sentence at the top of each that says what it is for."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("backend", "streamlit_app", "dcc", "launcher", "benchmarks")
SOURCES = [
    *sorted(file for folder in FOLDERS for file in (ROOT / folder).rglob("*.py") if "versions" not in file.parts),
    ROOT / "run_all.py",
]


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: str(file.relative_to(ROOT)))
def test_module_is_small_and_says_what_it_is_for(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    tree = ast.parse(text)
    assert text.count("\n") <= 300, "split this module"
    assert ast.get_docstring(tree), "say what this module is for"
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    long = [f"{f.name} ({f.end_lineno - f.lineno + 1} lines)" for f in functions if f.end_lineno - f.lineno + 1 > 40]
    assert not long, "split these functions"


def test_the_frontend_knows_the_backend_in_one_place() -> None:
    allowed = {"asgi.py", "__main__.py"}
    for file in (ROOT / "streamlit_app").rglob("*.py"):
        if file.name in allowed:
            continue
        for node in ast.walk(ast.parse(file.read_text())):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not [n for n in names if n.split(".")[0] == "backend"], f"{file.name} imports the backend"


def test_no_cached_function_without_the_user_in_its_key() -> None:
    for file in (ROOT / "streamlit_app").rglob("*.py"):
        text = file.read_text()
        for node in ast.walk(ast.parse(text)):
            if not isinstance(node, ast.FunctionDef):
                continue
            cached = [d for d in node.decorator_list if "cache_data" in ast.unparse(d)]
            if cached and 'scope="session"' not in ast.unparse(cached[0]).replace("'", '"'):
                body = ast.unparse(ast.Module(node.body, []))
                assert not any(word in body for word in ("api()", "viewer()", "token()", "session_state")), node.name
