"""Production refuses to start without its secrets, and passes Django's own deployment check with them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SECRETS = {
    "SECRET_KEY": "x7" * 20 + "Qw9!kz_Lp2#vB",
    "SITE_URL": "https://supervision.example",
    "ALLOWED_HOSTS": "supervision.example",
    "DATABASE_URL": "postgres://nobody:nothing@localhost/none",
    "REDIS_URL": "redis://localhost:6379/0",
}


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run manage.py with this environment alone."""
    keep = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=keep | {"DJANGO_SETTINGS_MODULE": "config.settings"} | environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize("name", SECRETS)
def test_production_refuses_to_start_without(name: str) -> None:
    given = {key: value for key, value in SECRETS.items() if key != name}
    refused = manage("check", **given)
    assert refused.returncode != 0
    assert f"Production needs these environment variables: {name}." in refused.stderr


def test_production_refuses_a_short_secret_key() -> None:
    refused = manage("check", **SECRETS | {"SECRET_KEY": "short"})
    assert refused.returncode != 0
    assert "SECRET_KEY" in refused.stderr


def test_the_key_of_the_demo_is_no_key_for_production() -> None:
    refused = manage("check", **SECRETS | {"SECRET_KEY": "only-for-development-and-the-demo"})
    assert refused.returncode != 0


def test_deployment_check_is_clean() -> None:
    checked = manage("check", "--deploy", "--fail-level", "WARNING", **SECRETS)
    assert checked.returncode == 0, checked.stderr
    assert "no issues" in checked.stdout


def test_production_starts_no_embedded_engine(tmp_path: Path) -> None:
    checked = manage("check", **SECRETS, VAR_DIR=str(tmp_path / "var"))
    assert checked.returncode == 0, checked.stderr
    assert not (tmp_path / "var" / "postgres").exists()
    assert not (tmp_path / "var" / "valkey").exists()


def test_there_is_no_demo_in_production() -> None:
    refused = manage("build_demo", **SECRETS)
    assert refused.returncode != 0
    assert "Unknown command: 'build_demo'" in refused.stderr
