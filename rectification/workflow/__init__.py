"""What may follow what: the tables of states and steps, pure data, a file for each subject."""
