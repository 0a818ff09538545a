"""Scenarios that run in the Python of the `bpy` module: `python in_bpy.py SCENARIO ZIP FOLDER` prints JSON.

There is no window here, so Blender says that it works in the background, and timers never fire.
"""

import importlib
import inspect
import json
import re
import statistics
import sys
import threading
import time
import traceback
import zipfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace

import bpy
from bpy.app import handlers

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))
from tests.dcc.hosts import HostChecks, HostRig, Recorder

NAME = "bl_ext.user_default.backlot_time"


@dataclass
class FakeClient:
    """The client as the add-on sees it; notes what is asked of it."""

    now: object
    calls: list = field(default_factory=list)
    stamps: int = 0

    def snapshot(self):
        """What the panel shows."""
        return self.now

    def stamp(self):
        """Count."""
        self.stamps += 1

    def __getattr__(self, name):
        return lambda *given, **more: self.calls.append([name, *given, *more.values()])


def enabled(file):
    """Install and enable the extension; its modules."""
    bpy.ops.extensions.package_install_files(filepath=file, repo="user_default", enable_on_install=True)
    return importlib.import_module(NAME)


def with_fake(file):
    """The add-on over a client of ours that is paired and knows two tasks."""
    addon = enabled(file)
    client = importlib.import_module(f"{NAME}.backlot_client")
    tasks = (client.Task(1, "SH010 Animation", "Tide", True), client.Task(2, "SH020 Lighting", "Tide", False))
    fake = FakeClient(client.Snapshot(paired=True, server="http://127.0.0.1:1", user="Ada", tasks=tasks))
    addon.tracking._client = fake
    return addon, fake, client


def leftovers():
    """Everything that an add-on can leave behind."""
    lists = {name: getattr(handlers, name) for name in dir(handlers) if isinstance(getattr(handlers, name), list)}
    ours = [f"{name}: {f}" for name, found in lists.items() for f in found if "backlot" in getattr(f, "__module__", "")]
    kinds = [name for name in dir(bpy.types) if "backlot" in name.lower()]
    fields = [name for name, _ in bpy.types.WindowManager.bl_rna.properties.items() if "backlot" in name]
    operators = sorted(dir(bpy.ops.backlot))
    threads = [thread.name for thread in threading.enumerate() if thread is not threading.main_thread()]
    return {"handlers": ours, "types": kinds, "fields": fields, "operators": operators, "threads": threads}


def twice(file, _folder):
    """On, off, on, off: what there is after each."""
    addon = enabled(file)
    seen = [leftovers()]
    for switch in (bpy.ops.preferences.addon_disable, bpy.ops.preferences.addon_enable) * 2:
        switch(module=NAME)
        seen.append(leftovers())
    bpy.ops.preferences.addon_disable(module=NAME)
    return {"seen": seen[:4], "timer": bpy.app.timers.is_registered(addon.redraw.tick)}


def refusal(operator, **given):
    """How an operator refuses."""
    try:
        return sorted(operator(**given))
    except RuntimeError as error:
        return str(error)


def operators(file, _folder):
    """What buttons do, and when they refuse."""
    addon, fake, client = with_fake(file)
    ops = bpy.ops.backlot
    out = {"stop_when_off": refusal(ops.stop), "pair_without_code": refusal(ops.pair)}
    out["start"] = refusal(ops.start, task_id=1)
    out["start_gone"] = refusal(ops.start, task_id=77)
    out["switch"] = refusal(ops.pick_task, task="2")
    fake.now = replace(fake.now, state="active", task_id=2)
    out["stop"] = refusal(ops.stop)
    fake.now = replace(fake.now, gaps=(client.Gap("g1", 10.0, 730.0, 720.0, 1),))
    out["keep_without_reason"] = refusal(ops.keep_gap, gap_id="g1", reason=" ")
    out["keep"] = refusal(ops.keep_gap, gap_id="g1", reason="Meeting")
    out["drop"] = refusal(ops.drop_gap, gap_id="g1")
    out["drop_again"] = refusal(ops.drop_gap, gap_id="g2")
    fake.now = replace(fake.now, paired=False, state="off")
    out["start_unpaired"] = refusal(ops.start, task_id=1)
    bpy.context.window_manager.backlot_code = " kxrt 7m2p "
    out["pair"] = refusal(ops.pair)
    out["pair_again"] = refusal(ops.pair)
    out["code_after"] = bpy.context.window_manager.backlot_code
    called = next(call for call in fake.calls if call[0] == "pair")
    called[-1]("This code has expired")
    out["error"] = addon.pairing.form.error
    out["calls"] = [call[:3] for call in fake.calls]
    return out


def events(file, folder):
    """Edits, saving and opening files, playing and rendering."""
    addon, fake, _ = with_fake(file)
    dropped = []
    handlers.load_post.append(lambda *_: dropped.append(1))  # not persistent: Blender forgets it at the first file
    cube = bpy.data.objects["Cube"]
    out = {}

    def edited():
        before = fake.stamps
        bpy.data.objects[0].location.x += 1
        bpy.context.view_layer.update()
        return fake.stamps - before

    out["edit"] = edited()
    bpy.ops.wm.save_as_mainfile(filepath=f"{folder}/sh010_anim_v003.blend")
    out["saved"] = fake.calls[-1]
    bpy.ops.wm.save_as_mainfile(filepath=f"{folder}/sh010_anim_v004.blend")
    out["opened"] = [sorted(bpy.ops.wm.open_mainfile(filepath=f"{folder}/sh010_anim_v003.blend")) for _ in range(2)]
    out["file"] = addon.tracking.host().file_name()
    out["not_persistent"] = len(dropped)
    out["edit_after_opening"] = edited()
    out["render"] = render(addon, fake)
    out["edit_after_rendering"] = edited()
    return {**out, "had_cube": bool(cube)}


