"""Find phrases that are written differently here: `python -m tools.prose [--count] [PATH ...]`.

Without a path it checks the paths that `house_words.yaml` lists. `python -m tools.prose .` checks everything.
"""

import argparse
import sys
from collections import Counter
from pathlib import Path

from tools.prose.texts import files
from tools.prose.words import REPOSITORY, find, house_words


def main() -> None:
    """Print the findings, and exit with 1 if there are any."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH")
    parser.add_argument("--count", action="store_true", help="print the number of findings per folder")
    options = parser.parse_args()
    house = house_words()
    paths = options.paths or [REPOSITORY / path for path in house.checked]
    if missing := [str(path) for path in paths if not path.exists()]:
        parser.error(f"no such file or folder: {', '.join(missing)}")
    checked = files(paths, [REPOSITORY / path for path in house.unchecked])
    findings = [finding for file in checked for finding in find(file, house.words)]
    if options.count:
        folders = Counter("/".join(finding.file.parts[:-1][:2]) or str(finding.file) for finding in findings)
        print("".join(f"{count:5} {folder}\n" for folder, count in folders.most_common()), end="")
    else:
        print("".join(f"{finding}\n" for finding in findings), end="")
    if findings:
        sys.exit(f"{len(findings)} phrases to rewrite; docs/style.md explains the style")


if __name__ == "__main__":
    main()
