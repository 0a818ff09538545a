"""Whether a browser speaks to us from a page of ours: its Origin against the Host it called."""

from urllib.parse import urlsplit

_PORTS = {"http": 80, "https": 443}


def same_origin(origin: str | None, host: str) -> bool:
    """True without an Origin (no browser page sent this) or when its host and port are those of the Host header.

    Ports count, because browsers send cookies to every port of a host.
    """
    if origin is None:
        return True
    try:
        page = urlsplit(origin)
        called = urlsplit(f"{page.scheme}://{host}")
        usual = _PORTS[page.scheme]
        ports = (page.port or usual, called.port or usual)
    except (ValueError, KeyError):  # "null", no scheme of the web, a port that is no number
        return False
    return bool(page.hostname) and page.hostname == called.hostname and ports[0] == ports[1]
