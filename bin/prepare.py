"""Makes .venv hold what the requirements pin: once, safely when interrupted, and one at a time."""

import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"


class CannotPrepare(Exception):
    """Says in one line what is missing and how to get it."""


def prepare(requirements: str) -> None:
    """Installs `requirements` into .venv, unless the last finished installation was of the same text."""
    wanted = digest(requirements)
    if is_ready(requirements, wanted):
        return
    with (ROOT / ".venv.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if is_ready(requirements, wanted):  # another start made it ready while this one waited
            return
        for stamp in VENV.glob(".ready-*"):
            stamp.unlink()
        make_venv()
        install(requirements)
        for name in covered_by(requirements):
            (VENV / f".ready-{name}").write_text(digest(name))


def covered_by(requirements: str) -> tuple[str, ...]:
    """Who has the tests' requirements has the runtime's too."""
    return ("requirements.txt", "requirements-dev.txt") if requirements == "requirements-dev.txt" else ("requirements.txt",)


def digest(requirements: str) -> str:
    """Of every file that `requirements` draws in."""
    return hashlib.sha256(b"".join((ROOT / name).read_bytes() for name in covered_by(requirements))).hexdigest()


def is_ready(requirements: str, wanted: str) -> bool:
    stamp = VENV / f".ready-{requirements}"
    return os.access(VENV / "bin/python", os.X_OK) and stamp.exists() and stamp.read_text() == wanted


def make_venv() -> None:
    if works(VENV / "bin/python"):
        return
    if importlib.util.find_spec("ensurepip") is None:
        install_venv_module()
    print("Making .venv …", file=sys.stderr)
    run(sys.executable, "-m", "venv", "--clear", str(VENV))


def works(python: Path) -> bool:
    probe = "import pip, sys; sys.exit(sys.version_info < (3, 11))"
    return python.exists() and subprocess.run([python, "-c", probe], capture_output=True, check=False).returncode == 0


def install_venv_module() -> None:
    """Debian and Ubuntu ship venv apart; root may fetch it, others are told its name."""
    package = f"python3.{sys.version_info.minor}-venv"
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise CannotPrepare(f"Python's venv module is missing. As root: apt-get install {package}")
    print(f"Installing {package} …", file=sys.stderr)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], capture_output=True, env=environment, check=False)
    found = subprocess.run(["apt-get", "install", "-y", "-qq", package], capture_output=True, env=environment, check=False)
    if found.returncode != 0:
        raise CannotPrepare(f"Python's venv module is missing and apt-get could not install it. Try: apt-get install {package}")


def install(requirements: str) -> None:
    print("Installing what Gulir needs into .venv (once; about a minute) …", file=sys.stderr)
    quiet = ("--quiet", "--no-input", "--disable-pip-version-check")
    run(str(VENV / "bin/python"), "-m", "pip", "install", *quiet, "-r", str(ROOT / requirements))


def run(*command: str) -> None:
    """Runs it, or raises CannotPrepare with the last thing that it complained of."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        complaints = [line for line in (done.stderr + done.stdout).splitlines() if line.strip()]
        errors = [line for line in complaints if line.startswith("ERROR")] or complaints or ["no word why"]
        raise CannotPrepare(f"Could not make .venv: {errors[-1].removeprefix('ERROR: ')}")


if __name__ == "__main__":
    try:
        prepare(sys.argv[1])
    except (CannotPrepare, OSError) as why:
        print(why, file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
