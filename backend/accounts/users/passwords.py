"""Passwords: what is accepted, and argon2id in a pool of two threads, so that sign-ins never take the whole machine.

Hashing costs some 30 ms and 19 MiB (OWASP's floor for argon2id): never call it inside a write transaction.
"""

import secrets
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import NewType

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from backend.core.errors import Invalid

PasswordHash = NewType("PasswordHash", str)

# What people choose first, without the digits and marks they put around it.
_COMMON = frozenset(
    """
    password passwort passw0rd p@ssword p@ssw0rd pass passwd passphrase motdepasse contraseña contrasena senha
    wachtwoord parola haslo heslo salasana admin administrator root user guest test tester testing default changeme
    secret secrets letmein welcome willkommen bienvenue login signin access master hello hallo sunshine iloveyou
    ilovemovies loveyou princess football baseball basketball soccer monkey dragon shadow superman batman starwars
    pokemon michael jordan charlie ashley jessica daniel thomas jennifer computer internet samsung google facebook
    whatever trustno qwerty qwertyuiop qwertz qwertzuiop azerty azertyuiop asdf asdfgh asdfghjkl yxcvbnm zxcvbn
    zxcvbnm qazwsx qazwsxedc abc abcd abcdef abcdefgh abcdefghi summer winter spring autumn sommer monday friday
    january december movie movies film films filming cinema camera action director producer production backlot
    studio callsheet hollywood
    """.split()  # noqa: SIM905 (a list of words is read, not a list of quotation marks)
)
_ROWS = (
    "01234567890123456789",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop",
    "qwertzuiop",
    "azertyuiop",
    "asdfghjkl",
    "zxcvbnm",
)
_hasher = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
_pool = ThreadPoolExecutor(2, thread_name_prefix="password")


def hash_new(password: str, *, email: str, name: str = "", field: str = "password") -> PasswordHash:
    """The hash of a password somebody chose. Raises Invalid naming `field` when it is too easy to guess."""
    if why := weakness(password, email=email, name=name):
        raise Invalid(why, field=field)
    return _hash(password)


def matches(stored: str | None, password: str) -> bool:
    """Whether this is the password; takes as long when there is none to compare with."""
    return _pool.submit(_verify, stored or _nobodys(), _same_letters(password)).result() and stored is not None


def renewed(stored: str, password: str) -> PasswordHash | None:
    """A new hash of the same password when the stored one was made with weaker settings."""
    return _hash(password) if _hasher.check_needs_rehash(stored) else None


def weakness(password: str, *, email: str, name: str = "") -> str | None:
    """Why this password would be guessed soon, in one sentence; None when it would not. Length is the schema's part."""
    lower = _same_letters(password).lower()
    bare = lower.strip("0123456789!?.,;:#*+-_@$%&/() ")
    if lower in _COMMON or bare in _COMMON or any(lower in row or lower in row[::-1] for row in _ROWS):
        return "This is one of the passwords that are tried first. Please choose another, such as four unrelated words."
    if len(set(lower)) < 4:
        return "This repeats too few characters. Please choose another, such as four unrelated words."
    own = {email.lower(), *email.lower().split("@"), "".join(name.lower().split()), *name.lower().split()}
    if lower in own or bare in own or "".join(lower.split()) in own:
        return "This is your name or e-mail address. Please choose another, such as four unrelated words."
    return None


def _hash(password: str) -> PasswordHash:
    return PasswordHash(_pool.submit(_hasher.hash, _same_letters(password)).result())


def _verify(stored: str, password: str) -> bool:
    try:
        return _hasher.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobodys() -> str:
    return _hasher.hash(secrets.token_urlsafe())


def _same_letters(password: str) -> str:
    """One spelling of what looks alike: keyboards differ in how they compose é."""
    return unicodedata.normalize("NFKC", password)
