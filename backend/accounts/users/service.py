"""People: finding, creating and changing accounts, and their pictures."""

from datetime import timedelta

from sqlalchemy import func, or_, select

from backend.accounts.auth import codes, mails
from backend.accounts.auth.models import Session
from backend.accounts.auth.sessions import own_account, revoke
from backend.accounts.devices.models import Device, Pairing
from backend.accounts.users.models import User
from backend.accounts.users.passwords import PasswordHash
from backend.accounts.users.schemas import AccountPatch, AccountQuery, ProfilePatch
from backend.core import clock, uploads
from backend.core.access import Actor, Identity
from backend.core.context import settings
from backend.core.contract import expect
from backend.core.db import db, start_writing
from backend.core.errors import Conflict, Invalid, NotFound
from backend.core.file_kinds import Kind
from backend.core.paging import Page, page_of
from backend.core.references import used_by
from backend.core.roles import STUDIO_ROLES
from backend.core.schemas import clean_query
from backend.core.uploads import Readable

PHOTO_BYTES = 8 << 20
HANDED_OVER = timedelta(hours=24)  # life of a link that somebody passes on by hand
ENTRANCES = {row.__tablename__ for row in (Session, Device, Pairing)}  # ways in, no work done


def find(user_id: int) -> User:
    """A person. Raises NotFound."""
    user = db.session.get(User, user_id)
    if user is None:
        raise NotFound
    return user


def find_by_email(email: str) -> User | None:
    """The person with this address, in whatever case it is written."""
    return db.session.scalar(select(User).where(User.email == email.strip().lower()))


def create_user(
    name: str,
    email: str | None,
    password: PasswordHash | None = None,
    *,
    studio_role: str = "member",
    verified: bool = False,
) -> User:
    """Add a person; without a password they cannot sign in until `activate`. Call inside a write transaction.

    `password` is what passwords.hash_new made before the transaction began. `verified`: the address is known to be
    theirs. Raises Conflict naming `email` when somebody has it already.
    """
    if email is not None and find_by_email(email):
        raise Conflict("Somebody with this e-mail address is here already.", field="email")
    user = User(
        name=name.strip(),
        email=email.strip().lower() if email else None,
        password_hash=password,
        studio_role=studio_role,
        email_verified_at=clock.now() if verified else None,
    )
    db.session.add(user)
    db.session.flush()
    return user


def activate(user: User, password: PasswordHash, *, verified: bool = True) -> None:
    """Give somebody a (new) password; sessions opened with another one end. Call inside a write transaction.

    `verified`: the person proved the address, by a link or code that was sent there.
    """
    user.password_hash = password
    if verified and user.email_verified_at is None:
        user.email_verified_at = clock.now()
    revoke(Session.user_id == user.id)
    db.session.flush()


def any_password() -> bool:
    """Whether anybody can sign in yet."""
    return bool(db.session.scalar(select(User.id).where(User.password_hash.is_not(None)).limit(1)))


def list_users(query: AccountQuery) -> Page:
    """Everybody known to this installation, in the order they came."""
    statement = select(User)
    if query.search and query.search.strip():
        like = clean_query(query.search)
        statement = statement.where(or_(User.name.ilike(like, escape="\\"), User.email.ilike(like, escape="\\")))
    return page_of(statement, [User.id], query)


def change_own(version: int, body: ProfilePatch) -> User:
    """Change the caller's own profile."""
    user = find(own_account())
    expect(user, version)
    for field, value in body.changes().items():
        setattr(user, field, value)
    db.session.flush()
    return user


def change_user(user_id: int, version: int, body: AccountPatch) -> User:
    """Change an account as the owner; one who may no longer come in is signed out everywhere."""
    user = find(user_id)
    expect(user, version)
    changes = body.changes()
    if not (changes.get("is_active", user.is_active) and changes.get("studio_role", user.studio_role) == "owner"):
        _keep_an_owner(user)
    for field, value in changes.items():
        setattr(user, field, value)
    if not user.is_active:
        revoke(Session.user_id == user.id)
    db.session.flush()
    return user


