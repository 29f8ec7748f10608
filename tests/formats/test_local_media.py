"""Pictures that a text names come along from beside it; the others are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from quiz.card import Media
from quiz.decks.kinds import BasicNote, ClozeNote
from quiz.decks.note import Gap, Note
from quiz.decks.note_extras import Extras
from quiz.errors import QuizError
from quiz.formats.file_io import read_file
from tests.factories import Run
from tests.test_pictures import png


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    folder = tmp_path / "graph" / "pages"
    for name in ("map.png", "a b.jpg", "attachments/tree.png", "../assets/leaf.webp", "notes.txt"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())
    (tmp_path / "secret.png").write_bytes(b"secret")
    (folder / "link.png").symlink_to(tmp_path / "secret.png")
    return folder


def read(path: Path, text: str) -> tuple[list[Note], tuple[str, ...], dict[str, str]]:
    path.write_text(text, encoding="utf-8")
    _, imported = read_file(path)
    (deck,) = imported.decks
    files = {name: Path(file.place).name for name, file in deck.media.items()}
    return list(deck.deck.notes), imported.left_out, files


@pytest.mark.parametrize(
    ("source", "there"),
    [
        ("![m](<map.png>)", "![m](media/map.png)"),
        ("![m](<a b.jpg>)", "![m](media/a-b.jpg)"),
        ('![m](map.png "The map")', '![m](media/map.png "The map")'),
        ("![m](map.png 'The map')", "![m](media/map.png 'The map')"),
        ("![m](map(1).png)", "![m](media/map-1.png)"),
        ("![a [b] c](map.png)", "![a [b] c](media/map.png)"),
        (r"![a \] b](map.png)", r"![a \] b](media/map.png)"),
    ],
)
def test_every_form_of_a_picture_in_markdown_comes_along(
    vault: Path, source: str, there: str
) -> None:
    (vault / "map(1).png").write_bytes(b"1")
    found, left_out, files = read(vault / "x.md", f"Q: see {source}\nA: x\n")
    assert (found, left_out) == ([BasicNote(f"see {there}", "x")], ())
    assert len(files) == 1


@pytest.mark.parametrize(
    ("source", "path"),
    [
        ("![m](<no.png>)", "no.png"),
        ('![m](no.png "No")', "no.png"),
        ("![m](no(1).png)", "no(1).png"),
    ],
)
def test_a_missing_picture_in_any_form_leaves_its_words(
    vault: Path, source: str, path: str
) -> None:
    found, left_out, _ = read(vault / "x.md", f"Q: see {source}\nA: x\n")
    assert found == [BasicNote("see m", "x")]
    assert left_out == (f"1 file not beside the text: {path}",)


def test_a_missing_picture_without_words_leaves_none(vault: Path) -> None:
    text = "C: The ![](no.png) has [a] [b].\n\nQ: see ![no](no.png)\nA: x\n"
    found, _, _ = read(vault / "x.md", text)
    assert found == [
        ClozeNote(("The has ", Gap("a"), " ", Gap("b"), ".")),
        BasicNote("see", "x"),
    ]


def test_files_whose_names_become_alike_stay_apart_in_the_order_of_the_cards(vault: Path) -> None:
    paths = ["c/d.png", "c-d.png", "c d.png"]
    for path in paths:
        (vault / path).parent.mkdir(exist_ok=True)
        (vault / path).write_bytes(path.encode())
    cards = [f"Q: {n} ![m](<{path}>)\nA: x\n" for n, path in enumerate(paths)]
    found, _, files = read(vault / "x.md", "\n".join(cards))
    places = ["media/c-d.png", "media/c-d-2.png", "media/c-d-3.png"]
    assert found == [BasicNote(f"{n} ![m]({place})", "x") for n, place in enumerate(places)]
    assert files == dict(zip(places, ["d.png", "c-d.png", "c d.png"], strict=True))


def test_pictures_come_along(vault: Path) -> None:
    found, left_out, files = read(
        vault / "x.md",
        "![the map](map.png)::a\n![](a%20b.jpg)::b\nc::d ![[tree.png]]\n"
        "f::![[tree.png|200]] ![tall|30x200](map.png) ![[map.png|A map|9]]\n"
        "e::![leaf](../assets/leaf.webp)\n",
    )
    assert found == [
        BasicNote("![the map](media/map.png)", "a"),
        BasicNote("![](media/a-b.jpg)", "b"),
        BasicNote("c", "d ![](media/tree.png)"),
        BasicNote("f", "![](media/tree.png) ![tall](media/map.png) ![A map](media/map.png)"),
        BasicNote("e", "![leaf](media/assets-leaf.webp)"),
    ]
    assert left_out == ()
    assert sorted(files.values()) == ["a b.jpg", "leaf.webp", "map.png", "tree.png"]


@pytest.mark.parametrize(
    "path",
    ["none.png", "../../secret.png", "link.png", "/etc/x.png", "https://x.org/y.png", "notes.txt",
     "~/x.png", "a%00b.png"],
)  # fmt: skip
def test_other_files_stay_where_they_are(vault: Path, path: str) -> None:
    found, left_out, files = read(
        vault / "x.md", f"a::b\nc ![word]({path})::d\n![only]({path})::e\n"
    )
    assert found == [BasicNote("a", "b"), BasicNote("c word", "d")]
    assert len(left_out) == 2
    assert left_out[0].startswith("1 file not beside the text: ")
    assert left_out[1] == "1 card whose prompt or answer was only such a file: … → e"
    assert files == {}


def test_no_card_is_left(vault: Path) -> None:
    path = vault / "x.md"
    path.write_text("![a](none.png)::b\n")
    with pytest.raises(QuizError, match=r"no card is left: 1 file not beside the text: none.png"):
        read_file(path)


def test_pictures_of_a_table_are_copied(quiz: Run, vault: Path, home: Path) -> None:
    (vault / "map.png").write_bytes(png(1, 1, b"\0\0\0\0"))
    path = vault / "x.csv"
    path.write_text('Front,Back\n"<img src=""map.png"">",a <b>map</b>\n')
    assert quiz("import", path, "--yes")[0] == 0
    (copied,) = (home / "decks").rglob("*.png")
    assert copied.read_bytes() == png(1, 1, b"\0\0\0\0")
    assert quiz("check", home / "decks" / "x.yaml")[0] == 0
    assert quiz("import", path, "--yes")[1].endswith("Nothing new to import.\n")


def test_a_cell_that_only_names_a_picture_is_that_picture(vault: Path) -> None:
    found, left_out, files = read(
        vault / "x.csv",
        "Front,Back,Image\nWhere?,here,map.png\nmap.png,a map,\nA tree,tree.png,\n"
        'A leaf?,green,"<img src=""../assets/leaf.webp"">"\nWhich file?,map.png or so,\n',
    )
    assert found == [
        BasicNote("Where?", "here", extras=Extras(media=Media("media/map.png"))),
        BasicNote("![map.png](media/map.png)", "a map"),
        BasicNote("A tree", "![tree.png](media/tree.png)"),
        BasicNote("A leaf?", "green", extras=Extras(media=Media("media/assets-leaf.webp"))),
        BasicNote("Which file?", "map.png or so"),
    ]
    assert left_out == ()
    assert len(files) == 3


def test_the_column_of_pictures_is_named(vault: Path) -> None:
    path = vault / "x.csv"
    path.write_text("Front,Back,Image,More\nWhere?,here,map.png,so\n", encoding="utf-8")
    assert "image from Image; explanation from More" in str(read_file(path)[1].remarks)


def test_a_cell_that_names_no_file_beside_the_table_stays_text(vault: Path) -> None:
    found, left_out, files = read(
        vault / "x.csv",
        "Front,Back,Image\nThe logo is in?,no.png,\nno.jpg,a dog,\nWhere?,here,gone.png\n",
    )
    assert found == [
        BasicNote("The logo is in?", "no.png"),
        BasicNote("no.jpg", "a dog"),
        BasicNote("Where?", "here", extras=Extras(media=Media("gone.png"))),
    ]
    assert left_out == ("3 files not beside the text: no.png, no.jpg, gone.png",)
    assert files == {}


def test_cards_of_every_kind_beside_a_picture(vault: Path) -> None:
    path = vault / "all.yaml"
    path.write_text(
        """title: All
