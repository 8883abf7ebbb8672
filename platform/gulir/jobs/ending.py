"""Whether this process was asked to end: a job that does one thing after the other then stops between two, and leaves the rest to the next worker."""

import threading

ASKED = threading.Event()
