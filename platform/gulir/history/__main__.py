"""Verifies an evidence pack with Python alone: PYTHONPATH=platform python -m gulir.history FILE."""

import json
import sys
from pathlib import Path

from gulir.history.pack import check


def main(path: str) -> int:
    """Prints what is wrong; 0 when the pack is whole."""
    wrong = list(check(json.loads(Path(path).read_text())))
    sys.stdout.write("\n".join(wrong or ["The pack is whole."]) + "\n")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
