#!/usr/bin/env python3
"""What a developer types: `python3 dev.py run` and `python3 dev.py test`.

Needs nothing but Python 3.11. It makes the environment `.venv` from the lock files, every package
held to its hash, and keeps it as long as the locks stand still.

    run     make the environment and serve the demo at http://127.0.0.1:8080
    test    also fetch what the tests need, then lint, check types and run every test;
            with arguments, only pytest with these arguments
    bench   measure the server beside a yardstick
    faults  pull plugs and send rubbish, at length
    lock    resolve pyproject.toml into the lock files again
    vendor  refresh what browsers load from others (needs npm)
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
UV = BIN / ("uv.exe" if os.name == "nt" else "uv")
RUNTIME, DEVELOPMENT = ROOT / "requirements.lock", ROOT / "requirements-dev.lock"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
POSTGRESQL = Path("/usr/lib/postgresql")
NGINX = Path("/usr/sbin/nginx")
Words = list[str | Path]
# A file's tests stay together, with the servers they share. What pulls plugs, and what holds a
# house to seconds, is tried afterwards, with nothing beside it but its like.
SIDE_BY_SIDE: Words = ["--numprocesses=2", "--dist=loadfile"]
# A few long ones: whoever has none left takes one of the other's.
ONE_BY_ONE: Words = ["--numprocesses=2", "--dist=worksteal"]
TO_THE_SECOND: Words = [
    *(
        f"tests/faults/test_{those}.py"
        for those in ("clock_off", "nemesis", "paging", "paging_two", "redis_gone")
    ),
    "tests/config/test_workers.py",
]
WHERE_IS_CHROMIUM = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""
LAUNCHER = """#!{python}
import sys
from config.command_line import main
sys.exit(main())
"""


def main() -> None:
    """Do what the first word says."""
    commands: dict[str, Callable[[list[str]], None]] = {
        "run": run,
        "test": test,
        "bench": bench,
        "faults": faults,
        "lock": lock,
        "vendor": vendor,
    }
    if sys.version_info < (3, 11):  # noqa: UP036 -- here an older Python is told so
        stop(f"Brobygger needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    # Without compiled modules every start compiles them anew, whatever this shell prefers.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    words = sys.argv[1:]
    if not words or words[0] not in commands:
        print(__doc__, file=sys.stdout if {"-h", "--help"} & set(words) else sys.stderr)
        sys.exit(0 if {"-h", "--help"} & set(words) else 2)
    try:
        commands[words[0]](words[1:])
    except subprocess.CalledProcessError as failed:
        command = " ".join(str(part) for part in failed.cmd)
        stop(f"This failed with exit code {failed.returncode}: {command}")
    except KeyboardInterrupt:
        sys.exit(130)


def run(arguments: list[str]) -> None:
    """Serve the demo in this process's place, so that signals reach the server itself."""
    environment(RUNTIME)
    hand_over([PYTHON, "-m", "config", "serve", "--demo", *arguments])


def test(arguments: list[str]) -> None:
    """Check and test everything; the linters' failures are kept until pytest has spoken too."""
    environment(DEVELOPMENT)
    os.environ["BROBYGGER_CHROMIUM"] = chromium()
    if sys.platform == "linux":
        command_or_package("strace", "strace", why="a test counts the fdatasync of a commit")
        services()
    pytest: Words = [PYTHON, "-m", "pytest", *arguments]
    if arguments:
        hand_over(pytest)
    node, modules = browser_tools()
    units = sorted(ROOT.glob("tests/**/*.test.js"))
    checks: dict[str, Words] = {
        "ruff": [PYTHON, "-m", "ruff", "check"],
        "format": [PYTHON, "-m", "ruff", "format", "--check"],
        "types": [PYTHON, "-m", "mypy"],
        "floors": [BIN / "lint-imports"],
        "types in the browser": [node, modules / "typescript/bin/tsc", "-p", "chat/web"],
        "units in the browser": [node, "--test", *units],
        "pytest": [*pytest, *SIDE_BY_SIDE, *(f"--ignore={those}" for those in TO_THE_SECOND)],
        "pytest, to the second": [*pytest, *ONE_BY_ONE, *TO_THE_SECOND],
    }
    failed = [name for name, command in checks.items() if not passes(name, command)]
    if failed:
        stop(f"Not clean: {', '.join(failed)}.")


