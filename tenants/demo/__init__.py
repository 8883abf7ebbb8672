"""The demo: the deck's own data, and a cast of invented people who carry it through the doors."""