format: markdown
cards:
  - {prompt: "![the map](map.png)", answer: a}
  - {prompt: "![gone](none.png)", answer: b}
  - {statement: A is B., answer: true}
  - {term: c, definition: d, image: map.png}
  - {prompt: gone, answer: s, image: none.png, answer_audio: ../none.mp3}
  - {cloze: "{{e}} and f"}
  - {prompt: g, list: [h, [i, j]]}
  - {prompt: k, sequence: [l, m]}
  - {cards: [{prompt: n, answer: o}, {prompt: p, answer: q}]}
  - occlusion: map.png
    regions: [{name: r, at: [0, 0, 10, 10]}]
  - occlusion: gone.png
    regions: [{name: r, at: [0, 0, 10, 10]}]
""",
        encoding="utf-8",
    )
    _, imported = read_file(path)
    (deck,) = imported.decks
    assert len(deck.deck.notes) == 10
    assert deck.deck.notes[3].extras.media.image == "none.png"
    assert imported.left_out == (
        "3 files not beside the text: none.png, ../none.mp3, gone.png",
        "1 card whose prompt or answer was only such a file: … → b",
    )


def test_a_picture_that_cannot_be_shown_is_named(vault: Path) -> None:
    (vault / "plan.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (vault / "x.md").write_text("Q: ![m](map.png) and ![p](plan.svg)\nA: x\n")
    _, imported = read_file(vault / "x.md")
    assert imported.remarks == (
        "1 picture that is not shown: plan.svg; save each as PNG, and name that in its card",
    )
