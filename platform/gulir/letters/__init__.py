"""Reminder letters: to whoever holds cases that are stuck, numbered without gaps, printed as PDF, kept, and told in each case's history."""
