"""Everything that draws: the windows of the desk and its printed pages. Qt is known here and to the start-up alone."""
