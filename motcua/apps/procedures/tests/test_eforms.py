"""The shipped e-forms hold together, name their sources, and stand in the version of their procedure."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from motcua.apps.procedures.gateways import DATA
from motcua.apps.procedures.rules.document import BadRow, canonical
from motcua.apps.procedures.rules.facts import read_eform
from motcua.apps.procedures.tests.factories import shipped
from motcua.base.eforms import EForm, form_of, misfits

FORMS: dict[str, dict[str, Any]] = {
    path.stem: json.loads(path.read_text("utf-8")) for path in sorted((DATA / "eforms").glob("*.json"))
}
VIEWS = shipped()
every_form = pytest.mark.parametrize("code", FORMS)


def document(code: str = "1.001193") -> dict[str, Any]:
    return copy.deepcopy(FORMS[code])


def form(code: str) -> EForm:
    text = VIEWS[code].eform.value
    assert text is not None
    return form_of(text)


def test_the_forms_we_have_sources_for_are_shipped():
    assert list(FORMS) == ["1.000656", "1.000894", "1.001193", "1.001731", "1.004873", "1.014028", "2.000635"]
    assert {code for code, view in VIEWS.items() if view.eform.is_known} == set(FORMS)


@every_form
def test_a_shipped_form_fits_in_every_part(code):
    assert list(misfits(FORMS[code])) == []
    assert FORMS[code]["code"] == code
    assert FORMS[code]["schema"]["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@every_form
def test_every_field_has_its_help_and_its_source(code):
    for row in form(code).rows:
        assert row.field.hint, row.field.name
        assert all(source.partition(":")[0] in form(code).sources for source in row.sources)
        assert row.sources, row.field.name


@every_form
def test_a_source_that_nothing_rests_on_is_not_listed(code):
    used = {source.partition(":")[0] for row in form(code).rows for source in row.sources}
    assert used == set(form(code).sources)


@every_form
def test_a_form_stands_only_for_papers_of_its_procedure(code):
    assert all(VIEWS[code].paper(key) for key in form(code).stands_for)


@every_form
def test_a_births_year_alone_will_do_except_for_the_child_that_is_registered(code):
    kinds = {row.field.name: row.field.kind.value for row in form(code).rows if row.field.name.endswith("ngay_sinh")}
    whole = {name for name, kind in kinds.items() if kind != "partial-date"}
    assert whole == ({"ngay_sinh"} if code == "1.001193" else set())


def test_a_form_is_not_read_without_its_parts():
    with pytest.raises(BadRow):
        read_eform({"schema": {}, "layout": {}})
    assert read_eform(document()) == canonical(document())


def without(*path: Any) -> dict[str, Any]:
    told = document()
    inner = told
    for step in path[:-1]:
        inner = inner[step]
    del inner[path[-1]]
    return told


def with_rule(**rule: Any) -> dict[str, Any]:
    return {**document(), "rules": [rule]}


def doubled() -> dict[str, Any]:
    told = document()
    told["layout"]["pages"][0]["sections"][0]["fields"].append("ho_ten")
    return told


def wide() -> dict[str, Any]:
    told = document()
    told["layout"]["pages"][0]["sections"][0]["fields"][0] = {"field": "quan_he", "width": "wide"}
    return told


def filled_from(what: str) -> dict[str, Any]:
    told = document()
    told["fields"]["ho_ten"]["prefill"] = what
    return told


def pictured(file: str) -> dict[str, Any]:
    told = document()
    told["fields"]["ho_ten"]["picture"] = {"file": file, "text": "Tờ giấy"}
    return told


WHEN = {"field": "gcs_ma", "filled": True}


@pytest.mark.parametrize(
    ("torn", "misfit"),
    [
        (without("schema", "properties", "ho_ten"), "ho_ten: stands in the layout, not in the schema"),
        (without("layout", "pages", 0), "ho_ten: stands in the schema, not in the layout"),
        (without("fields", "ho_ten", "sources"), "ho_ten: no source"),
        (without("sources", "TD"), "ho_ten: no source"),
        (without("schema", "properties", "ho_ten", "description"), "ho_ten: a field needs"),
        (without("schema", "properties", "ho_ten", "title"), "ho_ten: a field needs"),
        (without("layout", "pages", 0, "title"), "not the shape of a form"),
        (doubled(), "ho_ten: stands twice"),
        (wide(), "no such width"),
        (filled_from("filer.bank"), "cannot be filled from filer.bank"),
        (pictured("../secret.png"), "a picture or a clip needs"),
        (with_rule(show=["ban_sao"], when=WHEN, say="Chỉ."), "no field ban_sao"),
        (with_rule(require=["so_ban_sao"], when={"field": "ai", "filled": True}), "not a condition"),
        (with_rule(require=["so_ban_sao"], when={"field": "gioi_tinh", "is": ["Khác"]}), "is never 'Khác'"),
        (with_rule(require=["so_ban_sao"], when={"eval": "1"}), "not a condition"),
        (with_rule(show=["gcs_ngay_cap"], when=WHEN), "a word too many or too few"),
        (with_rule(show=["ho_ten"], when=WHEN, say="Chỉ."), "ho_ten is required though not always asked"),
        (with_rule(show=["me_dan_toc"], when=WHEN, say="Chỉ."), "gcs_ma is asked only after"),
        (with_rule(order=["ho_ten", "today"], say="Sai."), "only dates have an order"),
        (with_rule(equal=["gcs_ma"], say="Sai."), "a pair is two fields"),
        (with_rule(script="1", say="Sai."), "not one of the kinds"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_to_the_one_who_writes_it(torn, misfit):
    assert any(misfit in line for line in misfits(torn)), list(misfits(torn))
