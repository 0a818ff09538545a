"""Ports and addresses: is the port free, is it Backlot that answers, how does the crew reach this machine.

Nothing here sends a packet to anybody but this machine itself.
"""

import errno
import ipaddress
import json
import socket
import struct
import subprocess
import sys
import urllib.request
from contextlib import suppress
from pathlib import Path

from launcher.say import Refused

VIRTUAL = ("docker", "br-", "veth", "virbr", "vbox", "vmnet", "tun", "tap", "utun", "wg", "zt", "tailscale", "bridge")
_ask = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # a proxy cannot know this machine


def reachable(host: str) -> str:
    """The host under which this machine reaches a server that listens on `host`."""
    return {"0.0.0.0": "127.0.0.1", "::": "127.0.0.1", "localhost": "127.0.0.1"}.get(host, host)  # noqa: S104


def answers(host: str, port: int, seconds: float = 2.0) -> bool:
    """Whether a Backlot answers there."""
    with suppress(OSError, ValueError, AttributeError):
        url = f"http://{reachable(host)}:{port}/api/health"
        with _ask.open(url, timeout=seconds) as response:
            return bool(json.load(response)["data"]["app"] == "backlot")
    return False


def check_port(host: str, port: int) -> None:
    """Raises Refused, with what to do, unless a server can listen there."""
    if is_taken(host, port):
        raise Refused(f"Port {port} is used by another program; choose another one: run_all.py --port {port + 1}")


def is_taken(host: str, port: int) -> bool:
    """Whether another program listens there; raises Refused when this machine or account may not listen at all."""
    with socket.socket() as probe:
        probe.settimeout(1)
        if probe.connect_ex((reachable(host), port)) == 0:  # some systems let two programs bind one port
            return True
    with socket.socket() as probe:
        if sys.platform != "win32":  # there it means "share the port"
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1" if host == "localhost" else host, port))
        except PermissionError:
            raise Refused(
                f"This account may not use port {port}; choose one above 1023: run_all.py --port 8501"
            ) from None
        except socket.gaierror:
            raise Refused(f"BACKLOT_HOST must be an address of this machine, not {host}.") from None
        except OSError as reason:
            if is_address_of_another(reason):
                raise Refused(
                    f"This machine does not have the address {host}; use --lan or correct BACKLOT_HOST."
                ) from None
            return True
    return False


def is_address_of_another(reason: OSError) -> bool:
    """Whether the system said EADDRNOTAVAIL (Windows: 10049)."""
    return reason.errno in {errno.EADDRNOTAVAIL, 10049}


def next_free_port(host: str, port: int) -> int:
    """The first free port from `port` on."""
    for candidate in range(port, min(port + 100, 65536)):
        if not is_taken(host, candidate):
            return candidate
    raise Refused(f"No port from {port} to {port + 99} is free; choose one yourself: run_all.py --port N")


def lan_addresses() -> list[str]:
    """The IPv4 addresses under which others may reach this machine, the likeliest first."""
    return rank(_interfaces(), _route())


def rank(found: list[tuple[str, str]], route: str) -> list[str]:
    """Order (interface, address) pairs: home and office networks before others, real interfaces before virtual ones.

    `route` is the address this machine uses towards the outside; it wins among equals. Loopback and self-assigned
    addresses (169.254…) reach nobody and are left out.
    """
    named = dict.fromkeys(address for _, address in found)
    virtual = {address for name, address in found if name.lower().startswith(VIRTUAL)}
    every = [*named, route] if route and route not in named else list(named)

    def order(address: str) -> tuple[bool, bool, bool]:
        return address in virtual, not ipaddress.ip_address(address).is_private, address != route

    def useful(address: str) -> bool:
        ip = ipaddress.ip_address(address)
        return not (ip.is_loopback or ip.is_link_local or ip.is_unspecified)

    return sorted(filter(useful, every), key=order)


def qr_code(python: Path, text: str) -> str:
    """The text as a QR code of terminal characters; '' when it cannot be drawn."""
    program = "import segno, sys; segno.make(sys.argv[1], error='l').terminal(out=sys.stdout, compact=True, border=2)"
    command = [str(python), "-X", "utf8", "-c", program, text]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    return done.stdout if done.returncode == 0 else ""


def _route() -> str:
    """The address of the interface that leads outside; connecting a datagram socket sends nothing."""
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))  # reserved for documentation: belongs to nobody
        return str(probe.getsockname()[0])
    return ""


def _interfaces() -> list[tuple[str, str]]:
    """Interface names with their IPv4 addresses, from the system; on Windows without names."""
    if sys.platform == "win32":
        with suppress(OSError):
            return [("", address) for address in socket.gethostbyname_ex(socket.gethostname())[2]]
        return []
    import fcntl

    ask = 0xC0206921 if sys.platform == "darwin" else 0x8915  # SIOCGIFADDR
    found = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        for _, name in socket.if_nameindex():
            with suppress(OSError):  # an interface without an IPv4 address
                answer = fcntl.ioctl(probe, ask, struct.pack("256s", name.encode()[:15]))
                found.append((name, socket.inet_ntoa(answer[20:24])))
    return found
