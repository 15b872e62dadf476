"""Tables that a PDF declares: rows and cells as declared, whatever is drawn around them, and columns only where they are certain."""

from __future__ import annotations

import pytest

pytest.importorskip("pypdfium2")

from test_pdf import Element, codes, grids, made, read, text, texts

COLUMNS = (60.0, 220.0, 330.0, 440.0)


def cell(*inside: Element | tuple[int, int], kind: str = "TD", rows: int = 1, columns: int = 1) -> Element:
    return Element(kind, [Element("P", [*inside])], f"/A<</O/Table/RowSpan {rows}/ColSpan {columns}>>")


def row(*cells: Element) -> Element:
    return Element("TR", [*cells])


class Page:
    """A page being printed; each text is a piece of content of its own."""

    def __init__(self, number: int = 0) -> None:
        self.number, self.content, self.pieces = number, "", 0

    def print(self, left: float, top: float, words: str, size: float = 9) -> tuple[int, int]:
        self.content += f"/P <</MCID {self.pieces}>> BDC\n{text(left, top, words, size)}EMC\n"
        self.pieces += 1
        return self.number, self.pieces - 1

    def row(self, top: float, *words: str, whole: bool = True, at: tuple[float, ...] = COLUMNS) -> Element:
        """A row of texts that begin at places; `whole`: empty cells are declared as well, as word processors do and browsers do not."""
        cells = [cell(self.print(left, top, one)) if one else cell() for left, one in zip(at, words, strict=False) if one or whole]
        return row(*cells)

    def prose(self, top: float, words: str) -> Element:
        return Element("P", [self.print(60, top, words, 11)])


def document(*inside: Element, pages: list[Page]) -> bytes:
    return made([page.content for page in pages], tree=Element("Document", [*inside]))


def rows(raw: bytes) -> list[list[list[str]]]:
    """Each table's texts by row, an empty one for each place without a cell's upper left corner."""
    found = []
    for grid in grids(read(raw)):
        lines = [[""] * (1 + max(column for _, _, column, _, _ in grid)) for _ in range(1 + max(one for _, one, _, _, _ in grid))]
        for words, line, column, _, _ in grid:
            lines[line][column] = words
        found.append(lines)
    return found


HEAD = ("部门", "收件", "办结", "说明")


def test_words_in_close_columns_of_several_lines_are_rows_as_declared() -> None:
    page = Page()
    first = page.prose(80, "各部门办理情况如下。")
    at = (60, 120, 180, 240)
    head = page.row(110, *HEAD, at=at)
    torn = [page.print(180, 122, "二十件"), page.print(180, 133, "其中网上三件")]
    body = row(
        cell(page.print(60, 122, "市司法局")), cell(page.print(120, 122, "二十三件")), cell(*torn), cell(page.print(240, 127, "按期"))
    )
    last = page.row(144, "财政局", "五件", "五件", "", at=at)
    raw = document(first, Element("Table", [head, body, last]), pages=[page])
    assert rows(raw) == [[[*HEAD], ["市司法局", "二十三件", "二十件其中网上三件", "按期"], ["财政局", "五件", "五件", ""]]]
    assert texts(read(raw)) == ["各部门办理情况如下。"]


def test_spans_are_those_declared() -> None:
    page = Page()
    top = row(
        cell(page.print(60, 100, "项目"), rows=2), cell(page.print(250, 100, "本年"), columns=2), cell(page.print(440, 100, "备注"), rows=2)
    )
    below = row(cell(page.print(220, 112, "金额")), cell(page.print(330, 112, "占比")))
    raw = document(Element("Table", [top, below, page.row(124, "经费", "12", "3.4%", "见附注")]), pages=[page])
    assert grids(read(raw)) == [
        [
            ("项目", 0, 0, 2, 1),
            ("本年", 0, 1, 1, 2),
            ("备注", 0, 3, 2, 1),
            ("金额", 1, 1, 1, 1),
            ("占比", 1, 2, 1, 1),
            ("经费", 2, 0, 1, 1),
            ("12", 2, 1, 1, 1),
            ("3.4%", 2, 2, 1, 1),
            ("见附注", 2, 3, 1, 1),
        ]
    ]


