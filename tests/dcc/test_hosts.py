"""The checks for adapters, on the simplest program there is: so that the checks themselves are right."""

import os.path

import pytest

from dcc.backlot_client import Host
from tests.dcc.hosts import HostChecks, HostRig, Recorder


class PlainHost(Host):
    dcc = "plain"
    dcc_version = "1"
    name = ""

    def file_name(self) -> str:
        return self.name


class PlainRig(HostRig):
    """A program that is nothing but its adapter."""

    def __init__(self) -> None:
        self.loaded = False
        self.load()

    def load(self) -> None:
        if self.loaded:
            self.unload()
        self.host = PlainHost()
        self.client = Recorder(self.host)
        self.client.begin()
        self.loaded = True

    def unload(self) -> None:
        self.loaded = False
        self.client.quit()

    def exit(self) -> None:
        self.unload()

    def edit(self) -> None:
        if self.loaded:
            self.client.stamp()

    def open_file(self, path: str) -> None:
        self.host.name = os.path.basename(path)

    def new_file(self) -> None:
        self.host.name = ""

    def save_as(self, path: str) -> None:
        self.host.name = os.path.basename(path)
        self.client.saved(self.host.name)


class TestPlain(HostChecks):
    @pytest.fixture
    def rig(self) -> PlainRig:
        return PlainRig()
