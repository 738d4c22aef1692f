"""The command line: a thin layer over functions of the same verbs. Data to standard output, words to standard error.

What a command needs is imported when it runs, so that `--help` answers at once.
"""

from typing import Any

import click

from claimledger.commands import asking, checking, making
from claimledger.errors import ClaimledgerError


class Commands(click.Group):
    """Commands whose errors are for the user: the message on standard error, exit code 1, no traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except ClaimledgerError as error:
            click.echo(f"error: {error}", err=True)
        except BrokenPipeError:
            raise  # click ends quietly when the reader of a pipe has left
        except OSError as error:
            where = str(error.filename or "the system")
            found, expected = f"the system's error: {error.strerror or error}", "a file or folder that can be used"
            remedy = "Check that there is room, and that this place may be read and written."
            click.echo(f"error: {ClaimledgerError(where, found, expected, remedy)}", err=True)
        ctx.exit(1)


@click.group("claimledger", cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="claimledger")
def main() -> None:
    """Read reporting about armed conflict; get every figure with its speaker, hedge, place and exact words.

    \b
    A first look, with the sample that comes with the program:
      claimledger build
      claimledger compare troops
    """


for command in (
    *(making.build, making.release, making.extract),
    *(checking.validate, checking.verify, checking.diff, checking.hydrate),
    *(asking.query, asking.compare, asking.show, asking.explain),
):
    main.add_command(command)