@pytest.mark.parametrize("repeats", ["declared", "undeclared", "none"])
def test_a_table_over_two_pages_is_one_and_its_head_stands_once(repeats: str) -> None:
    one, two = Page(), Page(1)
    head = one.row(700, *HEAD)
    if repeats == "declared":
        for part, (left, words) in zip(head.inside, zip(COLUMNS, HEAD, strict=True), strict=True):
            assert isinstance(part, Element)
            part.inside.append(two.print(left, 60, words))
    elif repeats == "undeclared":
        two.content += "".join(text(left, 60, words, 9) for left, words in zip(COLUMNS, HEAD, strict=True))
    above = one.row(712, "市司法局", "23", "20", "按期")
    torn = row(
        cell(one.print(60, 724, "行政审批"), two.print(60, 72, "服务局")),
        cell(one.print(220, 724, "7")),
        cell(one.print(330, 724, "7")),
        cell(one.print(440, 724, "其中网上"), two.print(440, 72, "五件")),
    )
    after = Element("P", [two.print(60, 120, "以上。", 11)])
    raw = document(Element("Table", [head, above, torn, two.row(84, "财政局", "5", "", "")]), after, pages=[one, two])
    assert rows(raw) == [[[*HEAD], ["市司法局", "23", "20", "按期"], ["行政审批服务局", "7", "7", "其中网上五件"], ["财政局", "5", "", ""]]]
    assert texts(read(raw)) == ["以上。"]


def test_where_empty_cells_are_left_out_texts_stand_in_the_column_that_has_room_for_them() -> None:
    page = Page()
    right = (60.0, 250.0, 350.0, 460.0)  # numbers are set to the right of where their heads begin
    lines = [
        page.row(100, "", "2024", "2023", "Change", whole=False),
        page.row(112, "Grants", "1,200", "1,100", "9.1", whole=False, at=right),
        page.row(124, "Fees", "", "35", "", whole=False, at=right),
        page.row(136, "Gifts", "7", "", "2.0", whole=False, at=right),
    ]
    assert rows(document(Element("Table", lines), pages=[page])) == [
        [["", "2024", "2023", "Change"], ["Grants", "1,200", "1,100", "9.1"], ["Fees", "", "35", ""], ["Gifts", "7", "", "2.0"]]
    ]


def test_a_number_that_may_stand_in_two_columns_is_in_none_and_the_table_is_said() -> None:
    page = Page()
    lines = [
        page.row(100, "Item", "Note", "2024", "2023", whole=False),
        page.row(112, "Grants", "3", "1,200", "1,100", whole=False),
        row(cell(page.print(60, 124, "Fees")), cell(page.print(280, 124, "-")), cell(page.print(440, 124, "35"))),
    ]
    raw = document(Element("Table", lines), pages=[page])
    found = read(raw)
    assert [getattr(block, "placed", None) for block in found.blocks] == [False]
    assert rows(raw) == [[["Item", "Note", "2024", "2023"], ["Grants", "3", "1,200", "1,100"], ["Fees", "-", "35", ""]]]
    assert codes(found) == ["columns-unknown"]


def test_a_table_that_lays_out_prose_or_holds_another_is_none() -> None:
    page = Page()
    inner = Element("Table", [page.row(100, *HEAD), page.row(112, "市司法局", "23", "20", "")])
    outer = Element("Table", [row(Element("TD", [inner])), row(cell(page.print(60, 200, "以上为办理情况。", 11)))])
    raw = document(outer, pages=[page])
    assert rows(raw) == [[[*HEAD], ["市司法局", "23", "20", ""]]]
    assert texts(read(raw)) == ["以上为办理情况。"]


def test_texts_that_do_not_stand_as_they_are_declared_are_read_by_their_places() -> None:
    page = Page()
    lines = [page.row(136 - 12 * at, f"第{at}行", str(at), str(at + 1), "") for at in range(3)]
    declared = rows(document(Element("Table", lines), pages=[page]))
    assert [line[0] for table in declared for line in table] == ["第2行", "第1行", "第0行"]


