"""Every setting of Backlot: one frozen dataclass, read once from the environment and `.env`.

Each field's environment name and meaning stand in `docs/settings.md`; a test keeps the two equal.
Secrets that nobody set are made at first start and kept in the data folder with owner-only rights.
"""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from dotenv import dotenv_values

ROOT = Path(__file__).resolve().parent.parent
TRUE, FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off", ""}


class UnsafeSettings(SystemExit):
    """The settings contradict each other or would expose the crew; the message says what to change."""


def _setting(env: str, default: Any) -> Any:
    return field(default=default, metadata={"env": env})


@dataclass(frozen=True, kw_only=True)
class Settings:
    """All settings; sizes in bytes, durations in seconds unless the name says otherwise."""

    environment: str = _setting("BACKLOT_ENV", "crew")
    data_dir: Path = _setting("BACKLOT_DATA", ROOT / "data")
    host: str = _setting("BACKLOT_HOST", "127.0.0.1")
    port: int = _setting("BACKLOT_PORT", 8501)
    public_url: str = _setting("BACKLOT_PUBLIC_URL", "")
    api_url: str = _setting("API_URL", "")
    database_url: str = _setting("DATABASE_URL", "")
    sqlite_synchronous: str = _setting("BACKLOT_SQLITE_SYNCHRONOUS", "NORMAL")
    redis_url: str = _setting("REDIS_URL", "")
    secret_key: str = _setting("BACKLOT_SECRET_KEY", "")
    open_registration: bool = _setting("BACKLOT_OPEN_REGISTRATION", False)
    cors_origins: tuple[str, ...] = _setting("BACKLOT_CORS_ORIGINS", ())
    proxy_hops: int = _setting("BACKLOT_PROXY_HOPS", 0)
    access_token_seconds: int = _setting("BACKLOT_ACCESS_TOKEN_SECONDS", 900)
    session_days: int = _setting("BACKLOT_SESSION_DAYS", 14)
    rate_limits: bool = _setting("BACKLOT_RATE_LIMITS", True)
    smtp_host: str = _setting("SMTP_HOST", "")
    smtp_port: int = _setting("SMTP_PORT", 587)
    smtp_user: str = _setting("SMTP_USER", "")
    smtp_password: str = _setting("SMTP_PASSWORD", "")
    smtp_security: str = _setting("SMTP_SECURITY", "starttls")
    mail_from: str = _setting("BACKLOT_MAIL_FROM", "Backlot <backlot@localhost>")
    max_upload_bytes: int = _setting("BACKLOT_MAX_UPLOAD_BYTES", 1 << 30)
    production_quota_bytes: int = _setting("BACKLOT_PRODUCTION_QUOTA_BYTES", 20 << 30)
    import_seconds: int = _setting("BACKLOT_IMPORT_SECONDS", 60)
    run_jobs: bool = _setting("BACKLOT_RUN_JOBS", True)
    log_level: str = _setting("BACKLOT_LOG_LEVEL", "INFO")

    @property
    def database(self) -> str:
        """SQLAlchemy's address of the database: SQLite in the data folder unless DATABASE_URL names another."""
        return self.database_url or f"sqlite:///{self.data_dir / 'backlot.db'}"

    @property
    def is_sqlite(self) -> bool:
        """True on the laptop default."""
        return self.database.startswith("sqlite")

    @property
    def base_url(self) -> str:
        """Where people reach this server, without a trailing slash; used in mails and invitation links."""
        return (self.public_url or f"http://{_reachable(self.host)}:{self.port}").rstrip("/")

    @property
    def uploads_dir(self) -> Path:
        """Folder of uploaded files."""
        return self.data_dir / "uploads"

    @property
    def backups_dir(self) -> Path:
        """Folder of database copies."""
        return self.data_dir / "backups"

    @property
    def outbox_dir(self) -> Path:
        """Folder where mails are written while no SMTP server is set."""
        return self.data_dir / "outbox"


