"""What the clock does by itself. every: minute, hour, or day (then `at`, in the city's own time). For each open city; `house` things once for all."""

SCHEDULE = (
    {"name": "mail", "every": "minute"},
    {"name": "letters", "every": "minute"},
    {"name": "calendar", "every": "minute"},
    {"name": "tasks", "every": "hour"},
    {"name": "overdue", "every": "hour"},
    {"name": "anchor", "every": "day", "at": "01:00"},
    {"name": "expired", "every": "hour", "house": True},
)
