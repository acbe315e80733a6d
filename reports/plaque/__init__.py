"""Plaques of school gates as print files, and the public page behind their code."""
