"""Ports and addresses: is the port free, is it Backlot that answers, how does the crew reach this machine.

Sends nothing to anybody but this machine itself. Standard library only: the launcher uses it before anything is
installed.
"""

import errno
import http.client
import ipaddress
import json
import socket
import struct
import sys
import urllib.request
from contextlib import suppress

VIRTUAL = ("docker", "br-", "veth", "virbr", "vbox", "vmnet", "tun", "tap", "utun", "wg", "zt", "tailscale", "bridge")
_ask = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # a proxy cannot know this machine


def reachable(host: str) -> str:
    """The host under which this machine reaches a server that listens on `host`."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1", "localhost": "127.0.0.1"}.get(host, host)  # noqa: S104


def url(host: str, port: int) -> str:
    """The address of such a server, seen from this machine."""
    near = reachable(host)
    return f"http://[{near}]:{port}" if ":" in near else f"http://{near}:{port}"


def answers(host: str, port: int, seconds: float = 2.0) -> bool:
    """Whether a Backlot answers there."""
    try:
        with _ask.open(f"{url(host, port)}/api/health", timeout=seconds) as response:
            return bool(json.load(response)["data"]["app"] == "backlot")
    except (OSError, ValueError, LookupError, TypeError, http.client.HTTPException):
        return False


def why_not(host: str, port: int) -> str:
    """Why no server can listen there, and what to do, in one sentence; '' when one can."""
    taken = f"Port {port} is used by another program; choose another one: run_all.py --port {port + 1}"
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        if sys.platform != "win32":  # there it means "share the port"
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1" if host == "localhost" else host, port))
        except PermissionError:
            return f"This account may not use port {port}; choose one above 1023: run_all.py --port 8501"
        except OSError as reason:
            if isinstance(reason, socket.gaierror) or reason.errno in {errno.EADDRNOTAVAIL, 10049}:  # 10049: Windows
                return f"This machine does not have the address {host}; use --lan or correct BACKLOT_HOST."
            return taken
    with suppress(OSError), socket.create_connection((reachable(host), port), 1):
        return taken  # some systems let two programs bind one port
    return ""


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
