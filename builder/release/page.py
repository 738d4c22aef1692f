"""Markdown as one HTML page that stands alone: no script, no font, no picture from elsewhere."""

from string import Template

from markdown_it import MarkdownIt
from markdown_it.token import Token

PAGE = Template("""\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>$title</title>
<style>
:root { color-scheme: light dark; --line: #8885; --mark: #8882; }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; }
nav { position: fixed; inset: 0 auto 0 0; width: 14rem; overflow: auto; padding: 1rem; box-sizing: border-box;
  border-right: 1px solid var(--line); }
nav ul { list-style: none; margin: 0; padding: 0; }
main { margin-left: 14rem; padding: 1rem 2rem 4rem; max-width: 70rem; }
h2 { border-top: 1px solid var(--line); padding-top: 1.5rem; margin-top: 2.5rem; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid var(--line); padding: .3rem .6rem; text-align: left; vertical-align: top; }
td:first-child, code { font-family: ui-monospace, monospace; font-size: .9em; overflow-wrap: anywhere; }
code { background: var(--mark); padding: .1em .3em; border-radius: .2em; }
h2:target { background: var(--mark); }
@media (max-width: 50rem), print {
  nav { position: static; width: auto; border: 0; }
  main { margin: 0; padding: 1rem; } }
</style>
</head>
<body>
<nav aria-label="Contents">
$contents</nav>
<main>
$content</main>
</body>
</html>
""")


def as_page(markdown: str) -> str:
    """Return the page. Its title is the first heading; each heading of the second level has its own words as anchor
    and stands in the table of contents.

    HTML in the Markdown is shown, never obeyed.
    """
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = parser.parse(markdown)
    titles = headings(tokens, "h1")
    sections = headings(tokens, "h2")
    for token, words in sections:
        token.attrSet("id", words)
    return PAGE.substitute(
        title=parser.renderInline(titles[0][1]),
        contents=parser.render("".join(f"- [{words}](#{words})\n" for _, words in sections)),
        content=parser.renderer.render(tokens, parser.options, {}),
    )


def headings(tokens: list[Token], level: str) -> list[tuple[Token, str]]:
    """Return the headings of a level, each with its words."""
    return [
        (token, tokens[at + 1].content)
        for at, token in enumerate(tokens)
        if token.type == "heading_open" and token.tag == level
    ]