def bench(arguments: list[str]) -> None:
    """Measure; the module itself says what, with `--help`."""
    environment(DEVELOPMENT)
    if "--help" not in arguments and sys.platform == "linux":
        os.environ["BROBYGGER_CHROMIUM"] = chromium()
        services()
        why = "one row measures it as a peer"
        command_or_package("prosody", "prosody", "lua-unbound", why=why)
    hand_over([PYTHON, "-m", "tests.bench", *arguments])


def faults(arguments: list[str]) -> None:
    """Hurt the server on purpose; the module itself says how, with `--help`."""
    environment(DEVELOPMENT)
    if "--help" not in arguments and sys.platform == "linux":
        services()
    hand_over([PYTHON, "-m", "tests.faults", *arguments])


def lock(_: list[str]) -> None:
    """Write the lock files anew: universal, hashed, and without any address of a registry."""
    environment(RUNTIME)
    settings = "--universal --python-version 3.11 --generate-hashes --no-header --no-annotate"
    resolve: Words = [UV, "pip", "compile", "--quiet", "--upgrade", *settings.split()]
    subprocess.run([*resolve, "--group", "bootstrap", "-o", "bootstrap.lock"], cwd=ROOT, check=True)
    project: Words = [*resolve, "pyproject.toml"]
    subprocess.run([*project, "-o", RUNTIME.name], cwd=ROOT, check=True)
    # Held to the runtime's versions, so that what is tested is what runs.
    held = ["--constraints", RUNTIME.name, "--group", "dev"]
    subprocess.run([*project, *held, "-o", DEVELOPMENT.name], cwd=ROOT, check=True)


def vendor(_: list[str]) -> None:
    """Fetch the browser's packages from the npm lock and write them into the tree."""
    npm = command_or_package("npm", "nodejs", "npm", why="vendoring fetches browser packages")
    subprocess.run([npm, "ci", "--ignore-scripts"], cwd=ROOT, check=True)
    subprocess.run([sys.executable, "chat/web/vendor/vendoring.py"], cwd=ROOT, check=True)


def environment(locked: Path) -> None:
    """Make `.venv` hold what this lock says; at once when it already does."""
    stamps = [VENV / f"{DEVELOPMENT.name}.sha256"]
    if locked == RUNTIME:  # the development set contains the runtime's
        stamps.append(VENV / f"{RUNTIME.name}.sha256")
    if not (PYTHON.exists() and any(is_fresh(stamp) for stamp in stamps)):
        say(f"Making the environment .venv from {locked.name} (once for each version of it).")
        install(locked)
        stamp = VENV / f"{locked.name}.sha256"
        stamp.write_text(digest(ROOT / stamp.stem), encoding="utf-8")
    put_on_path()


def is_fresh(stamp: Path) -> bool:
    """Tell whether the lock this stamp was made from still reads the same."""
    return stamp.exists() and stamp.read_text(encoding="utf-8") == digest(ROOT / stamp.stem)


