import base64
from pathlib import Path

from bot.training.reports.pages import page, plain

_PNG = b"\x89PNG\r\n\x1a\n not much of a picture"


def test_a_page_holds_its_pictures_and_fetches_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(_PNG)
    html = page("# A & B\n\n![what it shows](a.png)\n\n| a | b |\n|---|---|\n| 1 | 2 |\n", tmp_path)
    inside = base64.b64encode(_PNG).decode()
    assert f'<img src="data:image/png;base64,{inside}" alt="what it shows"' in html
    assert "<title>A &amp; B</title>" in html
    assert "<td>1</td>" in html
    assert "http" not in html


def test_a_name_is_neither_markdown_nor_html(tmp_path: Path) -> None:
    name = "a_b_c|*d*\n<script>alert(1)</script> [x](http://y) `z`"
    html = page(f"# t\n\n| {plain(name)} |\n|---|\n", tmp_path)
    shown = "a_b_c|*d* &lt;script&gt;alert(1)&lt;/script&gt; [x](http://y) `z`"
    assert f"<th>{shown}</th>" in html
