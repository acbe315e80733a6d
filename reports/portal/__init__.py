"""The public portal: reports, remedies, schools, the check of a document."""
