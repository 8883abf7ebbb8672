"""When a case counts as stuck that nothing holds up and no deadline binds."""

STUCK = {"days_without_a_term": 30, "source": "own practice of the platform, no published rule"}
