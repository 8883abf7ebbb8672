"""For how long somebody may be stood in for. The platform's own practice: no published rule of the programme says anything of it."""

ABSENCE = {"longest_days": 31}
