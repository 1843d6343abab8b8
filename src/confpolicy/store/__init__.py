"""What was compiled, kept on disk: a folder that only the user can write, and a form in which no code is."""
