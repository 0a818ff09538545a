"""What every adapter between a program and the client must do, whatever the program: one set of checks for all.

A program's tests subclass `HostChecks` and give it a `rig`: a program with our adapter loaded, whose client is a
`Recorder`. The rig says how its program is edited, how a file is opened, saved and closed, and how it ends.
"""

import inspect
import threading
import time
from abc import ABC, abstractmethod
from typing import Any

from dcc.backlot_client import Host, Snapshot, TimeClient


class Recorder:
    """The client's facade that only writes down what it was asked, as (name, arguments)."""

    def __init__(self, host: Host, home: str | None = None, clock: Any = None) -> None:
        self.host = host
        self.now = Snapshot()
        self.calls: list[tuple[str, tuple[Any, ...]]] = []

    def snapshot(self) -> Snapshot:
        return self.now

    def named(self, name: str) -> list[tuple[Any, ...]]:
        """The arguments of every call of that name."""
        return [given for called, given in self.calls if called == name]

    @property
    def stamps(self) -> int:
        """How often something was edited or saved."""
        return len(self.named("stamp")) + len(self.named("saved"))

    def __getattr__(self, name: str) -> Any:
        signature = inspect.signature(getattr(TimeClient, name))  # AttributeError for what the client does not have

        def call(*given: Any, **named: Any) -> None:
            bound = signature.bind(self, *given, **named)
            bound.apply_defaults()
            self.calls.append((name, bound.args[1:]))

        return call


class HostRig(ABC):
    """A program with our adapter loaded."""

    client: Recorder

    @abstractmethod
    def edit(self) -> None:
        """Change something in the open file, as an artist does, and let the program settle."""

    @abstractmethod
    def open_file(self, path: str) -> None:
        """Open another file."""

    @abstractmethod
    def new_file(self) -> None:
        """Begin a file that has no name."""

    @abstractmethod
    def save_as(self, path: str) -> None:
        """Save under a name."""

    @abstractmethod
    def load(self) -> None:
        """Load our adapter (again)."""

    @abstractmethod
    def unload(self) -> None:
        """Switch our adapter off."""

    @abstractmethod
    def exit(self) -> None:
        """End the program as an artist does."""


class HostChecks:
    """Subclass it with a fixture `rig`."""

    def test_it_says_which_program_it_is(self, rig: HostRig) -> None:
        host = rig.client.host
        assert host.dcc
        assert host.dcc == host.dcc.lower()
        assert isinstance(host.dcc_version, str)
        assert rig.client.named("begin") == [()]

    def test_the_file_is_known_by_its_base_name_alone(self, rig: HostRig, tmp_path: Any) -> None:
        rig.save_as(str(tmp_path / "sh010_anim_v003.file"))
        assert rig.client.host.file_name() == "sh010_anim_v003.file"
        rig.new_file()
        assert rig.client.host.file_name() == ""
        rig.open_file(str(tmp_path / "sh010_anim_v003.file"))
        assert rig.client.host.file_name() == "sh010_anim_v003.file"

    def test_its_answers_may_be_had_on_any_thread_and_at_once(self, rig: HostRig) -> None:
        host, answers = rig.client.host, []

        def ask() -> None:
            begun = time.perf_counter()
            answers.append((host.file_name(), host.online_allowed(), host.focused(), host.rendering()))
            answers.append(time.perf_counter() - begun)

        asking = threading.Thread(target=ask)
        asking.start()
        asking.join(5)
        (name, online, focused, rendering), took = answers
        assert isinstance(name, str)
        assert isinstance(online, bool)
        assert focused in (None, True, False)
        assert rendering is False
        assert took < 0.1

    def test_an_edit_is_one_stamp(self, rig: HostRig) -> None:
        before = rig.client.stamps
        rig.edit()
        assert rig.client.stamps > before

    def test_a_save_is_told_with_the_file(self, rig: HostRig, tmp_path: Any) -> None:
        rig.save_as(str(tmp_path / "a.file"))
        assert rig.client.named("saved")[-1] == ("a.file",)

    def test_t_b6_another_file_keeps_the_tracking(self, rig: HostRig, tmp_path: Any) -> None:
        rig.save_as(str(tmp_path / "a.file"))
        for change in (rig.new_file, lambda: rig.open_file(str(tmp_path / "a.file"))):
            change()
            before = rig.client.stamps
            rig.edit()
            assert rig.client.stamps > before

    def test_loaded_again_it_counts_once_and_unloaded_not_at_all(self, rig: HostRig) -> None:
        before = rig.client.stamps
        rig.edit()
        once = rig.client.stamps - before
        first = rig.client
        rig.load()
        rig.load()
        assert first.named("quit")
        silent, before = first.stamps, rig.client.stamps
        rig.edit()
        assert rig.client.stamps - before == once
        assert first.stamps == silent
        rig.unload()
        assert rig.client.named("quit")
        before = rig.client.stamps
        rig.edit()
        assert rig.client.stamps == before

    def test_the_client_is_told_when_the_program_ends(self, rig: HostRig) -> None:
        rig.exit()
        ((timeout,),) = rig.client.named("quit")
        assert timeout <= 1.0
