"""Project files: load, save, check, copy. The format is described in ``docs/project-files.md``."""

from compose.files.check import check_project
from compose.files.copying import copy_project
from compose.files.load import load_project
from compose.files.problem import Problem
from compose.files.save import save_project

__all__ = ["Problem", "check_project", "copy_project", "load_project", "save_project"]
