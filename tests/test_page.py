"""The data dictionary to read in a browser: whole, with anchors, and in need of nothing else."""

import re

import pytest
from lxml import html

from claimledger.release.dictionary import dictionary_text
from claimledger.release.page import as_page
from claimledger.schemas import TABLE_NAMES, table


@pytest.fixture(scope="module")
def page():
    return html.document_fromstring(as_page(dictionary_text()))


def test_page_has_a_row_for_every_column_of_every_table(page):
    for name in TABLE_NAMES:
        (heading,) = page.xpath(f"//h2[@id='{name}']")
        rows = heading.xpath("following-sibling::table[1]/tbody/tr/td[1]/text()")
        assert rows == list(table(name).columns)


def test_every_link_of_the_page_leads_to_an_anchor_in_it(page):
    links = page.xpath("//a/@href")
    anchors = {f"#{anchor}" for anchor in page.xpath("//@id")}
    assert len(links) >= 2 * len(TABLE_NAMES)
    assert set(links) <= anchors


def test_contents_list_every_table_in_order(page):
    assert page.xpath("//nav//a/text()") == list(TABLE_NAMES)


def test_page_asks_for_nothing_from_elsewhere(page):
    assert page.xpath("//script | //link | //img | //iframe") == []
    assert not re.search(r"url\(|@import", page.xpath("string(//style)"))


def test_markup_in_the_words_is_shown_and_not_obeyed():
    text = as_page("# A & B\n\n## x\n\n| a |\n|---|\n| <script>alert(1)</script> $content |\n")
    assert "<script>" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; $content" in text
    assert "<title>A &amp; B</title>" in text


def test_release_holds_the_page(built):
    assert (built / "data-dictionary.html").read_text(encoding="utf-8") == as_page(dictionary_text())
