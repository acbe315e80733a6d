"""The register of official documents: frozen on issue, built as PDF, received."""
