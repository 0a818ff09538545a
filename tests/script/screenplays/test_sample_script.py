"""The screenplay of the demo: long enough to schedule, numbered, clean, and nobody's lines said twice."""

from collections import Counter
from pathlib import Path

from backend.script.screenplays.importers.read import read_script

PATH = Path(__file__).parents[3] / "data" / "sample" / "the-long-tide.fountain"


def test_the_long_tide():
    script = read_script(PATH.read_bytes(), PATH.name)
    live = [scene for scene in script.scenes if not scene.omitted]
    assert script.title == "The Long Tide"
    assert 60 <= len(live) <= 75
    assert 45 * 8 <= script.pages_eighths <= 60 * 8
    assert len(script.characters) == 12
    assert [scene.number for scene in script.scenes if scene.omitted] == ["17"]
    assert all(scene.number for scene in script.scenes)
    assert not script.warnings
    assert not script.alias_offers
    assert {scene.int_ext for scene in live} == {"INT", "EXT"}
    assert {"DAY", "NIGHT", "DAWN", "DUSK"} <= {scene.light for scene in live}
    sets = Counter(scene.set for scene in live)
    assert sum(n for _, n in sets.most_common(8)) >= 0.6 * len(live)
    spoken = Counter(e.text for scene in live for e in scene.elements if e.kind in ("action", "dialogue"))
    assert [text for text, n in spoken.items() if n > 1 and len(text) > 20] == []
