"""Settings, embedded engines, health pages and logs."""
