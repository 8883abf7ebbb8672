"""Long work that somebody asks for and need not wait for: asked on a page, done by a worker under the asker's own rights, fetched from a page."""
