"""What is raised of a table nobody can use: apart, so that hearing of it loads no numpy."""


class TableError(ValueError):
    """The table cannot be used; the message says why."""
