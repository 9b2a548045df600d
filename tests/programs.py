"""Substitutes for programs that a machine may or may not have."""

from pathlib import Path


def program(directory: Path, name: str, *lines: str) -> Path:
    """Write a shell script to disk as a program of that name."""
    directory.mkdir(parents=True, exist_ok=True)
    path = directory / name
    path.write_text("\n".join(["#!/bin/sh", *lines, ""]))
    path.chmod(0o755)
    return path


def engine(directory: Path, version: str, *, language_host: bool = True) -> Path:
    """Write an engine to disk that only answers `pulumi version`; return its directory."""
    program(directory, "pulumi", f"echo v{version}")
    if language_host:
        program(directory, "pulumi-language-python")
        program(directory, "pulumi-language-python-exec")
        program(directory, "pulumi-resource-pulumi-python")
    return directory
