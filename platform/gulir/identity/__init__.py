"""Who people are, what they may do, and how they prove it: persons, memberships, sessions, passwords, second factors, links."""
