import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.training.sources.table import read_table
from config.errors import BadDataset

Write = Callable[..., Path]


def cells(path: Path) -> list[tuple[object, ...]]:
    return [row.cells for row in read_table(path).rows]


def test_csv_knows_quotes_line_breaks_and_a_byte_order_mark(write: Write) -> None:
    path = write("a.csv", '\ufefftext,label\n"좋아, ""정말""\n좋아",기쁨\n싫어,화남\n')
    table = read_table(path)
    assert table.columns == ("text", "label")
    assert [row.cells for row in table.rows] == [('좋아, "정말"\n좋아', "기쁨"), ("싫어", "화남")]
    assert [row.number for row in table.rows] == [3, 4]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_finds_its_separator(write: Write, separator: str) -> None:
    path = write("a.csv", f"text{separator}label\na{separator}b\n")
    assert cells(path) == [("a", "b")]


def test_a_korean_spreadsheet_s_csv_is_read(write: Write) -> None:
    path = write("a.csv", "문장,감정\r\n똠방각하 펲시콜라,기쁨\r\n", encoding="cp949")
    assert cells(path) == [("똠방각하 펲시콜라", "기쁨")]


def test_bytes_that_are_no_text_are_refused_with_their_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("text,label\n좋아,기쁨\n".encode() + b"\xff\xff\xff,x\n")
    with pytest.raises(BadDataset, match=r"a\.csv, row 3"):
        read_table(path)


def test_quotation_marks_of_a_tsv_belong_to_the_text(write: Write) -> None:
    path = write("a.tsv.gz", 'text\tlabel\r\n"좋아\t1\r\n싫"어"\t0\r\n\r\n')
    assert cells(path) == [('"좋아', "1"), ('싫"어"', "0")]


def test_a_row_with_too_many_columns_is_named(write: Write) -> None:
    path = write("a.tsv", "text\tlabel\n좋아\t1\n싫어\t0\t2\n")
    with pytest.raises(BadDataset, match=r"a\.tsv, row 3: 3 columns where 2 are wanted"):
        read_table(path)


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "a.jsonl.gz"])
def test_json_lines_may_leave_fields_out(write: Write, name: str) -> None:
    path = write(name, '{"text": "좋아", "label": ["기쁨", "놀람"]}\n\n{"label": null}\n')
    table = read_table(path)
    assert table.columns == ("text", "label")
    assert [row.cells for row in table.rows] == [("좋아", ["기쁨", "놀람"]), (None, None)]
    assert [row.number for row in table.rows] == [1, 3]


def test_a_line_that_is_no_json_is_named(write: Write) -> None:
    with pytest.raises(BadDataset, match=r"a\.jsonl, row 2: no JSON"):
        read_table(write("a.jsonl", '{"text": "a"}\n{"text": \n'))
    with pytest.raises(BadDataset, match=r"a\.jsonl, row 1: no object"):
        read_table(write("a.jsonl", "3\n"))


def test_json_is_a_list_of_objects(write: Write) -> None:
    rows = [{"text": "좋아", "label": 1}, {"text": "싫어", "label": 0}]
    assert cells(write("a.json", json.dumps(rows))) == [("좋아", 1), ("싫어", 0)]
    with pytest.raises(BadDataset, match="a list of objects is wanted"):
        read_table(write("b.json", '{"text": []}'))


def test_parquet_keeps_lists(write_parquet: Write) -> None:
    path = write_parquet("a.parquet", {"text": ["좋아", None], "labels": [["기쁨"], []]})
    table = read_table(path)
    assert table.columns == ("text", "labels")
    assert [row.cells for row in table.rows] == [("좋아", ["기쁨"]), (None, [])]


def test_excel_skips_empty_rows_and_counts_as_excel_does(write_excel: Write) -> None:
    path = write_excel("a.xlsx", [["문장", "라벨"], ["좋아", 1], [None, None], [12.5]])
    table = read_table(path)
    assert table.columns == ("문장", "라벨")
    assert [(row.number, row.cells) for row in table.rows] == [(2, ("좋아", 1)), (4, (12.5, None))]


@pytest.mark.parametrize("name", ["a.xlsx", "a.parquet"])
def test_a_file_that_is_not_what_its_name_says_is_named(write: Write, name: str) -> None:
    with pytest.raises(BadDataset, match=f"{name} is no (Excel|Parquet) file"):
        read_table(write(name, "text,label\n"))


def packed(text: bytes) -> bytes:
    return gzip.compress(text, mtime=0)  # whoever collects the tests a second later sees the same


@pytest.mark.parametrize(
    "raw", [b"text,label\n", packed(b"text,label\n")[:-9], packed(b"")[:10] + b"\xff"]
)
def test_a_broken_archive_is_named(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "a.csv.gz"
    path.write_bytes(raw)
    with pytest.raises(BadDataset, match=r"a\.csv\.gz cannot be read"):
        read_table(path)


@pytest.mark.parametrize("text", ["", "text,label\n"])
def test_an_empty_table_is_refused(write: Write, text: str) -> None:
    with pytest.raises(BadDataset, match=r"a\.csv (is empty|has no rows)"):
        read_table(write("a.csv", text))


def test_another_kind_of_file_is_refused(write: Write) -> None:
    with pytest.raises(BadDataset, match=r"a\.xls is none of \.csv"):
        read_table(write("a.xls", ""))
