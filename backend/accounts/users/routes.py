"""The people of this installation; only its owner sees them all."""

from flask import Response, request

from backend.accounts.users import service
from backend.accounts.users.models import User
from backend.accounts.users.schemas import AccountOut, AccountPatch, AccountQuery
from backend.core.contract import Domain, Said
from backend.core.paging import Page
from backend.core.roles import SIGNED_IN, STUDIO_OWNER

bp = Domain("users", __name__, prefix="/users")


@bp.get("", allow=STUDIO_OWNER, out=AccountOut, page=True)
def list_users(query: AccountQuery) -> Page:
    """Everybody known to this installation."""
    return service.list_users(query)


@bp.get("/<int:user_id>", allow=STUDIO_OWNER, out=AccountOut)
def show(user_id: int) -> User:
    """One account."""
    return service.find(user_id)


@bp.patch("/<int:user_id>", allow=STUDIO_OWNER, out=AccountOut, match=True)
def change(user_id: int, body: AccountPatch, version: int) -> User:
    """Rename, deactivate or let in again, make an owner. The last owner stays."""
    return service.change_user(user_id, version, body)


@bp.delete("/<int:user_id>", allow=STUDIO_OWNER)
def delete(user_id: int) -> None:
    """Remove an account that is part of no production; 409 for others: deactivate those."""
    service.delete_user(user_id)


@bp.post("/<int:user_id>/revoke-sessions", allow=STUDIO_OWNER)
def revoke_sessions(user_id: int) -> Said:
    """Sign somebody out everywhere."""
    return Said(None, f"Signed out of {service.revoke_sessions(user_id)} devices.")


@bp.get("/<int:user_id>/photo", allow=SIGNED_IN, produces="image/webp")
def photo(user_id: int) -> Response:
    """Somebody's picture, at most 480 pixels wide and high."""
    content, etag = service.photo(user_id)
    answer = Response(content, mimetype="image/webp")
    answer.set_etag(etag)
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    answer.make_conditional(request)
    return answer
