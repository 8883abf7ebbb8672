"""Work that nobody waits for: what the door put into the outbox, and what the clock does by itself."""

from gulir.jobs.registry import Work, job

__all__ = ["Work", "job"]
