"""What bin/serve, bin/flask and bin/test become once .venv is ready."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from gulir.services.commanding import flask
from gulir.services.errors import told_in_one_line
from gulir.services.serving import serve
from gulir.services.testing import run_tests


def main(words: Sequence[str]) -> int:
    root = Path(os.environ.get("GULIR_ROOT") or Path(__file__).parents[3])
    command, *rest = words
    if command == "serve":
        serve(root, rest)
        return 0
    if command == "flask":
        return flask(root, rest)
    return run_tests(root, rest)


if __name__ == "__main__":
    with told_in_one_line():
        sys.exit(main(sys.argv[1:]))
