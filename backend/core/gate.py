"""The gate in front of every route: who is this, and may they; before anything of the request is read."""

from flask import Flask, Response, current_app, request

from backend.core.access import Actor, Doors, Identity, set_actor
from backend.core.contract import Contract
from backend.core.errors import Forbidden, NotFound, NotSignedIn
from backend.core.origin import same_origin
from backend.core.roles import BY_LINK, PUBLIC, SIGNED_IN, STUDIO_OWNER, allowed

COOKIE = "backlot_session"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
}
JSON_POLICY = "default-src 'none'; frame-ancestors 'none'"
UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}
# Flask-OpenAPI3's own pages: the document and the offline Swagger UI hold no data of anybody.
OPEN_ENDPOINTS = {"openapi_json", "docs", "swagger.swagger", "swagger.static", "swagger.oauth2-redirect"}


def install(app: Flask) -> None:
    """Put the gate in front of every route of this app."""
    app.extensions["doors"] = Doors()
    app.before_request(_authorise)
    app.after_request(_headers)
    app.teardown_request(lambda _error: set_actor(Actor()))  # the thread goes on to serve somebody else


def doors(app: Flask) -> Doors:
    """Where accounts and productions plug in how to find people."""
    found: Doors = app.extensions["doors"]
    return found


def request_token() -> str | None:
    """The caller's token: a bearer token, else the browser's cookie."""
    header = request.headers.get("Authorization", "")
    if header.startswith("Bearer "):
        return header[7:].strip() or None
    return request.cookies.get(COOKIE)


def _authorise() -> None:
    if request.endpoint is None or request.method == "OPTIONS" or request.endpoint in OPEN_ENDPOINTS:
        return
    contract: Contract = vars(current_app.view_functions[request.endpoint])["contract"]
    if contract.allow == BY_LINK:  # no cookie is looked at, so no other site can misuse one; and old phones say "null"
        set_actor(Actor(ip=request.remote_addr))
        return
    _refuse_foreign_origin()
    token = request_token()
    identity = doors(current_app).identify(token) if token else None
    if identity is not None and identity.kind == "device" and not contract.devices:
        if contract.allow != PUBLIC:
            raise Forbidden("This token is for a program that tracks time. Sign in to do this.")
        identity = None  # a program joins no production for its owner: here it is a visitor
    tab = request.headers.get("X-Backlot-Tab", "")[:40] or None
    actor = Actor(identity=identity, ip=request.remote_addr, tab=tab)
    set_actor(actor)
    if contract.allow == PUBLIC:
        return
    if identity is None:
        raise NotSignedIn
    if contract.allow == STUDIO_OWNER and identity.studio_role != "owner":
        raise Forbidden
    if contract.allow not in {SIGNED_IN, STUDIO_OWNER}:
        _authorise_member(contract, identity, actor)


def _authorise_member(contract: Contract, identity: Identity, actor: Actor) -> None:
    production_id = (request.view_args or {})["production_id"]
    membership = doors(current_app).membership(identity, production_id)
    if membership is None:
        raise NotFound
    if not allowed(contract.allow, identity.studio_role, membership.level, membership.job_role):
        raise Forbidden
    actor.membership, actor.production_id = membership, production_id


def _refuse_foreign_origin() -> None:
    """Cookies are shared by every port of a host, so an unsafe request from another origin is refused."""
    origin = request.headers.get("Origin")
    if request.method not in UNSAFE or not origin:
        return
    if not same_origin(origin, request.host) and origin not in current_app.config["SETTINGS"].cors_origins:
        raise Forbidden("This request came from another site.")


def _headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if response.mimetype == "application/json":
        response.headers.setdefault("Content-Security-Policy", JSON_POLICY)
    return response
