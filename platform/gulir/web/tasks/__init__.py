"""Files that take long: asking for one, how far it is, and fetching it."""
