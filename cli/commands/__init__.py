"""The sub-commands, one a file: each module holds a ``COMMAND`` (listed in ``cli.table``)."""
