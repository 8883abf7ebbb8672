"""Cases: looking at one, taking a step, opening one; the only way from a screen, a command or a job to the door."""
