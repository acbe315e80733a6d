"""Frameworks, inspection tasks and the procedure of each inspection."""