def _reachable(host: str) -> str:
    return "localhost" if host in {"127.0.0.1", "0.0.0.0", "::", "::1"} else host  # noqa: S104 (compared, not bound)


def load(environ: Mapping[str, str] | None = None, **overrides: object) -> Settings:
    """Read settings: keyword overrides, then the environment, then `.env`, then defaults.

    Raises UnsafeSettings (a SystemExit with one plain sentence) for a value that cannot be read or must not be used.
    """
    values: dict[str, str] = {k: v for k, v in dotenv_values(ROOT / ".env").items() if v is not None}
    values.update(os.environ if environ is None else environ)
    chosen: dict[str, object] = {}
    for item in fields(Settings):
        text = values.get(item.metadata["env"])
        if item.name not in overrides and text is not None and (text.strip() or item.default == ""):
            chosen[item.name] = _read(item.metadata["env"], text.strip(), item.default)
    chosen.update(overrides)
    chosen["data_dir"] = Path(str(chosen.get("data_dir", ROOT / "data"))).expanduser().resolve()
    if not chosen.get("secret_key"):
        chosen["secret_key"] = _kept_secret(Path(str(chosen["data_dir"])), str(chosen.get("environment", "crew")))
    settings = Settings(**chosen)  # type: ignore[arg-type]
    _refuse_unsafe(settings)
    return settings


def _read(env: str, text: str, default: object) -> object:
    if isinstance(default, bool):
        if text.lower() in TRUE | FALSE:
            return text.lower() in TRUE
        raise UnsafeSettings(f"{env} must be yes or no, not {text!r}.")
    if isinstance(default, int):
        if text.isdecimal():
            return int(text)
        raise UnsafeSettings(f"{env} must be a whole number, not {text!r}.")
    if isinstance(default, tuple):
        return tuple(part.strip() for part in text.split(",") if part.strip())
    return text


def _kept_secret(data_dir: Path, environment: str) -> str:
    """The signing key of this installation, made once and readable by its owner alone."""
    file = data_dir / "secret.key"
    try:
        if file.exists():
            return file.read_text().strip()
        data_dir.mkdir(parents=True, exist_ok=True)
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process was first
        return file.read_text().strip()
    except OSError as error:
        raise UnsafeSettings(f"The data folder {data_dir} cannot be used: {error.strerror}.") from error
    with os.fdopen(handle, "w") as out:
        key = secrets.token_urlsafe(48)
        out.write(key)
    return key


def _refuse_unsafe(s: Settings) -> None:
    if s.environment not in {"crew", "production", "test"}:
        raise UnsafeSettings(f"BACKLOT_ENV must be crew, production or test, not {s.environment!r}.")
    if len(s.secret_key) < 32:
        raise UnsafeSettings("BACKLOT_SECRET_KEY must have at least 32 characters; leave it out to have one made.")
    if "*" in s.cors_origins or any(not urlsplit(o).netloc for o in s.cors_origins):
        raise UnsafeSettings("BACKLOT_CORS_ORIGINS must list full origins such as https://crew.example, never *.")
    if s.sqlite_synchronous not in {"NORMAL", "FULL"}:
        raise UnsafeSettings("BACKLOT_SQLITE_SYNCHRONOUS must be NORMAL or FULL.")
    if s.smtp_security not in {"starttls", "tls", "none"}:
        raise UnsafeSettings("SMTP_SECURITY must be starttls, tls or none.")
    if not 1 <= s.port <= 65535:
        raise UnsafeSettings("BACKLOT_PORT must be between 1 and 65535.")
    if s.environment == "production":
        _refuse_in_production(s)


def _refuse_in_production(s: Settings) -> None:
    if not s.public_url.startswith("https://"):
        raise UnsafeSettings("In production BACKLOT_PUBLIC_URL must be the https:// address people use.")
    if not s.rate_limits:
        raise UnsafeSettings("In production BACKLOT_RATE_LIMITS cannot be switched off.")
    if s.smtp_host and s.smtp_security == "none":
        raise UnsafeSettings("In production SMTP_SECURITY cannot be none.")
