"""Official documents as real PDF files: words, faces, places in millimetres."""
