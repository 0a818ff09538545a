"""Whether a request comes from the machine Backlot runs on; that is who may create the owner."""

import ipaddress
from urllib.parse import urlsplit

from flask import request

from backend.core.context import settings

_FORWARDED = {"X-Forwarded-For", "X-Real-Ip", "Forwarded"}


def from_this_machine() -> bool:
    """True for a browser here that opened the page by a local name.

    A proxy that nobody configured (BACKLOT_PROXY_HOPS) makes everybody look local, so its headers are a no. The name
    counts too: a web page elsewhere can point a name of its own at 127.0.0.1 (DNS rebinding).
    """
    if not settings().proxy_hops and any(name in request.headers for name in _FORWARDED):
        return False
    try:
        name = urlsplit(f"//{request.host}").hostname or ""
    except ValueError:  # brackets that hold no address
        return False
    return _loopback(request.remote_addr or "") and (name == "localhost" or _loopback(name))


def _loopback(address: str) -> bool:
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    mapped = getattr(ip, "ipv4_mapped", None)
    return bool((mapped or ip).is_loopback)
