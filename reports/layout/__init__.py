"""The page of an official document by GB/T 9704: content, faces, lines, PDF and HTML."""
