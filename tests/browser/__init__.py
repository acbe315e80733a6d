"""Journeys in a real Chromium, on a real server with a real worker: what a person would do, and what they would see."""
