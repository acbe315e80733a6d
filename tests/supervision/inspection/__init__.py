"""Tests of the subject inspection."""
