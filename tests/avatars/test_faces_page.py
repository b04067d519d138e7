import runpy
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"


def test_the_page_of_faces_is_up_to_date():
    page = runpy.run_path(str(DOCS / "faces.py"))["page"]
    assert (DOCS / "faces.md").read_text("utf-8") == page()
