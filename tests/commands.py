"""Commands of the program, run as a user runs them."""

import re

from click.testing import CliRunner

from claimledger.cli import main


def run(*arguments):
    """The result of a command; an exception that is not an exit fails the test."""
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def fails(*arguments):
    """The message of a command that fails as it should: exit code 1, four parts, nothing on standard output."""
    result = run(*arguments)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert re.match(r"error: .*\n  found: .*\n  expected: .*\n  to do: ", result.stderr, re.DOTALL)
    return result.stderr
