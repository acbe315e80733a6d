"""People, organisations, who may act for whom, and the county's settings."""