def render(addon, fake):
    """What is seen during a small render."""
    scene, seen = bpy.context.scene, []
    scene.render.engine, scene.cycles.samples = "CYCLES", 1
    scene.render.resolution_x = scene.render.resolution_y = 16
    if hasattr(scene.cycles, "use_denoising"):
        scene.cycles.use_denoising = False
    bpy.context.view_layer.update()
    before = fake.stamps
    handlers.render_pre.append(lambda *_: seen.append(addon.tracking.host().rendering()))
    bpy.ops.render.render()
    return {"during": seen, "after": addon.tracking.host().rendering(), "stamps": fake.stamps - before}


class BlenderRig(HostRig):
    """This Blender with the add-on, as if somebody sat in front of it."""

    def __init__(self, addon):
        self.addon, self.at_exit = addon, set()
        addon.tracking.TimeClient = Recorder
        addon.tracking.attended = lambda: True
        addon.tracking.atexit = SimpleNamespace(register=self.at_exit.add, unregister=self.at_exit.discard)
        self.load()

    def load(self):
        """On; off before, where it is on."""
        self.unload()
        bpy.ops.preferences.addon_enable(module=NAME)
        self.client = self.addon.tracking.client()

    def unload(self):
        """Off."""
        bpy.ops.preferences.addon_disable(module=NAME)

    def exit(self):
        """What Python runs when it ends."""
        for last in list(self.at_exit):
            last()

    def edit(self):
        """Move something."""
        bpy.data.objects[0].location.x += 1
        bpy.context.view_layer.update()

    def open_file(self, path):
        """Open."""
        bpy.ops.wm.open_mainfile(filepath=path)

    def new_file(self):
        """The scene that Blender starts with."""
        bpy.ops.wm.read_homefile(use_factory_startup=True, use_empty=False)

    def save_as(self, path):
        """Save."""
        bpy.ops.wm.save_as_mainfile(filepath=path)


def contract(file, folder):
    """The checks that every adapter passes: what went wrong in each."""
    addon, outcome = enabled(file), {}
    for number, name in enumerate(name for name in dir(HostChecks) if name.startswith("test_")):
        check, rig = getattr(HostChecks(), name), BlenderRig(addon)
        own = Path(folder) / str(number)
        own.mkdir()
        wanted = inspect.signature(check).parameters
        try:
            check(**{key: value for key, value in {"rig": rig, "tmp_path": own}.items() if key in wanted})
            outcome[name] = ""
        except Exception:
            outcome[name] = traceback.format_exc()
    return outcome


def cost(file, _folder):
    """Microseconds that one event costs Blender's main thread, with the real client running."""
    addon = enabled(file)
    client = addon.tracking.client()
    client.begin()
    client.start(1, "SH010 Animation")
    took = []
    for _ in range(20_000):
        begun = time.perf_counter_ns()
        addon.handlers.on_edit(None, None)
        took.append((time.perf_counter_ns() - begun) / 1000)
    client.quit(0.2)
    cuts = statistics.quantiles(took, n=1000)
    return {"median": statistics.median(took), "p99": cuts[989], "max": max(took)}


def secrets(file, folder):
    """Files saved while a code is typed and after pairing was asked for."""
    enabled(file)
    manager = bpy.context.window_manager
    manager.backlot_server, manager.backlot_code = "http://server.secret.example", "KXRT7M2P"
    bpy.ops.wm.save_as_mainfile(filepath=f"{folder}/typed.blend", compress=False)
    bpy.ops.wm.save_userpref()
    return {"shown": [manager.backlot_server, manager.backlot_code], "prefs": bpy.utils.user_resource("CONFIG")}


def updated(file, folder):
    """A newer version installed over one that runs: which of its modules are the new ones."""
    addon = enabled(file)
    before = addon.words
    newer = Path(folder) / "newer.zip"
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(newer, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "blender_manifest.toml":
                content = re.sub(rb'(?m)^version = ".*"', b'version = "99.0.0"', content)
            new.writestr(name, content + b"\nNEWER = True\n" if name.endswith(".py") else content)
    again = enabled(str(newer))
    modules = [again, again.words, again.tracking, sys.modules[again.tracking.client().__module__]]
    return {"newer": [getattr(module, "NEWER", False) for module in modules], "replaced": again.words is not before}


def icons(file, _folder):
    """Icons that the add-on names and this Blender does not have."""
    addon = enabled(file)
    known = set(bpy.types.UILayout.bl_rna.functions["prop"].parameters["icon"].enum_items.keys())
    named = set()
    for source in Path(addon.__file__).parent.glob("*.py"):
        named |= set(re.findall(r'"([A-Z][A-Z0-9_]{2,})"', source.read_text())) if source.name == "panel.py" else set()
    return sorted(named - known - {"RIGHT", *addon.panel.SPACES})


if __name__ == "__main__":
    scenario, zip_file, work = sys.argv[1:4]
    value = {f.__name__: f for f in (twice, operators, events, contract, cost, secrets, updated, icons)}[scenario](
        zip_file, work
    )
    print("\nANSWER " + json.dumps(value, default=str))
