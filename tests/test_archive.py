"""Zips of reports: read in place, names as they were meant, and nothing in a zip costs more than itself."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from click.testing import CliRunner

from tongbi import batch, readers
from tongbi.batch import Outcome
from tongbi.cli import main
from tongbi.config import Options, Output
from tongbi.errors import InputError
from tongbi.readers import zip_archive


def report(year: int, body: str = "静川区人民政府") -> str:
    return f"{body}{year}年法治政府建设年度报告\n一、主要举措\n全年办理行政复议案件{year - 2000}件。\n二、存在的问题\n执法力量不足。\n"


def packed(files: dict[str, bytes | str]) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return stream.getvalue()


def windows_zip(files: dict[str, str], encoding: str) -> bytes:
    """A zip whose names are in the code page of the system, as Windows packs them: put there byte by byte after packing."""
    stream = BytesIO()
    places = {f"{number:0{len(name.encode(encoding))}d}": name.encode(encoding) for number, name in enumerate(files)}
    with ZipFile(stream, "w", ZIP_DEFLATED) as package:
        for place, content in zip(places, files.values(), strict=True):
            package.writestr(place, content)
    raw = stream.getvalue()
    for place, name in places.items():
        raw = raw.replace(place.encode(), name)
    return raw


def locked(raw: bytes) -> bytes:
    changed = bytearray(raw)
    for sign, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = changed.find(sign)
        while at >= 0:
            changed[at + offset] |= 1
            at = changed.find(sign, at + 1)
    return bytes(changed)


def put(path: Path, raw: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(raw)
    return path


def run(folder: Path, jobs: int = 1) -> list[Outcome]:
    return list(batch.run(folder, Options(), Output(formats=("json",), folder=folder.parent / "out", jobs=jobs)).outcomes)


def told(outcomes: list[Outcome], state: str) -> list[tuple[str, str]]:
    return [(Path(one.files[0]).name, one.reason) for one in outcomes if one.state == state]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_batch_reads_the_reports_of_a_zip_and_of_the_folder_together(tmp_path: Path, jobs: int) -> None:
    put(tmp_path / "in" / "2021.txt", report(2021).encode())
    put(tmp_path / "in" / "旧.zip", packed({"报告/2022.txt": report(2022), "2023.txt": report(2023)}))
    outcomes = run(tmp_path / "in", jobs)
    assert [(one.state, one.years) for one in outcomes] == [("done", (2021, 2022, 2023))]
    record = json.loads((tmp_path / "out" / outcomes[0].folder / "comparison.json").read_text(encoding="utf-8"))
    paths = [one["source"]["path"].replace("\\", "/") for one in record["reports"]]
    assert [path.removeprefix(f"{(tmp_path / 'in').as_posix()}/") for path in paths] == [
        "2021.txt",
        "旧.zip/报告/2022.txt",
        "旧.zip/2023.txt",
    ]
    assert {path.name for path in (tmp_path / "in").iterdir()} == {"2021.txt", "旧.zip"}


@pytest.mark.parametrize(
    ("encoding", "names"),
    [
        ("gbk", ["苍屿区2023年法治政府建设年度报告.txt", "乗馬.txt"]),
        ("gbk", ["报告.txt"]),
        ("big5", ["臺北市政府年度報告.txt", "許功蓋報告.txt"]),
        ("utf-8", ["苍屿区2023年报告.txt"]),
        ("ascii", ["2023 report.txt"]),
    ],
)
def test_names_are_read_as_they_were_meant(tmp_path: Path, encoding: str, names: list[str]) -> None:
    path = put(tmp_path / "a.zip", windows_zip(dict.fromkeys(names, report(2023)), encoding))
    assert [one.path for one in zip_archive.members(path, 1)] == [path / name for name in names]
    assert readers.read(path / names[0]).source.path == str(path / names[0])


def test_names_lead_nowhere(tmp_path: Path) -> None:
    names = ["/etc/passwd", "../../up.txt", "C:\\Windows\\x.txt", "a/./b//c.txt", "line\nend.txt"]
    path = put(tmp_path / "a.zip", packed(dict.fromkeys(names, report(2023))))
    inside = [one.path.relative_to(path).as_posix() for one in zip_archive.members(path, 1)]
    assert inside == ["etc/passwd", "up.txt", "Windows/x.txt", "a/b/c.txt", "line\ufffdend.txt"]
    assert readers.read(path / "etc" / "passwd").blocks
    run(tmp_path)
    assert not (tmp_path.parent / "up.txt").exists()


def test_what_is_no_report_is_passed_over_or_named(tmp_path: Path) -> None:
    files: dict[str, bytes | str] = {
        "2022.txt": report(2022),
        "2023.txt": report(2023),
        "__MACOSX/._2023.txt": b"\x00",
        ".DS_Store": b"\x00",
        "图/Thumbs.db": b"\x00",
        "表.xlsx": b"\x00",
        "旧.zip": packed({"2021.txt": report(2021)}),
        "空.txt": "",
    }
    put(tmp_path / "in" / "a.zip", packed(files))
    put(tmp_path / "in" / "locked.zip", locked(packed({"2020.txt": report(2020)})))
    put(tmp_path / "in" / "damaged.zip", packed({"2019.txt": report(2019)})[:60])
    outcomes = run(tmp_path / "in")
    assert [one.years for one in outcomes if one.state == "done"] == [(2022, 2023)]
    assert told(outcomes, "skipped") == [("Thumbs.db", "not a report by its name"), ("表.xlsx", "not a report by its name")]
    assert told(outcomes, "failed") == [
        ("空.txt", "is empty; check that it was saved"),
        ("旧.zip", "a zip within a zip; unpack the outer one"),
        ("damaged.zip", "damaged zip; unpack it, or pack it again"),
        ("2020.txt", "locked with a password; unpack it with the password"),
    ]


def test_two_files_of_one_name(tmp_path: Path) -> None:
    put(tmp_path / "in" / "a.zip", packed({"2022.txt": report(2022), "./2022.txt": report(2023)}))
    assert told(run(tmp_path / "in"), "failed") == [("2022.txt", "its name is there twice in the zip; rename one")]


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = put(tmp_path / "in" / "bomb.zip", packed({f"{number}.txt": bytes(9 << 20) for number in range(2)}))
    assert told(run(tmp_path / "in"), "failed") == [("bomb.zip", "unpacks to more than 100 times its size; check that it holds reports")]
    with pytest.raises(InputError, match="unpacks to more than 10 MB or 2000 files"):
        zip_archive.members(path, 1)
    path = put(
        tmp_path / "in" / "lies.zip", packed({"a.txt": bytes(3 << 20)}).replace((3 << 20).to_bytes(4, "little"), b"\x09\x00\x00\x00")
    )
    with pytest.raises(InputError):
        readers.read(path / "a.txt")


def test_a_document_by_another_name_stays_one(tmp_path: Path) -> None:
    put(tmp_path / "in" / "a.zip", packed({"word/document.xml": "<a/>"}))
    (failed,) = told(run(tmp_path / "in"), "failed")
    assert failed[0] == "a.zip"
    assert "Word" in failed[1]


def test_the_command_line(tmp_path: Path) -> None:
    path = put(tmp_path / "in" / "a.zip", packed({"x.txt": report(2021), "2023.txt": report(2023)}))

    def said(*arguments: object) -> str:
        return CliRunner().invoke(main, [str(argument) for argument in arguments]).stderr

    assert said("inspect", path / "2023.txt") == ""
    assert "a.zip: zip files are not read; run `tongbi batch` on its folder" in said("inspect", path)
    assert "missing.txt: no such file in the zip" in said("inspect", path / "missing.txt")
    assert "1 done" in said("batch", tmp_path / "in", "-o", tmp_path / "out", "--year", "x.txt=2022", "--formats", "json")
    assert json.loads((tmp_path / "out" / "index.json").read_text(encoding="utf-8"))[0]["years"] == [2022, 2023]
