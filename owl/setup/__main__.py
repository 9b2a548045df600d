"""`python -m owl.setup`: run `owl setup` without loading the other commands."""

import sys

from owl.failure import Failure
from owl.setup.clone import set_up
from project import NoProject, project_directory

if __name__ == "__main__":
    try:
        set_up(project_directory())
    except (Failure, NoProject, OSError) as error:
        sys.exit(f"owl: {error}")
    except KeyboardInterrupt:
        sys.exit("interrupted: run `make setup` again to continue")
