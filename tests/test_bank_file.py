import codecs
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from civquiz import files
from civquiz.errors import CannotWriteError, CivquizError
from civquiz.formats import toml_bank
from civquiz.library import BUILT_IN_FOLDER, DEFAULT_BANK, Library
from civquiz.library.bank_file import BankFile
from civquiz.questions.bank import Bank, Passage
from civquiz.questions.merging import Arrivals, compare
from civquiz.questions.short_answer import ShortAnswer
from civquiz.questions.true_false import TrueFalse
from tests.formats.any_bank import questions as any_questions
from tests.storage_faults import Killed, each_call, faulty

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX files")

HEAD = 'id = "town"\ntitle = "Town" # mine\n'
ONE = '[[questions]]\nid = "q1"\ntype = "true-false"\nstem = "It has a mayor."\nanswer = true\n'
TOWN = f"# My bank\n\n{HEAD}\n[exam]\nquestions = 1\npass_mark = 0.6\n\n# the only one\n{ONE}# that was it"
NEW = TrueFalse(id="q2", stem="It has\na river.", answer=False)
INCOMING = Bank(id="town", title="Town", questions=(NEW,))
NEW_TEXT = '[[questions]]\nid = "q2"\ntype = "true-false"\nstem = """\nIt has\na river."""\nanswer = false\n'
PASSAGE = Passage(id="p1", text="It has a mayor.")


@pytest.fixture
def banks(tmp_path: Path) -> Path:
    folder = tmp_path / "banks"
    folder.mkdir()
    return folder


@pytest.fixture
def town(banks: Path) -> BankFile:
    file = Library(banks.parent).file("town")
    file.path.write_bytes(TOWN.encode())
    return file


def new(folder: Path, name: str = "town") -> BankFile:
    return Library(folder).file(name)


def refusal(run: Callable[..., object], *args: object) -> CivquizError:
    with pytest.raises(CivquizError) as caught:
        run(*args)
    assert "\n" not in caught.value.message
    return caught.value


