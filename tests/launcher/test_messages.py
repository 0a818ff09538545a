"""What goes wrong before Backlot runs is said in one sentence that tells what to do."""

import ast
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from backend.core.network import rank, why_not
from launcher import install
from launcher.commands import missing_services
from launcher.install import progress, stamp, why_failed
from launcher.options import parse
from launcher.say import Refused
from tests.launcher.conftest import ROOT, Launched
from tests.services import free_port

Launch = Callable[..., Launched]


def test_old_python_gets_a_sentence() -> None:
    source = (ROOT / "run_all.py").read_text()
    ast.parse(source, feature_version=(3, 7))
    program = "import sys; sys.version_info = (3, 8, 0); exec(open('run_all.py').read())"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("Backlot needs Python 3.11 or newer and this is Python 3.8;")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("dance",), "no command 'dance'"),
        (("--prot", "9"), "does not know '--prot 9'"),
        (("check", "everything"), "does not know 'everything'"),
        (("--port", "70000"), "between 1 and 65535"),
    ],
)
def test_unknown_words_are_named(launch: Launch, arguments: tuple[str, ...], said: str) -> None:
    code, text = launch("run_all.py", *arguments).end()
    assert code == 1
    assert said in text
    assert "\n" not in text


def test_data_folder_that_cannot_be_one(launch: Launch, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    code, said = launch("run_all.py", "--data", str(tmp_path / "file")).end()
    assert code == 1
    assert said == f"The data folder {tmp_path / 'file'} cannot be written; choose another: run_all.py --data DIR"


def test_options_before_or_after_the_command(tmp_path: Path) -> None:
    for words in (["--data", "x", "restore", "f.db", "--port", "9"], ["restore", "--port", "9", "f.db", "--data", "x"]):
        options = parse(words, {}, tmp_path)
        assert (options.command, options.rest, options.port) == ("restore", ("f.db",), 9)
        assert options.data == Path("x").resolve()
    assert parse(["test", "-k", "lan or port", "-x"], {}, tmp_path).rest == ("-k", "lan or port", "-x")


def test_command_line_over_environment_over_env_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(
        "# ours\nBACKLOT_PORT=7001\nexport BACKLOT_DATA='kept here' # a folder\nBACKLOT_HOST=\n"
    )
    options = parse([], {}, tmp_path)
    assert (options.host, options.port, options.data) == ("127.0.0.1", 7001, tmp_path / "kept here")
    assert not options.lan
    assert parse([], {"BACKLOT_PORT": "7002", "BACKLOT_HOST": "0.0.0.0"}, tmp_path).lan
    assert parse(["--port", "7003"], {"BACKLOT_PORT": "7002"}, tmp_path).port == 7003
    with pytest.raises(Refused, match="not http"):
        parse([], {"BACKLOT_PORT": "http"}, tmp_path)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "disk is full"),
        ("WARNING: Retrying ... NewConnectionError: Failed to establish a new connection", "index cannot be reached"),
        ("OSError: [Errno 13] Permission denied: '.venv/lib'", r"\.venv cannot be written"),
        ("ERROR: No matching distribution found for typst==0.15.0", r"typst==0\.15\.0 is not offered for Python"),
        ("ERROR: something nobody has seen", "could not be installed: ERROR: something nobody has seen"),
        ("", "no reason given"),
    ],
)
def test_reasons_of_pip_in_plain_words(said: str, told: str) -> None:
    with pytest.raises(AssertionError, match=told):
        raise AssertionError(why_failed(said.splitlines(), "The packages could not be installed"))


