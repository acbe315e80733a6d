"""The pages of the subject appraisal, one noun per file."""
