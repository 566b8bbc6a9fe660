"""What form 05 says of a dossier that ended without a result: why, what becomes of the papers, what one can do."""

from __future__ import annotations

from django.utils.translation import gettext

from motcua.apps.dossiers.queries.forms.source import Source
from motcua.apps.dossiers.states import Action, ComponentState, DossierState
from motcua.apps.dossiers.values import TransitionRow

_SEEN = {ComponentState.GIVEN, ComponentState.CHECKED, ComponentState.FAULTY}
#: Nothing on paper came of these; a picture may have.
_NOT_ON_PAPER = {ComponentState.PROMISED, ComponentState.CLAIMED}


def reason_of(source: Source, move: TransitionRow) -> str:
    """Why it stopped: what ran out, what the person asked for in their own words, or the officer's legal reason."""
    if move.action == Action.EXPIRE:
        return move.note or _ran_out(move)
    if move.action == Action.GRANT:
        asked = [m for m in source.view.transitions if m.action == Action.REQUEST_WITHDRAWAL and m.at <= move.at]
        wish = asked[-1].note if asked else ""
        return gettext("Ông/bà xin rút hồ sơ: %(why)s") % {"why": wish} if wish else gettext("Ông/bà xin rút hồ sơ.")
    return move.note


def remark_of(move: TransitionRow) -> str:
    """What the leader wrote when they agreed to a withdrawal: a remark, never the reason."""
    return move.note if move.action == Action.GRANT else ""


def papers_back(source: Source) -> str:
    """Where originals can be had again; nobody is sent for papers that were never there."""
    seen = [
        paper
        for paper in source.papers
        if paper.row.state in _SEEN or (paper.row.state in _NOT_ON_PAPER and paper.files)
    ]
    place = {"place": source.centre.name}
    if any(not paper.files and (paper.row.originals or paper.row.state == ComponentState.FAULTY) for paper in seen):
        return gettext("Giấy tờ bản chính đã nhận (nếu có) được trả lại tại %(place)s.") % place
    if any(paper.files for paper in seen):
        return gettext("Hồ sơ nộp bằng bản điện tử, không có bản chính phải trả lại.")
    return gettext("Không nhận giấy tờ bản chính nào.")


def next_steps(move: TransitionRow) -> tuple[str, ...]:
    """What one can still do; a dossier stopped by the law is not sent straight back to the counter."""
    ask = gettext("Hỏi thêm tại Trung tâm.")
    if move.action == Action.EXPIRE and move.from_state == DossierState.AWAITING_DUTY:
        return (gettext("Nộp hồ sơ mới khi thực hiện được nghĩa vụ tài chính."), ask)
    if move.action == Action.EXPIRE:
        return (gettext("Nộp hồ sơ mới khi đã đủ giấy tờ."), ask)
    if move.action == Action.GRANT:
        return (gettext("Nộp lại hồ sơ bất cứ lúc nào."),)
    return (gettext("Nộp hồ sơ mới khi lý do dừng trên đây không còn."), ask)


def _ran_out(move: TransitionRow) -> str:
    """Of a dossier that ended before the deadline clock wrote down what it had waited for."""
    if move.from_state == DossierState.AWAITING_DUTY:
        return gettext("Quá hạn thực hiện nghĩa vụ tài chính.")
    return gettext("Quá thời hạn bổ sung hồ sơ.")
