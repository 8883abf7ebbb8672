"""Finds the browser for the browser tests, or gets it where apt and root allow."""

import os
import shutil
import subprocess

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find() -> str | None:
    return os.environ.get("GULIR_CHROMIUM") or next((path for name in NAMES if (path := shutil.which(name))), None)


def find_or_install() -> str | None:
    """None, after a line that says how to get it, when there is none to be had."""
    if not (found := find()) and os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing Chromium for the browser tests …", flush=True)
        environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for words in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-dejavu-core"]):
            subprocess.run(["apt-get", *words], env=environ, capture_output=True, check=False)
        found = find()
    if not found:
        print("No Chromium: browser tests are skipped. To have them, as root: apt-get install chromium", flush=True)
    return found
