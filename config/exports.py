"""When a file is made beside the pages, how large it may be, and how long it is kept."""

EXPORTS = {
    "at_once": 2000,  # cases that a file covers; more of them are gone through as a task, which can be left
    "largest": 200_000,  # rows; more are refused, with the advice to filter
    "days_kept": 3,
    "open_at_once": 3,  # tasks of one person in one city that wait or run
    "source": "own practice of the platform, no published rule",
}
