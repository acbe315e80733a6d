"""One builder for each kind of document: from its facts to its content."""