def delete_user(user_id: int) -> None:
    """Remove an account nobody worked with; people with a past are deactivated, so that the past keeps its names."""
    user = find(user_id)
    _keep_an_owner(user)
    if kinds := used_by(user, besides=ENTRANCES):
        raise Conflict(f"{user.name} is part of a production ({', '.join(kinds)}). Deactivate the account instead.")
    revoke(Session.user_id == user.id)
    db.session.delete(user)
    db.session.flush()


def revoke_sessions(user_id: int) -> int:
    """Sign somebody out everywhere; returns of how many devices."""
    return len(revoke(Session.user_id == find(user_id).id))


def _keep_an_owner(user: User) -> None:
    """Refuse what would leave nobody to run this installation."""
    if user.studio_role != "owner" or not user.is_active:
        return
    others = select(func.count()).where(
        User.studio_role == "owner", User.is_active, User.password_hash.is_not(None), User.id != user.id
    )
    if not db.session.scalar(others):
        raise Conflict(f"{user.name} is the only owner who can sign in. Make somebody else an owner first.")


def set_photo(stream: Readable) -> User:
    """Replace the caller's picture. Raises 413, 415 or 422 naming `file`."""
    user_id = own_account()
    db.session.rollback()  # no connection is held while a slow sender sends
    stored = uploads.store(settings(), stream, filename="photo.jpg", limit=PHOTO_BYTES, allow={Kind.IMAGE})
    try:
        return _swap_photo(user_id, stored.key)
    except BaseException:
        uploads.delete(settings(), stored.key)
        raise


def remove_photo() -> User:
    """Take the caller's picture away."""
    return _swap_photo(own_account(), None)


def _swap_photo(user_id: int, key: str | None) -> User:
    start_writing()
    user = find(user_id)
    old, user.photo_key = user.photo_key, key
    db.session.commit()
    if old:
        uploads.delete(settings(), old)
    return user


def photo(user_id: int) -> tuple[bytes, str]:
    """Somebody's picture, WebP of at most 480 pixels, and its ETag. Raises NotFound."""
    user = find(user_id)
    if user.photo_key is None:
        raise NotFound("There is no picture of this person.")
    return uploads.thumbnail_of(settings(), user.photo_key).read_bytes(), user.photo_key


def photo_keys() -> set[str]:
    """The keys of every picture that is in use, for the sweep of uploads."""
    return set(db.session.scalars(select(User.photo_key).where(User.photo_key.is_not(None))))


def add_user(name: str, email: str, role: str = "member") -> tuple[User, str]:
    """Add an account from the command line; with a link that works once, for a day, to choose the password.

    In a transaction of its own. Raises Conflict naming `email` when the address is known, Invalid naming `role`.
    """
    if role not in STUDIO_ROLES:
        raise Invalid(f"The role must be one of {', '.join(STUDIO_ROLES)}.", field="role")
    start_writing()
    user = create_user(name, email, studio_role=role)
    db.session.commit()
    return user, password_link(email)


def password_link(email: str) -> str:
    """A link that works once, for a day, to choose a password: for whoever is locked out where no mail is sent.

    In a transaction of its own. Raises NotFound for an address nobody has.
    """
    start_writing()
    user = find_by_email(email)
    if user is None or user.email is None:
        raise NotFound(f"Nobody here has the address {email}.")
    issued = codes.issue_link(user.email, HANDED_OVER)
    db.session.commit()
    return mails.link(settings().base_url, codes.RESET, issued.token)


def owner_as_actor() -> Actor:
    """Commands act as the first owner, so that what they do has a name. Raises Conflict before there is one."""
    owners = select(User).where(User.studio_role == "owner", User.is_active).order_by(User.id)
    owner = db.session.scalar(owners.limit(1))
    if owner is None:
        raise Conflict("Backlot has no owner yet. Open it in a browser on this machine and create the owner first.")
    return Actor(Identity(owner.id, 0, owner.name, owner.email or "", owner.studio_role, "command"))
