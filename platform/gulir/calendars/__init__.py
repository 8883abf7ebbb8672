"""Due dates for a person's own calendar program: a secret link that may be taken back, and what it gives as iCalendar."""
