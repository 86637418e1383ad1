"""Pages: self-contained HTML that plays in a browser from a folder, with no server."""
