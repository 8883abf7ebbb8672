"""What people see: the shell of the site, its security, its languages, and one folder for each area of pages."""
