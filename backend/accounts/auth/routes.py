"""Signing in and out, sessions, one's own profile, and proving an e-mail address."""

from typing import Any

from flask import request

from backend.accounts.auth import cookies, recovery, service, sessions, tokens
from backend.accounts.auth.here import from_this_machine
from backend.accounts.auth.schemas import (
    AccountCreate,
    EmailBody,
    EmailProof,
    EndedOut,
    LoginBody,
    LogoutBody,
    MeOut,
    PasswordChange,
    PasswordReset,
    RefreshBody,
    SessionOut,
    SetupOut,
    TokenBody,
    TokenOut,
)
from backend.accounts.auth.service import SignedIn
from backend.accounts.auth.sessions import Device
from backend.accounts.users import service as users
from backend.accounts.users.models import User
from backend.accounts.users.schemas import AccountOut, ProfilePatch
from backend.core.contract import Domain, Said
from backend.core.errors import WrongType
from backend.core.limits import by_email, by_email_and_ip, by_ip, by_person, refused
from backend.core.paging import Page
from backend.core.roles import PUBLIC, SIGNED_IN
from backend.core.schemas import PageQuery

bp = Domain("auth", __name__, prefix="/auth")

# Failures count per address and person; the total per machine only protects the processor, for a crew shares one.
SIGN_IN = [
    ("60 per minute", by_ip),
    ("5 per 15 minutes", by_email_and_ip, refused),
    ("20 per 15 minutes", by_email, refused),
]
CODE = [("30 per minute", by_ip), ("10 per hour", by_email_and_ip, refused), ("20 per hour", by_email, refused)]
MAIL = [("10 per minute", by_ip), ("60 per hour", by_ip), ("6 per hour", by_email)]
SENT = "If this address is known here, a mail is on its way. Please look into your inbox."


def device() -> Device:
    """What this request came from."""
    return Device(request.user_agent.string, request.remote_addr or "")


def welcome(signed_in: SignedIn, *, remember: bool = True) -> User:
    """Send the session as a cookie and answer who came in."""
    cookies.hand_out(signed_in.token, remember=remember)
    return signed_in.user


@bp.get("/setup", allow=PUBLIC, out=SetupOut)
def setup_state() -> dict[str, bool]:
    """Whether an owner must be created first, and whether people may register."""
    return service.setup_state()


@bp.post("/setup", allow=PUBLIC, out=AccountOut, status=201, transaction=False, limits=[("20 per minute", by_ip)])
def set_up(body: AccountCreate) -> User:
    """Create the owner; only from the machine Backlot runs on and only once."""
    return welcome(service.set_up(body.name, body.email, body.password, device(), here=from_this_machine()))


@bp.post("/register", allow=PUBLIC, transaction=False, limits=MAIL)
def register(body: AccountCreate) -> Said:
    """Add an account, where the owner opened registration; the answer is the same for a known address."""
    service.register(body.name, body.email, body.password, device())
    return Said(None, "Thank you. A mail is on its way to this address; sign in with the password you chose.")


@bp.post("/login", allow=PUBLIC, out=AccountOut, transaction=False, limits=SIGN_IN)
def login(body: LoginBody) -> User:
    """Sign a browser in: the session comes as an HttpOnly cookie, never in the answer."""
    signed_in = service.sign_in(body.email, body.password, device(), remember=body.remember)
    return welcome(signed_in, remember=body.remember)


@bp.post("/token", allow=PUBLIC, out=TokenOut, transaction=False, limits=SIGN_IN)
def token(body: TokenBody) -> dict[str, Any]:
    """Sign a program in: an access token for the Authorization header and a refresh token."""
    return service.sign_in_program(body.email, body.password, device())


@bp.post("/refresh", allow=PUBLIC, out=TokenOut, transaction=False, limits=[("120 per minute", by_ip)])
def refresh(body: RefreshBody) -> dict[str, Any]:
    """Trade a refresh token for a fresh pair; one that was traded before ends the session."""
    return tokens.rotate(body.refresh_token, device())


@bp.post("/logout", allow=PUBLIC, devices=True)
def logout(body: LogoutBody) -> Said:
    """End this session; fine when it has ended already."""
    service.sign_out(body.refresh_token)
    cookies.take_back()
    return Said(None, "You are signed out.")


@bp.get("/me", allow=SIGNED_IN, out=MeOut)
def about_me() -> MeOut:
    """The caller and the session they came by."""
    found = service.about_me()
    account = AccountOut.model_validate(found.pop("user"))
    return MeOut(**account.model_dump(), **found)


@bp.patch("/me", allow=SIGNED_IN, out=AccountOut, match=True)
def change_me(body: ProfilePatch, version: int) -> User:
    """Change one's own profile."""
    return users.change_own(version, body)


@bp.put("/me/photo", allow=SIGNED_IN, out=AccountOut, transaction=False, takes="application/octet-stream")
def set_photo() -> User:
    """Replace one's own picture (JPEG, PNG, GIF or WebP, at most 8 MiB; judged by its content)."""
    if request.mimetype != "application/octet-stream" and not request.mimetype.startswith("image/"):
        raise WrongType("Send the picture itself as the body, as application/octet-stream or image/….")
    return users.set_photo(request.stream)


@bp.delete("/me/photo", allow=SIGNED_IN, out=AccountOut, transaction=False)
def remove_photo() -> User:
    """Take one's own picture away."""
    return users.remove_photo()


@bp.post("/change-password", allow=SIGNED_IN, transaction=False, limits=[("10 per 15 minutes", by_person, refused)])
def change_password(body: PasswordChange) -> Said:
    """Choose another password; every other device is signed out."""
    service.change_password(body.old_password, body.new_password)
    return Said(None, "Your password is changed. Every other device was signed out.")


@bp.post("/forgot-password", allow=PUBLIC, transaction=False, limits=MAIL)
def forgot_password(body: EmailBody) -> Said:
    """Send a link and a code to choose a new password; the answer is the same for an unknown address."""
    recovery.forgot(body.email, request.remote_addr or "unknown")
    return Said(None, SENT)


@bp.post("/reset-password", allow=PUBLIC, out=AccountOut, transaction=False, limits=CODE)
def reset_password(body: PasswordReset) -> User:
    """Choose a new password with the link or code that was mailed: signs out everywhere, and in here."""
    return welcome(recovery.reset(body.password, device(), token=body.token, email=body.email, code=body.code))


@bp.post("/verify-email", allow=PUBLIC, transaction=False, limits=CODE)
def verify_email(body: EmailProof) -> Said:
    """Prove an address with the link or code that was mailed."""
    recovery.verify(token=body.token, email=body.email, code=body.code)
    return Said(None, "Thank you, your address is confirmed.")


@bp.post("/resend-verification", allow=PUBLIC, transaction=False, limits=MAIL)
def resend_verification(body: EmailBody) -> Said:
    """Send the link that proves an address again; the answer is the same for an unknown one."""
    recovery.resend_verification(body.email)
    return Said(None, SENT)


@bp.get("/sessions", allow=SIGNED_IN, out=SessionOut, page=True)
def list_sessions(query: PageQuery) -> Page:
    """Where the caller is signed in, the newest first."""
    return sessions.list_own(query)


@bp.delete("/sessions/<int:session_id>", allow=SIGNED_IN)
def end_session(session_id: int) -> None:
    """Sign one of the caller's devices out."""
    if sessions.end_own(session_id):
        cookies.take_back()


@bp.delete("/sessions", allow=SIGNED_IN, out=EndedOut)
def end_other_sessions() -> dict[str, int]:
    """Sign the caller out everywhere but here."""
    return {"ended": sessions.end_others()}
