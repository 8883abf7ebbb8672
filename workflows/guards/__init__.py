"""The conditions of the programme's steps, by subject."""
