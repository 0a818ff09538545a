"""How often an address or a person may try something (Flask-Limiter; memory on a laptop, Redis when scaled out)."""

from flask import Response, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from backend.core.access import actor

limiter = Limiter(key_func=get_remote_address)


def by_ip() -> str:
    """The caller's address; behind a proxy only as BACKLOT_PROXY_HOPS allows."""
    return get_remote_address()


def by_email() -> str:
    """The e-mail the body names, whoever sends it: guessing one account from many addresses is still guessing."""
    body = request.get_json(silent=True)
    email = body.get("email") if isinstance(body, dict) else None
    return f"email:{str(email).strip().lower()[:254]}"


def by_email_and_ip() -> str:
    """One address trying one e-mail: a stranger elsewhere cannot use up the tries of the person themselves."""
    return f"{by_email()} from:{by_ip()}"


def by_person() -> str:
    """The signed-in person, whatever machine they use; an address while nobody is signed in."""
    identity = actor().identity
    return f"user:{identity.user_id}" if identity else by_ip()


def refused(response: Response) -> bool:
    """Count only what was refused (401 or 422): wrong passwords and codes, never a busy morning."""
    return response.status_code in {401, 422}
