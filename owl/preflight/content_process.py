"""Parse a page in a process of its own, which is killed when the time is over.

Any HTML parser takes hours for some pages of 2 MB: elements nested a hundred thousand deep, or one element with as many
attributes. Within this process it could not be interrupted.
"""

import dataclasses
import json
import subprocess
import sys

from owl.preflight.content import Box, Content, content_of
from owl.preflight.deadline import Deadline
from owl.preflight.unreadable import Unreadable


def parsed(body: bytes, encoding: str | None, url: str, deadline: Deadline) -> Content:
    """Return what a page shows.

    Args:
        body: Its HTML.
        encoding: Its encoding, if the server says.
        url: Its address, from which its links are read.
        deadline: When the parser is killed.

    Raises:
        Unreadable: The parser did not finish, or failed.
    """
    head = json.dumps({"encoding": encoding, "url": url}).encode()
    try:
        done = subprocess.run(  # noqa: S603 - this module, in Python
            [sys.executable, "-P", "-m", __name__],
            input=head + b"\n" + body,
            capture_output=True,
            timeout=deadline.left(),
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Unreadable("its HTML could not be read in the time allowed") from None
    if done.returncode:
        raise Unreadable("its HTML can't be read")
    values = json.loads(done.stdout)
    return Content(
        **values | {"boxes": tuple(Box(**each) for each in values["boxes"]), "links": frozenset(values["links"])}
    )


def _main() -> None:
    head = json.loads(sys.stdin.buffer.readline())
    values = dataclasses.asdict(content_of(sys.stdin.buffer.read(), head["encoding"], head["url"]))
    sys.stdout.write(json.dumps(values | {"links": sorted(values["links"])}))


if __name__ == "__main__":
    _main()
