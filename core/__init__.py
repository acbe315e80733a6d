"""What every app stands on: workflows, audit, calendar, numbers, files, notifications and page rendering."""
