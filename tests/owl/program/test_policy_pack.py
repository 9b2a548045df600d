"""Whether the pack runs, told by the processes."""

from owl.program.policy_pack import Process, has_own_levels, pack_is_running, runs_pack

ENGINE = Process(10, 1, ("pulumi", "up"))
LANGUAGE_HOST = Process(11, 10, ("pulumi-language-python-host", "127.0.0.1:4000"))
PACK = ("/project/.venv/bin/python", "-u", "-m", "policies", "127.0.0.1:4000")


def test_the_pack_of_the_same_engine_counts() -> None:
    """The engine has started both the language host and the pack."""
    assert runs_pack(LANGUAGE_HOST.pid, [ENGINE, LANGUAGE_HOST, Process(12, ENGINE.pid, PACK)])


def test_no_other_process_counts() -> None:
    """Neither another engine's pack, nor a pack of another kind, nor no process at all."""
    others = Process(12, 99, PACK), Process(13, ENGINE.pid, ("python", "-m", "another_pack"))

    assert not runs_pack(LANGUAGE_HOST.pid, [ENGINE, LANGUAGE_HOST, *others])
    assert not runs_pack(LANGUAGE_HOST.pid, [])


def test_levels_given_to_the_engine_are_noticed() -> None:
    """Then the project's settings don't say what the engine will refuse."""
    given = Process(ENGINE.pid, 1, ("pulumi", "up", "--policy-pack-config=levels.json"))

    assert has_own_levels(LANGUAGE_HOST.pid, [given, LANGUAGE_HOST])
    assert not has_own_levels(LANGUAGE_HOST.pid, [ENGINE, LANGUAGE_HOST])


def test_the_processes_of_this_machine_are_read() -> None:
    """A test has no pack."""
    assert not pack_is_running()
