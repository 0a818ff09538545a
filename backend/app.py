"""The application factory: settings → database → errors → gate → domains."""

import logging
from typing import Any

from flask import jsonify
from flask_cors import CORS
from flask_openapi3.models import Info, Server
from flask_openapi3.openapi import OpenAPI
from flask_openapi3_swagger.plugins import RegisterPlugin
from werkzeug.middleware.proxy_fix import ProxyFix

from backend import __version__
from backend.core import changes, envelope, gate, live
from backend.core.db import db, engine_options, prepare
from backend.core.ids import IdConverter
from backend.core.limits import limiter
from backend.core.schemas import Refusal
from backend.domains import DOMAINS
from backend.settings import Settings, load

SECURITY: dict[str, Any] = {
    "bearer": {"type": "http", "scheme": "bearer"},
    "cookie": {"type": "apiKey", "in": "cookie", "name": gate.COOKIE},
}


def create_app(settings: Settings | None = None) -> OpenAPI:
    """The API as a WSGI app; mounted under /api."""
    settings = settings or load()
    logging.getLogger("backlot").setLevel(settings.log_level)
    app = OpenAPI(
        "backend",
        info=Info(title="Backlot", version=__version__, description="A film production from script to delivery."),
        security_schemes=SECURITY,
        servers=[Server(url="/api")],
        validation_error_model=Refusal,
        doc_ui=False,
        static_folder=None,
    )
    app.config.update(_config(settings))
    app.url_map.converters["int"] = IdConverter
    app.url_map.strict_slashes = False
    db.init_app(app)
    limiter.init_app(app)
    envelope.install(app)
    gate.install(app)
    with app.app_context():
        prepare(db.engine, settings.sqlite_synchronous)
    app.extensions["hub"] = live.make_hub(settings)
    for domain in DOMAINS:
        domain.register(app)
    _documents(app)
    if settings.cors_origins:
        CORS(app, origins=list(settings.cors_origins), allow_headers=["Authorization", "Content-Type", "If-Match"])
    if settings.proxy_hops:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxy_hops, x_proto=1, x_host=1)  # type: ignore[method-assign]
    return app


def _config(settings: Settings) -> dict[str, Any]:
    return {
        "SETTINGS": settings,
        "SECRET_KEY": settings.secret_key,
        "SQLALCHEMY_DATABASE_URI": settings.database,
        "SQLALCHEMY_ENGINE_OPTIONS": engine_options(settings.database),
        "MAX_CONTENT_LENGTH": 1 << 20,
        "RATELIMIT_ENABLED": settings.rate_limits,
        "RATELIMIT_STORAGE_URI": settings.redis_url or "memory://",
        "RATELIMIT_HEADERS_ENABLED": True,
        "JSON_SORT_KEYS": False,
    }


def _documents(app: OpenAPI) -> None:
    """The OpenAPI document at /openapi.json and Swagger UI, without internet, at /docs."""
    app.add_url_rule("/openapi.json", "openapi_json", lambda: jsonify(app.api_doc))
    app.register_blueprint(RegisterPlugin.register(doc_url="../openapi.json"), url_prefix="/docs")
    app.add_url_rule("/docs", "docs", lambda: ("", 302, {"Location": "docs/swagger"}))


changes.watch(db.session)
