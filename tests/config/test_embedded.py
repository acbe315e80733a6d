"""The embedded engines: many processes start at once and share one, and a killed one comes back with its data."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., str]
StartPython = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def start_python(tmp_path: Path) -> StartPython:
    """Start Python at the root of the project, with engines of its own."""

    def start(*arguments: str) -> subprocess.Popen[str]:
        environment = os.environ | {"VAR_DIR": str(tmp_path / "var")}
        return subprocess.Popen(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    return start


@pytest.fixture
def engines(start_python: StartPython) -> Iterator[Run]:
    """Run one command of `python -m config.embedded` and return what it printed; nothing is left running."""

    def run(*arguments: str) -> str:
        process = start_python("-m", "config.embedded", *arguments)
        output, _ = process.communicate(timeout=120)
        assert process.returncode == 0, output
        return output

    yield run
    run("stop")


def postmaster(tmp_path: Path) -> int:
    """Return the process id that PostgreSQL wrote down."""
    return int((tmp_path / "var" / "postgres" / "postmaster.pid").read_text().split()[0])


def run_sql(sql: str, database: str = "supervision") -> tuple[str, str]:
    """Return the arguments that make Python print what a statement returns."""
    return "-c", f"from config import embedded; print(embedded.psql({sql!r}, database={database!r}))"


def test_processes_that_start_at_once_share_one_engine(engines: Run, start_python: StartPython) -> None:
    crowd = [start_python("-m", "config.embedded", "start") for _ in range(5)]
    printed = "".join(process.communicate(timeout=120)[0] for process in crowd)

    assert sorted(printed.split()) == ["postgres", "valkey"]
    assert engines("status").count("runs until `python -m config.embedded stop`") == 2
    assert engines("stop").split() == ["postgres", "valkey"]
    assert engines("status").splitlines() == ["PostgreSQL: stopped", "Valkey: stopped"]


def test_killed_engines_come_back_with_their_data(engines: Run, start_python: StartPython, tmp_path: Path) -> None:
    address = "import redis; from config import embedded; client = redis.Redis.from_url(embedded.redis_url());"
    engines("start")
    start_python(*run_sql("CREATE TABLE kept AS SELECT 1")).communicate(timeout=120)
    start_python("-c", f"{address} client.set('kept', 1)").communicate(timeout=120)
    time.sleep(1.2)  # Valkey writes its log to disk every second

    os.kill(postmaster(tmp_path), signal.SIGKILL)
    for process in psutil.process_iter(["name", "cwd"]):
        if process.info["name"] == "valkey-server" and process.info["cwd"] == str(tmp_path / "var" / "valkey"):
            process.kill()

    assert engines("start").split() == ["postgres", "valkey"]
    assert start_python(*run_sql("TABLE kept")).communicate(timeout=120)[0].split() == ["1"]
    assert start_python("-c", f"{address} print(client.get('kept'))").communicate(timeout=120)[0] == "b'1'\n"


def test_a_process_id_taken_by_somebody_else_is_not_the_server(engines: Run, tmp_path: Path) -> None:
    engines("start")
    engines("stop", "postgres")
    stale = tmp_path / "var" / "postgres" / "postmaster.pid"
    stale.write_text(f"{os.getpid()}\n{stale.parent}\n0\n5432\n{tmp_path}\n\n0 0\nready\n")

    assert engines("start").split() == ["postgres"]
    assert postmaster(tmp_path) != os.getpid()


def test_reset_empties_the_application_and_leaves_other_databases(engines: Run, start_python: StartPython) -> None:
    engines("start")
    # Search in two-character words needs a locale that knows Chinese letters.
    trigrams = "CREATE EXTENSION pg_trgm; SELECT 'trigrams', array_length(show_trgm('督导'), 1)"
    assert start_python(*run_sql(trigrams)).communicate(timeout=60)[0].split()[-1] == "trigrams|3"
    start_python(*run_sql("CREATE DATABASE test_kept", "postgres")).communicate(timeout=60)

    engines("reset")

    extensions = start_python(*run_sql("SELECT extname FROM pg_extension")).communicate(timeout=60)[0]
    assert extensions.split() == ["plpgsql"]
    databases = start_python(*run_sql("SELECT datname FROM pg_database", "postgres")).communicate(timeout=60)[0]
    assert "test_kept" in databases.split()
