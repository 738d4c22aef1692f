"""Errors that a user can act on. Every stage raises these for bad input; programmer mistakes raise Python's own."""


class ClaimledgerError(Exception):
    """An error that tells where it is, what was found there, what was expected and what to do next.

    All four parts are plain sentences or phrases; characters that no file can hold (lone surrogates) are escaped.
    """

    def __init__(self, where: str, found: str, expected: str, remedy: str) -> None:
        """Keep the four parts as attributes of the same names."""
        parts = tuple(part.encode("utf-8", "backslashreplace").decode() for part in (where, found, expected, remedy))
        super().__init__(*parts)  # the same arguments, so that the error survives pickling between processes
        self.where, self.found, self.expected, self.remedy = parts

    def __str__(self) -> str:
        """Four lines: where, found, expected, what to do."""
        return f"{self.where}\n  found:    {self.found}\n  expected: {self.expected}\n  to do:    {self.remedy}"
