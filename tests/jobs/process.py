"""One background process for tests that kill it: `python -m tests.jobs.process COMMAND ADDRESSES [options]`, with jobs that can be caught in the middle."""

import json
import sys
from pathlib import Path

from flask.cli import ScriptInfo

from gulir.acting.databases import open_databases
from gulir.commands.background import COMMANDS
from gulir.jobs import relay, running
from gulir.jobs.registry import BY_TOPIC
from tests import services
from tests.faults import fickle
from tests.jobs import ground

TOPICS_KNOWN = ground and "test-slow" in BY_TOPIC
LEASE = 2  # seconds; a test can wait for it


def main(command: str, addresses: dict[str, str], *options: str) -> None:
    """Runs a command of the product on the test's services, with a lease that a test can wait for unless they name another."""
    running.LEASE = lease = int(addresses.get("lease", LEASE))
    (relay.Relay.__init__.__kwdefaults__ or {})["lease"] = lease
    if "outward" in addresses:
        fickle.lead_to(addresses["outward"])
    database = services.TestDatabase(addresses["superuser"], addresses["name"])
    settings = services.settings(database, addresses["redis"], Path(addresses["instance"]))
    databases = open_databases(settings.database_url, settings.signin_url, settings.relay_url)
    app = services.application(settings, databases)
    app.extensions["gulir.schedule"] = ({"name": "anchor", "every": "day", "at": "00:00"}, {"name": "overdue", "every": "hour"})
    chosen = next(one for one in COMMANDS if one.name == command)
    chosen.main(list(options), obj=ScriptInfo(create_app=lambda: app), standalone_mode=True)


if __name__ == "__main__":
    assert TOPICS_KNOWN
    main(sys.argv[1], json.loads(sys.argv[2]), *sys.argv[3:])
