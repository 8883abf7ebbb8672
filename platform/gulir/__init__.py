"""Gulir: the machinery that moves cases from desk to desk."""
