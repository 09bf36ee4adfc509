"""What a document and its rows look like in a notebook: HTML that is safe whatever the document says, and runs no script."""
