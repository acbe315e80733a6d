"""The visit on site: ratings, problems, photographs, signature, on the phone and at the desk (REG 18)."""