@pytest.mark.parametrize("span", [10**9, -4, 0])
def test_senseless_spans_end(span: int) -> None:
    page = Page()
    head = row(*(cell(page.print(left, 100, words), columns=span, rows=span) for left, words in zip(COLUMNS, HEAD, strict=True)))
    raw = document(Element("Table", [head, page.row(112, "市司法局", "23", "20", "")]), pages=[page])
    assert "市司法局" in str(read(raw).blocks)


@pytest.mark.parametrize("entry", ["/K[11 0 R]", "/P 11 0 R"])
def test_a_tree_in_a_circle_ends(entry: str) -> None:
    page = Page()
    lines = [page.row(100, *HEAD), page.row(112, "市司法局", "23", "20", "")]
    root = Element("Document", [Element("Table", lines)], entry)  # 10 is the root, 11 the table
    lines[1].more = "/K[10 0 R]"
    assert "市司法局" in str(read(made([page.content], tree=root)).blocks)


def test_signs_in_columns_of_their_own_and_columns_for_room_alone_leave_labels_over_their_numbers() -> None:
    page = Page()
    dear = (60.0, 250.0, 270.0, 350.0, 370.0)  # label, sign and number of either year

    def plain(top: float, *words: str) -> Element:
        left, *rest = [page.print(at, top, one) for at, one in zip((60.0, 276.0, 376.0), words, strict=True)]
        return row(cell(left), *(cell(one, columns=2) for one in rest))

    lines = [
        row(cell(page.print(262, 100, "2024"), columns=3), cell(page.print(362, 100, "2023"), columns=3)),
        page.row(112, "Grants", "$", "1,200", "$", "1,100", whole=False, at=dear),
        plain(124, "Fees", "340", "355"),
        page.row(136, "All", "$", "1,540", "$", "1,455", whole=False, at=dear),
    ]
    assert grids(read(document(Element("Table", lines), pages=[page])))[0][:4] == [
        ("", 0, 0, 1, 1),
        ("2024", 0, 1, 1, 2),
        ("2023", 0, 3, 1, 2),
        ("Grants", 1, 0, 1, 1),
    ]
    fees = [one for one in grids(read(document(Element("Table", lines), pages=[page])))[0] if one[1] == 2]
    assert fees == [("Fees", 2, 0, 1, 1), ("340", 2, 1, 1, 2), ("355", 2, 3, 1, 2)]


def test_rows_of_as_many_texts_are_not_counted_where_each_leaves_out_another() -> None:
    page = Page()
    lines = [
        page.row(100, "", "Income", "Expense", whole=False),
        page.row(112, "Grants", "1,200", "", whole=False),
        page.row(124, "Rent", "", "340", whole=False),
    ]
    assert rows(document(Element("Table", lines), pages=[page])) == [
        [["", "Income", "Expense"], ["Grants", "1,200", ""], ["Rent", "", "340"]]
    ]


def test_a_cell_declared_of_another_table_leaves_both_to_their_places() -> None:
    page = Page()
    bodies = ("市司法局", "财政局", "民政局", "教育局")
    one, two = ([page.row(top + 12 * at, name, "23", "20", str(top + at)) for at, name in enumerate(bodies)] for top in (100, 300))
    one[3].inside[3], two[3].inside[3] = two[3].inside[3], one[3].inside[3]
    found = rows(document(Element("Table", one), Element("Table", two), pages=[page]))
    assert [[line[3] for line in table] for table in found] == [["100", "101", "102", "103"], ["300", "301", "302", "303"]]


def test_two_boxes_of_prose_beside_each_other_are_no_table() -> None:
    page = Page()
    words = ("去年各部门共办理来信", "二百三十件均已办结")
    left, right = ([page.print(at, 100 + 12 * line, one) for line, one in enumerate(words)] for at in (60, 330))
    raw = document(Element("Table", [row(cell(*left), cell(*right))]), pages=[page])
    assert rows(raw) == []


def test_a_line_beside_tables_is_whole_whatever_pieces_it_is_declared_in() -> None:
    page = Page()
    table = Element("Table", [page.row(100, *HEAD), page.row(112, "市司法局", "23", "20", "")])
    line = Element("P", [page.print(60, 150, "Coal-", 11), page.print(86, 150, "fired plants", 11)])
    assert texts(read(document(table, line, pages=[page]))) == ["Coal-fired plants"]
