"""One child process of ours: started in its own group, ended with everything that it started, never outliving us."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from gulir.services.account import Account

PR_SET_PDEATHSIG = 1
AROUND = ("[SQL: ", "[parameters: ", "(Background on this error ")  # what the database's library adds below an error


@dataclass
class Program:
    """What to run, and how it wants to be asked to end. `log` None: it speaks on our own output."""

    name: str
    command: Sequence[str]
    environ: Mapping[str, str]
    stop: signal.Signals = signal.SIGTERM
    log: Path | None = None
    account: Account | None = None
    cwd: Path | None = None
    before: Callable[[], None] = field(default=lambda: None)


class Child:
    """A running Program."""

    def __init__(self, program: Program) -> None:
        self.program = program
        program.before()
        self.started = time.monotonic()
        self.swept = False
        self.process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        program, who = self.program, self.program.account
        out = program.log.open("wb") if program.log else None
        try:
            return subprocess.Popen(
                program.command,
                env=dict(program.environ),
                cwd=program.cwd,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT if out else None,
                start_new_session=True,
                user=who.uid if who else None,
                group=who.gid if who else None,
                extra_groups=[] if who else None,
                preexec_fn=dies_with_parent(program.stop),
            )
        finally:
            if out:
                out.close()

    def is_dead(self) -> bool:
        return self.process.poll() is not None

    def ask(self) -> None:
        """Asks it to end."""
        with suppress(ProcessLookupError):
            self.process.send_signal(self.program.stop)

    def end(self, patience: float) -> None:
        """Waits up to `patience` seconds for its end, then ends whatever is left of its group."""
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(max(patience, 0))
        self.sweep()

    def sweep(self) -> None:
        """Ends by force, once, what it left behind: a server's workers when the server itself was killed."""
        if self.swept:
            return
        self.swept = True
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def last_words(self) -> str:
        """The last line of its log that tells of an error, or just the last."""
        lines = self.program.log.read_text(errors="replace").splitlines() if self.program.log and self.program.log.exists() else []
        spoken = [line for line in lines if line.strip() and not line.startswith(AROUND)] or ["no word why"]
        return next((line for line in reversed(spoken) if "FATAL" in line or "rror" in line), spoken[-1]).strip()


def dies_with_parent(with_signal: signal.Signals) -> Callable[[], None] | None:
    """On Linux the kernel tells a child when its parent was killed; elsewhere the next start ends what lingers."""
    if not sys.platform.startswith("linux"):
        return None
    libc, parent = ctypes.CDLL(None), os.getpid()

    def bind() -> None:
        libc.prctl(PR_SET_PDEATHSIG, with_signal)
        if os.getppid() != parent:  # it died before the call
            os.kill(os.getpid(), with_signal)

    return bind


def remembered(children: Sequence[Child]) -> list[list[float]]:
    """Process numbers with their birth times, so that a later start cannot mistake a stranger for one of ours."""
    found = []
    for child in children:
        with suppress(psutil.NoSuchProcess):
            found.append([child.process.pid, psutil.Process(child.process.pid).create_time()])
    return found


def end_lingering(noted: object) -> None:
    """Ends the groups that a killed start left behind."""
    for number, born in noted if isinstance(noted, list) else []:
        with suppress(psutil.NoSuchProcess, ProcessLookupError, PermissionError):
            if abs(psutil.Process(int(number)).create_time() - born) < 1:
                os.killpg(int(number), signal.SIGTERM)
                psutil.Process(int(number)).wait(10)
