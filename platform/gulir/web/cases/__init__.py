"""Cases: their list, the page of one, the forms of its steps, and a new one."""
