"""Absence: a person lends some rights of their seat to a colleague for a time; the colleague chooses to act for them, and both names stand under it."""
