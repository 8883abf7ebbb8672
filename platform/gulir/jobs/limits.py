"""How long things may take, and how often they are tried."""

# One worker that listens to all takes them in this order: what waits for other people's servers, and long reports, wait for notices, never they for it.
QUEUES = ("notices", "deadlines", "deliveries", "reports")
FORKED = ("reports",)  # a job of these has a process of its own; starting one costs more than a notice does
LEASE = 60  # seconds that a sent row is left alone; then it is looked at again
JOB_TIMEOUT = 45  # seconds; shorter than the lease, so that a running job is not sent twice
LONG_TIMEOUT = 1800  # seconds for a report or another long piece of work, which renews a lease of its own
TASK_LEASE = 90  # seconds that a task is left alone after its worker said how far it is; far longer than any one statement may take
TASK_STARTS = 3  # of one task, before it has failed
TASK_KEY_MINUTES = 40  # longer than any job may run
MOST_ATTEMPTS = 8  # starts of one job before it counts as dead
KEY_MINUTES = 5  # life of the key that a job acts by
BATCH = 200  # rows claimed at once
PARCEL = 20  # rows that one job takes together
PARCEL_TIME = 20  # seconds; rows of a parcel that are not begun by then go back
WORKER_TTL = 30
MONITORING = 5
MAINTENANCE = 15
LONGEST_PAUSE = 30.0  # seconds between tries while a service is away


def pause_after(attempts: int) -> int:
    """Seconds until a job that failed `attempts` times is tried again: 2, 4, 8 … at most an hour."""
    return min(2 ** min(attempts, 12), 3600)
