"""How often an address or a person may try something (Flask-Limiter; memory on a laptop, Redis when scaled out)."""

from flask import request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

limiter = Limiter(key_func=get_remote_address)


def by_ip() -> str:
    """The caller's address; behind a proxy only as BACKLOT_PROXY_HOPS allows."""
    return get_remote_address()


def by_email() -> str:
    """The e-mail the body names, whoever sends it: guessing one account from many addresses is still guessing."""
    body = request.get_json(silent=True)
    email = body.get("email") if isinstance(body, dict) else None
    return f"email:{str(email).strip().lower()[:254]}"
