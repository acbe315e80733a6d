"""What people of the corps are told by inbox and e-mail, one noun per file."""
