"""Giliran Anda: what waits for the one who looks, and what waits for others."""