def left_in(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


# Which file it is


def test_a_name_is_the_learners_own_bank(tmp_path: Path) -> None:
    file = new(tmp_path)
    assert (file.path, file.name, file.id, file.shown) == (tmp_path / "banks" / "town.toml", "town", "town", "town")
    assert (file.exists, file.text(), file.own(), file.bank(), file.own_over_built_in) == (False, "", None, None, False)
    assert left_in(tmp_path) == []


def test_a_name_of_a_built_in_bank_is_the_learners_over_it(tmp_path: Path) -> None:
    file = new(tmp_path, DEFAULT_BANK)
    assert (file.exists, file.own(), file.own_over_built_in) == (False, None, True)
    assert file.bank() == Library(tmp_path).load(DEFAULT_BANK)


def test_a_path_is_the_file_there(tmp_path: Path) -> None:
    path = tmp_path / "My Town.toml"
    file = new(tmp_path, str(path))
    assert (file.path, file.name, file.id, file.shown, file.exists) == (path, None, "my-town", str(path), False)
    path.write_text(TOWN)
    assert (file.id, file.exists, file.text()) == ("town", True, TOWN)
    assert file.bank() == file.own() == Library(tmp_path).load(str(path))
    assert new(tmp_path, "./«».toml").id == "bank"


def test_a_path_to_the_learners_own_bank_is_that_bank(
    tmp_path: Path, banks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert new(tmp_path, str(banks / "town.toml")).name == "town"
    monkeypatch.chdir(banks)
    assert new(tmp_path, "town.toml").name == "town"
    assert new(tmp_path, f"..{os.sep}banks{os.sep}town.toml").name == "town"


@pytest.mark.parametrize("name", ["Town", "..", "", "x.doc", "\x1b[2J", "t" * 65])
def test_a_name_that_no_bank_can_have_is_refused(tmp_path: Path, name: str) -> None:
    message = refusal(new, tmp_path, name).message
    assert "cannot name a bank: must be a-z" in message
    assert "\x1b" not in message


def test_a_broken_file_tells_its_faults_but_has_its_text(town: BankFile) -> None:
    town.path.write_text(TOWN.replace("true\n", "1\n"))
    for run in (town.own, town.bank, lambda: town.append([NEW]), lambda: town.accept("q1", "x")):
        error = refusal(run)
        assert error.message == "town.toml has 1 fault; mend it in the file:"
        assert error.faults == ("q1, answer: must be true or false, not a whole number",)
    assert "answer = 1" in town.text()
    assert left_in(town.path.parent) == ["town.toml"]


def test_a_file_that_is_no_text_is_told(town: BankFile) -> None:
    town.path.write_bytes(b"\xff\xfe\0")
    for run in (town.text, town.own, lambda: town.append([NEW]), lambda: town.put(TOWN, "")):
        assert refusal(run).message == "town.toml is not UTF-8 text; save it as UTF-8"


# Append


def test_what_is_appended_stands_at_the_end_and_all_else_as_it_was(town: BankFile) -> None:
    town.append([NEW])
    assert town.text() == f"{TOWN}\n\n{NEW_TEXT}"
    own = town.own()
    assert own
    assert own.questions[1] == NEW
    assert left_in(town.path.parent) == ["town.toml", "town.toml.bak"]
    assert files.backup_of(town.path).read_text() == TOWN


@given(new_ones=st.lists(any_questions("q2"), min_size=1, max_size=1), mark=st.booleans(), crlf=st.booleans())
def test_bytes_that_are_there_stay(
    tmp_path_factory: pytest.TempPathFactory, new_ones: list[TrueFalse], mark: bool, crlf: bool
) -> None:
    folder = tmp_path_factory.mktemp("town")
    old = (codecs.BOM_UTF8 if mark else b"") + (TOWN.replace("\n", "\r\n") if crlf else TOWN).encode()
    (folder / "town.toml").write_bytes(old)
    file = new(folder, str(folder / "town.toml"))
    file.append(new_ones)
    data = file.path.read_bytes()
    assert data.startswith(old)
    assert data.count(b"\r\n") == (data.count(b"\n") if crlf else 0)
    own = file.own()
    assert own
    assert list(own.questions[1:]) == new_ones


def test_a_new_file_is_made_with_its_folder(tmp_path: Path) -> None:
    file = new(tmp_path / "new" / "home")
    file.append([NEW])
    assert file.text() == f'id = "town"\ntitle = "town"\n\n{NEW_TEXT}'
    assert left_in(file.path.parent) == ["town.toml"]


def test_a_new_file_has_the_title_that_is_given(tmp_path: Path) -> None:
    file = new(tmp_path, str(tmp_path / "Town Hall.toml"))
    file.append([NEW], title="Town hall")
    assert file.text() == f'id = "town-hall"\ntitle = "Town hall"\n\n{NEW_TEXT}'


def test_a_new_bank_over_the_built_in_one_has_its_title_and_passages(tmp_path: Path) -> None:
    file = new(tmp_path, DEFAULT_BANK)
    base = file.bank()
    assert base
    before = (BUILT_IN_FOLDER / f"{DEFAULT_BANK}.toml").read_bytes()
    file.append([TrueFalse(id="q2", stem="It is.", answer=True, passage=base.passages[0].id)])
    bank = file.bank()
    assert bank
    assert (bank.title, len(bank.questions)) == (base.title, len(base.questions) + 1)
    assert Library(tmp_path).load(DEFAULT_BANK) == bank
    assert (BUILT_IN_FOLDER / f"{DEFAULT_BANK}.toml").read_bytes() == before


def test_an_existing_file_keeps_its_title(town: BankFile) -> None:
    town.append([NEW], title="Other")
    own = town.own()
    assert own
    assert own.title == "Town"


def test_nothing_to_append_changes_nothing(town: BankFile) -> None:
    town.append([])
    assert left_in(town.path.parent) == ["town.toml"]


def test_a_question_that_does_not_hold_is_not_appended(town: BankFile) -> None:
    bad = [TrueFalse(id="q1", stem="It is.", answer=True), TrueFalse(id="q3", stem=" ", answer=True, passage="p9")]
    error = refusal(town.append, bad)
    assert error.message == "town.toml stays as it was; the change would leave 3 faults in it:"
    assert error.faults[:2] == ("q1, id: is there twice; give one of the two another", "q3, stem: is empty")
    assert town.text() == TOWN
    assert "not Unicode" in refusal(town.append, [TrueFalse(id="q3", stem="\udcff", answer=True)]).message
    assert left_in(town.path.parent) == ["town.toml"]


def test_a_list_in_brackets_is_not_appended_to(town: BankFile) -> None:
    town.path.write_text(HEAD + 'questions = [{id = "q1", type = "true-false", stem = "It is.", answer = true}]')
    assert "list in brackets" in refusal(town.append, [NEW]).message


def test_a_bank_does_not_grow_beyond_what_can_be_read(town: BankFile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(toml_bank, "LIMIT_BYTES", 1 << 20)  # to read 32 MiB takes its time
    text = TOWN + "#" * ((1 << 20) - len(TOWN))
    town.put(text, TOWN)
    assert (
        refusal(town.append, [NEW]).message == "town.toml: the bank is larger than 1 MiB; make it smaller or split it"
    )
    assert town.text() == text


def test_several_at_once_lose_nothing(tmp_path: Path) -> None:
    def add(number: int) -> None:
        for each in range(3):
            new(tmp_path).append([TrueFalse(id=f"q{number}-{each}", stem=f"It is {number}, {each}.", answer=True)])

    threads = [threading.Thread(target=add, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    own = new(tmp_path).own()
    assert own
    assert len(own.questions) == 12
    assert left_in(tmp_path / "banks") == ["town.toml", "town.toml.bak"]


# Put


def test_a_file_is_put_anew_if_nobody_changed_it_meanwhile(town: BankFile) -> None:
    before = town.text()
    town.put(before + "\n" + NEW_TEXT, before)
    assert refusal(town.put, before, before).message.startswith("town.toml has changed in the meantime")
    assert town.text() == before + "\n" + NEW_TEXT
    town.path.unlink()
    assert "has changed in the meantime" in refusal(town.put, TOWN, TOWN).message
    assert not town.exists


@pytest.mark.parametrize("expected", [None, ""])
def test_a_new_file_is_put_where_there_is_none(tmp_path: Path, expected: str | None) -> None:
    file = new(tmp_path)
    file.put(TOWN, expected)
    assert file.text() == TOWN
    assert "has changed in the meantime" in refusal(file.put, TOWN, expected).message


def test_a_broken_file_can_be_mended(town: BankFile) -> None:
    town.path.write_text("id =")
    error = refusal(town.put, "id = \n", "id =")
    assert error.message.startswith("town.toml stays as it was; the new text is not valid TOML: ")
    town.put(TOWN, "id =")
    assert town.text() == TOWN


def test_the_id_of_a_named_bank_stays(town: BankFile) -> None:
    error = refusal(town.put, TOWN.replace('"town"', '"village"'), TOWN)
    assert error.faults == ("id: must be “town”, as the file is named, not “village”",)
    assert town.text() == TOWN


def test_a_byte_order_mark_stays_and_is_not_doubled(town: BankFile) -> None:
    marked = codecs.BOM_UTF8 + TOWN.replace("\n", "\r\n").encode()
    town.path.write_bytes(marked)
    text = town.text()
    assert not text.startswith("\ufeff")
    town.put("\ufeff" + text + "\r\n# more", text)
    assert town.path.read_bytes() == marked + b"\r\n# more"
    town.put(town.text(), town.text())
    assert town.path.read_bytes() == marked + b"\r\n# more"


# Accept


def test_a_form_that_is_accepted_stands_in_its_list_and_all_else_as_it_was(town: BankFile) -> None:
    typed = '\n[[questions]]\nid = "q2"\ntype = "short-answer"\nstem = "Who?"\nanswer = "A" # so\naccept = ["B"]\n'
    listed = '[[questions]]\nid = "q3"\ntype = "enumeration"\nstem = "Who?"\nanswers = ["A", "B"] # both\n'
    town.path.write_bytes((TOWN + typed + listed).encode())
    town.accept("q2", "C")
    town.accept("q3", "C", "B")
    assert town.text() == TOWN + typed.replace('["B"]', '["B", "C"]') + listed.replace('"B"]', '["B", "C"]]')
    assert left_in(town.path.parent) == ["town.toml", "town.toml.bak"]
    before = town.text()
    error = refusal(town.accept, "q2", "c")
    assert error.faults == ("q2, accept: has “c” twice",)
    assert "there is no question “none”" in refusal(town.accept, "none", "C").message
    assert "no answer “D”" in refusal(town.accept, "q3", "C", "D").message
    assert town.text() == before


def test_a_question_of_the_built_in_bank_is_copied_to_accept_a_form(tmp_path: Path) -> None:
    file = new(tmp_path, DEFAULT_BANK)
    base = file.bank()
    assert base
    typed = [question for question in base.questions if isinstance(question, ShortAnswer)][:2]
    for question in typed:
        file.accept(question.id, "something else")
    own, bank = file.own(), file.bank()
    assert own
    assert bank
    assert own.title == base.title
    assert own.questions == tuple(
        msgspec.structs.replace(question, accept=[*question.accept, "something else"]) for question in typed
    )
    assert list(bank.by_id) == list(base.by_id)


# Import


def test_what_is_imported_is_appended_and_with_update_replaced(town: BankFile) -> None:
    changed = TrueFalse(id="q1", stem="It has a mayor.", answer=False)
    incoming = Bank(id="town", title="From elsewhere", as_of="2017", passages=(PASSAGE,), questions=(changed, NEW))
    town.take_in(joining(incoming), update=False)
    dated = TOWN.replace("title", 'as_of = "2017"\ntitle')
    passage = '[[passages]]\nid = "p1"\ntext = "It has a mayor."\n'
    assert town.text() == f"{dated}\n\n{passage}\n{NEW_TEXT}"
    own = town.own()
    assert own
    assert (own.title, own.as_of, own.passages) == ("Town", "2017", (PASSAGE,))
    assert [question.answer_record() for question in own.questions] == [True, False]
    town.take_in(joining(incoming), update=True)
    own = town.own()
    assert own
    assert own.questions == (changed, NEW)
    assert "# the only one\n[[questions]]" in town.text()
    before = town.text()
    town.take_in(joining(incoming), update=True)
    assert town.text() == before


def joining(incoming: Bank) -> Callable[[Bank | None], tuple[Bank, Arrivals]]:
    return lambda there: (incoming, compare(there, incoming.questions))


def test_the_date_of_a_bank_stays_whatever_comes_in(town: BankFile) -> None:
    for number, as_of in enumerate(("2017", "2018")):
        question = TrueFalse(id=f"n{number}", stem=f"It is {number}.", answer=True)
        town.take_in(joining(Bank(id="town", title="X", as_of=as_of, questions=(question,))), update=False)
    own = town.own()
    assert own
    assert (own.as_of, len(own.questions)) == ("2017", 3)


def test_the_same_import_at_once_brings_nothing_twice(town: BankFile) -> None:
    def join(there: Bank | None) -> tuple[Bank, Arrivals]:
        if there and len(there.questions) == 1:
            town.put(f"{TOWN}\n\n{NEW_TEXT}", TOWN)  # another one comes first
        return INCOMING, compare(there, INCOMING.questions)

    arrivals = town.take_in(join, update=False)
    assert (arrivals.new, arrivals.same) == ((), (NEW,))
    assert town.text() == f"{TOWN}\n\n{NEW_TEXT}"


def test_an_import_into_a_new_bank_has_its_fields(tmp_path: Path) -> None:
    file = new(tmp_path)
    incoming = Bank(id="x", title="X", language="kk", as_of="2017", passages=(PASSAGE,), questions=(NEW,))
    file.take_in(joining(incoming), update=False)
    assert file.own() == Bank(id="town", title="X", language="kk", as_of="2017", passages=(PASSAGE,), questions=(NEW,))


def test_an_import_over_the_built_in_bank_changes_its_questions_and_not_its_fields(tmp_path: Path) -> None:
    file = new(tmp_path, DEFAULT_BANK)
    base = file.bank()
    assert base
    own = base.questions[0]
    later = TrueFalse(id=own.id, stem="It is.", answer=True)
    incoming = Bank(id=base.id, title="X", as_of="2025", passages=base.passages[:1], questions=(later,))
    file.take_in(lambda _: (incoming, Arrivals(new=(), changed=((own, later),), same=())), update=True)
    bank = file.bank()
    assert bank
    assert (bank.title, bank.as_of, bank.by_id[own.id]) == (base.title, base.as_of, later)
    assert [question.id for question in bank.questions] == [question.id for question in base.questions]
    written = file.own()
    assert written
    assert written.passages == ()


# What is never written


def changes(file: BankFile) -> list[Callable[[], object]]:
    return [
        lambda: file.append([NEW]),
        lambda: file.put(TOWN, ""),
        lambda: file.accept("q1", "x"),
        lambda: file.take_in(joining(INCOMING), update=False),
        file.check_changeable,
    ]


def test_json_is_read_and_not_changed(tmp_path: Path) -> None:
    path = tmp_path / "town.json"
    path.write_text('{"id": "village", "title": "Village"}')
    file = new(tmp_path, str(path))
    assert (file.id, file.own()) == ("village", Bank(id="village", title="Village"))
    for change in changes(file):
        said = f"civquiz changes TOML banks; make one with: civquiz import {path} --to NAME"
        assert refusal(change).message == said
    assert left_in(tmp_path) == ["town.json"]


@posix
def test_what_comes_with_civquiz_is_not_changed(tmp_path: Path, banks: Path) -> None:
    built_in = BUILT_IN_FOLDER / f"{DEFAULT_BANK}.toml"
    (tmp_path / "link.toml").symlink_to(built_in)
    (banks / f"{DEFAULT_BANK}.toml").symlink_to(built_in)
    before = left_in(BUILT_IN_FOLDER), built_in.read_bytes()
    for name in (str(built_in), str(tmp_path / "link.toml"), DEFAULT_BANK, str(BUILT_IN_FOLDER / "new.toml")):
        file = new(tmp_path, name)
        for change in changes(file):
            assert "comes with civquiz and stays as it is" in refusal(change).message
    assert (left_in(BUILT_IN_FOLDER), built_in.read_bytes()) == before


def test_a_read_only_file_is_respected(town: BankFile, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK and real(path, mode))
    for change in changes(town):
        error = refusal(change)
        assert error.message == f"cannot write {town.path}: it is read-only"
        assert error.exit_code == 74


# Links, folders, full disks


@posix
def test_a_link_stays_one(tmp_path: Path, banks: Path) -> None:
    real = tmp_path / "elsewhere" / "mine.toml"
    (banks / "town.toml").symlink_to(real)
    file = new(tmp_path)
    for text in (TOWN, TOWN + "\n# more"):
        file.put(text, file.text())
        assert real.read_text() == text
    assert file.path.is_symlink()
    assert left_in(banks) == ["town.toml"]
    assert left_in(real.parent) == ["mine.toml", "mine.toml.bak"]


@posix
def test_the_mode_of_the_file_stays(town: BankFile) -> None:
    town.path.chmod(0o664)
    town.append([NEW])
    assert town.path.stat().st_mode & 0o777 == 0o664


def test_a_folder_in_the_place_of_the_file_is_told(tmp_path: Path, banks: Path) -> None:
    (banks / "town.toml").mkdir()
    file = new(tmp_path)
    for run in (file.text, file.own, lambda: file.exists, *changes(file)[:4]):
        assert "must be a regular file" in refusal(run).message


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "banks").write_text("")
    for change in changes(new(tmp_path))[:4]:
        assert "cannot read a bank, " in refusal(change).message


def test_a_lock_that_another_holds_is_told(town: BankFile, monkeypatch: pytest.MonkeyPatch) -> None:
    real = files.lock
    monkeypatch.setattr(files, "lock", lambda path, remove: real(path, timeout=0, remove=remove))
    with real(town.path.with_name("town.toml.lock")):
        error = refusal(town.append, [NEW])
    assert "is held by another civquiz; try again" in error.message
    assert error.exit_code == 74
    assert town.text() == TOWN


CHANGES: dict[str, tuple[Callable[[BankFile], object], str]] = {
    "append": (lambda file: file.append([NEW]), f"{TOWN}\n\n{NEW_TEXT}"),
    "put": (lambda file: file.put(TOWN + "\n#", TOWN), TOWN + "\n#"),
    "take in": (lambda file: file.take_in(joining(INCOMING), update=True), f"{TOWN}\n\n{NEW_TEXT}"),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize(
    "how",
    [{"once": True}, {"once": False}, {"short": True, "once": False}, {"kill": True}],
    ids=lambda how: next(iter(how)),
)
def test_whatever_call_fails_the_bank_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str, how: dict[str, bool]
) -> None:
    run, wanted = CHANGES[change]
    with faulty(monkeypatch) as faults:

        def once(at: int) -> None:
            faults.calm()
            file = new(tmp_path / f"{at}")
            file.put(TOWN, None)
            faults.plan(at=at, **how)
            failed = False
            try:
                run(file)
            except (CannotWriteError, Killed):
                failed = True
            struck, count = faults.struck, faults.count
            faults.calm()
            assert file.text() in {TOWN, wanted}
            assert failed or file.text() == wanted
            file.put(TOWN + "\n# later", file.text())  # whatever was left does not stand in the way
            assert file.text() == TOWN + "\n# later"
            assert left_in(file.path.parent) == ["town.toml", "town.toml.bak"]
            faults.at, faults.count = at, count if struck else 0

        assert each_call(faults, once, **how) >= 8


def test_a_new_file_is_whole_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with faulty(monkeypatch) as faults:

        def once(at: int) -> None:
            file = new(tmp_path / f"{at}")
            failed = False
            try:
                file.append([NEW])
            except CannotWriteError:
                failed = True
            own = file.own()
            assert own.questions == (NEW,) if own else failed

        assert each_call(faults, once, once=False) >= 8
