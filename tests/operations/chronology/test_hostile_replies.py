"""A panel's reply that is not as the panel's page saved it: refused in a sentence, or whole; never cut."""

import json

import pytest

from dhr_desktop.core.documents import PanelComment
from dhr_desktop.core.errors import Refused
from dhr_desktop.operations.chronology import panel_replies


def saved(case, folder, *comments, **more):
    path = folder / "An invented member.dhr-reply.json"
    held = {"dhr-reply": 1, "case": case.case_id, "comments": list(comments), **more}
    path.write_text(json.dumps(held))
    return path


@pytest.mark.parametrize(
    "comment",
    [
        {"text": "half a sign \ud800", "author": "A"},
        {"text": "plain", "author": "\udfff"},
        {"text": "plain", "written": "\ud83d"},
        {"text": "plain", "other": {"deep": ["\ud800"]}},
        {"text": "x" * (panel_replies.LONGEST_TEXT + 1), "author": "A"},
        {"text": "x" * panel_replies.LONGEST_TEXT, "day": "2021-02-14", "author": "A"},
        {"text": "plain", "author": "A" * (panel_replies.LONGEST_NAME + 1)},
    ],
)
def test_what_cannot_be_kept_whole_is_refused(case, tmp_path, comment):
    fine = {"text": "A plain comment", "author": "B"}
    with pytest.raises(Refused, match=r"An invented member\.dhr-reply\.json.*\.$"):
        panel_replies.take_reply(case, saved(case, tmp_path, fine, comment))
    assert case.all(PanelComment) == []


def test_a_comment_as_long_as_can_be_is_kept_whole(case, tmp_path):
    text = "é" * panel_replies.LONGEST_TEXT
    panel_replies.take_reply(case, saved(case, tmp_path, {"text": text, "author": "A"}))
    assert case.all(PanelComment)[0].text == text


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        '{"dhr-reply": ' + "9" * 5_000 + "}",
        "null",
        "[]",
        '"\\ud800"',
        '{"dhr-reply": 1, "comments": {}}',
    ],
)
def test_what_is_no_reply_is_refused(case, tmp_path, text):
    path = tmp_path / "x.dhr-reply.json"
    path.write_text(text)
    with pytest.raises(Refused, match="is not a file of comments"):
        panel_replies.take_reply(case, path)


@pytest.mark.parametrize("entry", [10**400, -1, 1.5, True, None, [], "1", {}])
def test_an_entry_that_is_none_leaves_the_comment_standing_by_itself(case, tmp_path, entry):
    comment = {"text": "Kept", "author": 7, "written": [], "day": 9, "entry": entry}
    panel_replies.take_reply(case, saved(case, tmp_path, comment))
    assert case.all(PanelComment)[0].text == "Kept" and case.all(PanelComment)[0].on == ()
