"""The two commands' machinery: embedded PostgreSQL and Redis, the supervisor, and errors told in one line."""