def test_progress_is_a_line_a_package() -> None:
    assert progress("Collecting pandas==3.1.1 (from -r requirements.txt (line 22))") == "  pandas 3.1.1"
    assert progress("Processing /opt/wheels/flask-3.1.3-py3-none-any.whl") == "  flask 3.1.3"
    assert progress("Installing collected packages: a, b, c") == "Unpacking 3 packages"
    assert progress("  Downloading pandas-3.1.1.whl (12 MB)") == ""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A project that needs no package at all."""
    for name in ("requirements.txt", "requirements-dev.txt", "constraints.txt"):
        (tmp_path / name).write_text("# nothing\n")
    return tmp_path


def test_installs_once_and_again_only_when_versions_change(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("BACKLOT_PYTHON", raising=False)
    python = install.interpreter(root=small)
    assert (
        subprocess.run([python, "-c", "import sys; assert sys.prefix != sys.base_prefix"], check=False).returncode == 0
    )
    assert "Everything is installed" in capsys.readouterr().out
    assert install.interpreter(root=small) == python
    assert capsys.readouterr().out == ""
    before = stamp("requirements.txt", small)
    (small / "constraints.txt").write_text("# newer\n")
    assert stamp("requirements.txt", small) != before
    install.interpreter(root=small)
    said = capsys.readouterr().out
    assert "Installing" in said
    assert "Making" not in said  # the environment itself was kept
    install.interpreter(dev=True, root=small)
    assert "Installing" in capsys.readouterr().out
    install.interpreter(root=small)
    assert capsys.readouterr().out == ""


def test_failed_install_is_not_taken_for_a_complete_one(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BACKLOT_PYTHON", raising=False)
    (small / "requirements.txt").write_text("no-such-package-of-ours==1\n")
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    for _ in range(2):
        with pytest.raises(Refused, match="index cannot be reached; the first installation needs the internet"):
            install.interpreter(root=small)


def test_too_little_disk_is_said_before_anything_is_made(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BACKLOT_PYTHON", raising=False)
    monkeypatch.setattr(install, "NEEDED_BYTES", 1 << 60)
    with pytest.raises(Refused, match="GB free and the installation needs"):
        install.interpreter(root=small)
    assert not (small / ".venv").exists()


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a folder in which nobody may write")
def test_folder_that_cannot_be_written() -> None:
    with pytest.raises(Refused, match="The folder /proc cannot be written; move Backlot"):
        install.check_can_install(Path("/proc"))


def test_missing_services_are_named_with_what_they_leave_out(monkeypatch: pytest.MonkeyPatch) -> None:
    port = free_port()
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("BACKLOT_TEST_POSTGRES", f"postgresql+psycopg://postgres@127.0.0.1:{port}/test")
    monkeypatch.setenv("BACKLOT_TEST_REDIS", f"redis://127.0.0.1:{port}/9")
    assert [line.split()[0].strip(":") for line in missing_services()] == ["Chromium", "PostgreSQL", "Redis"]
    with socket.create_server(("127.0.0.1", port)):
        assert [line.split(":")[0] for line in missing_services()] == ["Chromium"]


def test_missing_venv_module_names_the_package(launch: Launch, tmp_path: Path) -> None:
    program = (
        "import importlib.util as util, pathlib, launcher.install as install\n"
        "find = util.find_spec\n"
        "util.find_spec = lambda name, *a: None if name == 'ensurepip' else find(name, *a)\n"
        f"install.check_can_install(pathlib.Path({str(tmp_path)!r}))"
    )
    code, said = launch("-c", program).end()
    assert code == 1
    assert "sudo apt install python3-venv" in said


def test_address_for_the_crew() -> None:
    laptop = [("lo", "127.0.0.1"), ("docker0", "172.17.0.1"), ("wlan0", "192.168.1.20"), ("eth0", "10.0.0.5")]
    assert rank(laptop, "10.0.0.5") == ["10.0.0.5", "192.168.1.20", "172.17.0.1"]
    assert rank([("utun3", "10.8.0.2"), ("en0", "192.168.0.7")], "10.8.0.2") == ["192.168.0.7", "10.8.0.2"]  # a VPN
    assert rank([("eth0", "8.8.4.4"), ("eth1", "192.168.0.7")], "8.8.4.4") == ["192.168.0.7", "8.8.4.4"]
    assert rank([("lo", "127.0.0.1"), ("eth0", "169.254.3.4")], "") == []
    assert rank([], "192.168.1.9") == ["192.168.1.9"]


def test_addresses_that_cannot_be_used() -> None:
    assert "does not have the address 203.0.113.9" in why_not("203.0.113.9", 8501)
    assert "does not have the address not.a.host.invalid" in why_not("not.a.host.invalid", 8501)
