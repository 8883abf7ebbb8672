"""Papers: the files of documents, served as what they are and never run."""
