"""Who is told what, and by which way: in the app and by e-mail."""