def digest(file: Path) -> str:
    """Return a file's SHA-256, by which a stamp knows it again."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def install(locked: Path) -> None:
    """Let pip install uv, and uv all the rest: a third of the time that pip needs."""
    if not UV.exists():
        if importlib.util.find_spec("ensurepip") is None:
            version = f"python3.{sys.version_info.minor}-venv"
            install_packages(version, why="Debian keeps what makes environments apart from Python")
        subprocess.run([sys.executable, "-m", "venv", VENV], check=True)
        pip: Words = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "--require-hashes", "-r", ROOT / "bootstrap.lock"], check=True)
    uv: Words = [UV, "pip", "install", "--quiet", "--python", PYTHON, "--require-hashes"]
    subprocess.run([*uv, "-r", locked], check=True)


def put_on_path() -> None:
    """Let the environment find this checkout, and give it the command `brobygger`.

    An editable install would need a build backend from outside the lock for these two files.
    """
    pattern = "Lib/site-packages" if os.name == "nt" else "lib/python3.*/site-packages"
    packages = next(VENV.glob(pattern))
    for file, text in {
        packages / "brobygger.pth": f"{ROOT}\n",
        BIN / "brobygger": LAUNCHER.format(python=PYTHON),
    }.items():
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.write_text(text, encoding="utf-8")
            file.chmod(0o755)


def chromium() -> str:
    """Return the browser the tests drive, installing one when there is none."""
    why = "the tests drive the pages in a real browser"
    named = os.environ.get("BROBYGGER_CHROMIUM")
    found = named or next(filter(None, map(shutil.which, BROWSERS)), None)
    if found:
        return found
    if not is_ubuntu():
        return command_or_package("chromium", "chromium", why=why)
    # Ubuntu's package is a snap, which does not run in a container: take Playwright's build.
    say(f"Fetching Chromium with Playwright, because {why}.")
    command: Words = [PYTHON, "-m", "playwright", "install", "--with-deps", "chromium"]
    subprocess.run(command, check=True, stdout=sys.stderr)
    asking: Words = [PYTHON, "-c", WHERE_IS_CHROMIUM]
    return subprocess.run(asking, check=True, capture_output=True, text=True).stdout.strip()


def services() -> None:
    """See to it that the tests can start a PostgreSQL and a Redis of their own."""
    # Debian keeps PostgreSQL's programs off the path.
    if not (shutil.which("initdb") or any(POSTGRESQL.glob("*/bin/initdb"))):
        install_packages("postgresql", why="the store's tests run on SQLite and on PostgreSQL")
    command_or_package("redis-server", "redis-server", why="hints between processes go by Redis")
    # Where Debian keeps it is on root's path only.
    if not (shutil.which("nginx") or NGINX.exists()):
        install_packages("nginx", why="the proxy's configuration is tried with people behind it")


def is_ubuntu() -> bool:
    """Tell whether this is Ubuntu, by the file that says so."""
    about = Path("/etc/os-release")
    return about.exists() and "\nID=ubuntu\n" in f"\n{about.read_text(encoding='utf-8')}"


def browser_tools() -> tuple[str, Path]:
    """Return Node and the packages of the npm lock that checking JavaScript needs."""
    why = "the pages' JavaScript is type-checked and unit-tested"
    node = command_or_package("node", "nodejs", why=why)
    modules = ROOT / "node_modules"
    stamp = modules / "package-lock.json.sha256"
    if not is_fresh(stamp):
        npm = command_or_package("npm", "npm", why=why)
        quiet = ["--omit=dev", "--ignore-scripts", "--loglevel=error"]
        subprocess.run([npm, "ci", *quiet], cwd=ROOT, check=True)
        stamp.write_text(digest(ROOT / stamp.stem), encoding="utf-8")
    return node, modules


def command_or_package(command: str, *packages: str, why: str) -> str:
    """Return where a program is; install its package first when it is missing."""
    found = shutil.which(command)
    if found is None:
        install_packages(*packages, why=why)
        found = shutil.which(command)
    return found or stop(f"{', '.join(packages)} is installed, and still there is no {command}.")


def install_packages(*packages: str, why: str) -> None:
    """Install with apt where we may; else say what to install, and why."""
    names = " ".join(packages)
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        stop(f"Missing: {names}, because {why}. Install it (Debian: sudo apt install {names}).")
    say(f"Installing {names} with apt-get, because {why}.")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run([apt, "update", "-qq"], check=True, env=quiet, stdout=sys.stderr)
    wanted = [apt, "install", "-y", "-qq", "--no-install-recommends", *packages]
    subprocess.run(wanted, check=True, env=quiet, stdout=sys.stderr)


def passes(name: str, command: Words) -> bool:
    """Run one check under its name; tell whether it found nothing."""
    print(f"\n== {name}", flush=True)
    return subprocess.run(command, cwd=ROOT, check=False).returncode == 0


def hand_over(command: Words) -> None:
    """Become this command."""
    sys.stdout.flush()
    if os.name == "nt":
        sys.exit(subprocess.run(command, check=False).returncode)
    os.execv(command[0], [str(part) for part in command])  # noqa: S606 -- no shell wanted


def say(sentence: str) -> None:
    """Speak beside stdout, which belongs to the command that is run."""
    print(sentence, file=sys.stderr, flush=True)


def stop(sentence: str) -> NoReturn:
    """End with a sentence a person can act on."""
    say(sentence)
    sys.exit(1)


if __name__ == "__main__":
    main()
