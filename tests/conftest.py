"""One app and one database for the run, emptied before each test; people and productions made in a line.

The database is SQLite unless BACKLOT_TEST_DATABASE holds a PostgreSQL address: the same tests pass on both.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings as hypothesis_settings
from sqlalchemy import create_engine, make_url

from backend.app import create_app
from backend.core.db import Base, db
from backend.core.limits import limiter
from backend.core.migrate import migrate
from backend.domains import load_models
from backend.settings import Settings, load
from tests.people import Studio

# In CI a change is judged by the same generated examples as the change before it; at home they are new every time.
hypothesis_settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    hypothesis_settings.load_profile("ci")


LONGEST = "test_schemathesis.py"  # of several workers one tries the contract while the others do all the rest


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Browsers last: Playwright leaves an event loop running, and other tests start their own. The longest file first.

    A run on another database is for the tests that use the database; the others would only say the same again.
    """
    items.sort(key=lambda item: (item.get_closest_marker("browser") is not None, item.path.name != LONGEST))
    for item in items:  # for `-n 2`: a file stays on one worker, and the channels of the one Redis are not shared
        shared = "redis" if "redis" in item.path.name or item.path.name == "test_postgres.py" else str(item.path)
        item.add_marker(pytest.mark.xdist_group(shared))
    if os.environ.get("BACKLOT_TEST_DATABASE"):
        other = [item for item in items if "app" not in getattr(item, "fixturenames", ())]
        config.hook.pytest_deselected(items=other)
        items[:] = [item for item in items if item not in set(other)]


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of the test installation, with a data folder of its own."""
    url = _own_database(os.environ.get("BACKLOT_TEST_DATABASE", ""))
    made = load({}, data_dir=tmp_path_factory.mktemp("data"), environment="test", database_url=url, run_jobs=False)
    if url:
        _empty_postgres(url)
    migrate(made)
    return made


@pytest.fixture(scope="session")
def app(settings: Settings) -> Iterator[Any]:
    """The one app of the run."""
    made = create_app(settings)
    load_models()  # also of domains that have no route yet
    yield made
    with made.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def clean(app: Any) -> Iterator[None]:
    """An empty database and fresh rate limits."""
    with app.app_context(), db.engine.connect().execution_options(writing=True) as connection:
        for table in reversed(Base.metadata.sorted_tables):  # of few rows: TRUNCATE takes 60 times as long
            connection.exec_driver_sql(f'DELETE FROM "{table.name}"')
        connection.commit()
    limiter.reset()
    yield
    with app.app_context():
        db.session.remove()


@pytest.fixture
def studio(app: Any, clean: None) -> Studio:
    """People and productions, one line each; see tests/people.py."""
    return Studio(app)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real inputs that are not part of the project; tests that need them skip where they are not laid out."""
    folder = Path(__file__).resolve().parents[2] / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the folder of real inputs is not here")
    return folder


@pytest.fixture(scope="session")
def template_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite database at the newest schema, for tests that start servers of their own."""
    made = load({}, data_dir=tmp_path_factory.mktemp("template"), environment="test")
    migrate(made)
    return made.data_dir / "backlot.db"


def _own_database(url: str) -> str:
    """The address itself, or for one of several workers that of a database of its own beside it."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    if not url or not worker:
        return url
    own = make_url(url).set(database=f"{make_url(url).database}_{worker}")
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f'DROP DATABASE IF EXISTS "{own.database}"')
        connection.exec_driver_sql(f'CREATE DATABASE "{own.database}"')
    engine.dispose()
    return own.render_as_string(hide_password=False)


def _empty_postgres(url: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")
    engine.dispose()
