"""When the clock reminds and whom it tells when nobody acts. Days are working days of the city, counted from the day on which a case is due.

`step` remind tells those whose turn it is, escalate the next rung of the ladder: whoever took the case on, the city's programme manager, the UPC
secretariat. `every`: again after each so many days. `held` counts from the day on which an obstacle stopped the case's time, `team` and `teamless` from the
one on which the last who could act leaves the team of an advocacy case: the programme manager hears of it too.
Source: own practice of the platform; no published rule says when to remind or whom to tell.
"""

LADDER = (
    {"step": "remind", "rung": "before", "days": -3},
    {"step": "remind", "rung": "on", "days": 0},
    {"step": "remind", "rung": "after", "days": 1},
    {"step": "escalate", "rung": "assignee", "days": 3},
    {"step": "escalate", "rung": "manager", "days": 5},
    {"step": "escalate", "rung": "secretariat", "days": 10},
    {"step": "remind", "rung": "after", "days": 30, "every": 20},
    {"step": "remind", "rung": "held", "days": 20, "every": 20},
    {"step": "remind", "rung": "team", "days": -10},
    {"step": "remind", "rung": "team", "days": -3},
    {"step": "remind", "rung": "teamless", "days": 0, "every": 20},
)
