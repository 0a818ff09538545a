"""One generated script as Fountain, FDX and PDF: the same scenes, cues and lengths, whichever a writer sends."""

import importlib.util
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.script.screenplays.importers.read import read_script

ROOT = Path(__file__).parents[3]


def _generator():
    import sys

    path = ROOT / "benchmarks" / "make_screenplay.py"
    spec = importlib.util.spec_from_file_location("make_screenplay", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules["make_screenplay"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


make = _generator()


def facts(script):
    return [
        (s.number, s.heading, s.int_ext, s.day_night, s.set, s.eighths, s.characters, s.dialogue_lines, s.text)
        for s in script.scenes
    ]


@given(st.integers(1, 10_000), st.booleans())
@settings(max_examples=25, deadline=None)
def test_fountain_and_fdx_agree(seed, numbers):
    scenes = make.make_script(4, seed)
    fountain = read_script(make.to_fountain(scenes, numbers=numbers).encode(), "a.fountain")
    fdx = read_script(make.to_fdx(scenes, numbers=numbers).encode(), "a.fdx")
    assert facts(fountain) == facts(fdx)
    assert [s.heading for s in fountain.scenes] == [s.heading for s in scenes]
    assert [s.number for s in fountain.scenes] == [s.number if numbers else None for s in scenes]
    assert fountain.title == fdx.title == "The Generated Tide"
    assert not fountain.warnings


@pytest.mark.parametrize("watermark", ["", "READER COPY 17"])
def test_pdf_agrees(tmp_path, watermark):
    pytest.importorskip("reportlab")
    scenes = make.make_script(12)
    path = tmp_path / "a.pdf"
    make.to_pdf(scenes, path, watermark=watermark)
    pdf = read_script(path.read_bytes(), "a.pdf")
    fountain = read_script(make.to_fountain(scenes).encode(), "a.fountain")
    brief = [(s.number, s.heading, s.int_ext, s.day_night, s.characters) for s in fountain.scenes]
    assert [(s.number, s.heading, s.int_ext, s.day_night, s.characters) for s in pdf.scenes] == brief
    assert [s.text.split() for s in pdf.scenes] == [s.text.split() for s in fountain.scenes]
    assert abs(pdf.pages_eighths - fountain.pages_eighths) <= 2
    assert pdf.title == "The Generated Tide"


def test_the_length_of_a_long_script_is_about_its_pages():
    script = read_script(make.to_fountain(make.make_script(100)).encode(), "a.fountain")
    assert 95 * 8 <= script.pages_eighths <= 105 * 8
