"""Official documents, inspection reports, their publication and the public portal."""
