"""Every screen by name and person; `{own}`, `{dossier}` and the like stand for what the demonstration holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.journeys import filing, sharing, signing
from tests.journeys.people import People
from tests.journeys.tracking import Tracker


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen: who sees it ('' is nobody known), where it is, and the links to follow from there, if any.

    `draft`: the procedure of a draft begun first; the address then continues the draft's own. `helped`: the same, begun
    for an old man by the person, who helps. `tracked`: one of Lan's dossiers is opened first by its code and a second
    fact. `play`: what its person does from there until the screen is there.
    """

    name: str
    who: str
    address: str
    follow: str = ""
    draft: str = ""
    play: Callable[[Page, People], None] | None = None
    helped: str = ""
    tracked: bool = False

    def open(self, people: People, **options: object) -> Page:
        """Open it as its person; `follow` is a CSS selector of the link that leads on, or several, «then» between."""
        page = people.page(self.who, **options) if self.who else people.visitor(**options)
        if self.draft:
            filing.begin(page, self.draft)
            filing.tell_people(page)
        if self.helped:
            filing.begin_helped(page, self.helped)
            filing.tell_old_man(page)
        if self.tracked:
            lan = people.page("lan")
            lan.goto("/ho-so/")
            Tracker(page, lan.locator("main .code").first.inner_text()).open()
            page.wait_for_url("**/tra-cuu/ho-so/")
        begun = self.draft or self.helped
        page.goto(page.url.rsplit("/", 2)[0] + self.address if begun else self.address)
        for link in filter(None, self.follow.split(" then ")):
            page.goto(page.locator(link).first.get_attribute("href") or "")
        if self.play is not None:
            self.play(page, people)
        return page


_OWN, _ROW = "main a[href^='/ho-so/']", "tr[data-href] a"
#: A dossier of hers that waits for her answer.
_ASKED = "main a[href^='/ho-so/']:has-text('Cần ông/bà bổ sung')"
#: A dossier that is late, as its leader finds it.
_LATE = "tr[data-href]:has-text('Quá hạn') a"
#: A dossier that was filed online with an electronic form.
_DECLARED = "tr[data-href]:has-text('hôn nhân'):has-text('Trực tuyến') a"
PORTAL = (
    Screen("home", "", "/"),
    Screen("find", "", "/thu-tuc/"),
    Screen("found", "", "/thu-tuc/?q=khai+sinh"),
    Screen("nothing-found", "", "/thu-tuc/?q=xyzzy+qwrt"),
    Screen("field", "", "/thu-tuc/?linh-vuc=ho-tich"),
    Screen("procedure", "", f"/thu-tuc/{filing.BIRTH_AGAIN}/"),
    Screen("procedure-cases", "", f"/thu-tuc/{filing.BUSINESS}/"),
    Screen("procedure-large", "", f"/thu-tuc/{filing.BIRTH_AGAIN}/?co=lon"),
    Screen("life", "", "/doi-song/"),
    Screen("life-event", "", "/doi-song/mat-nguoi-than/"),
    Screen("guide-question", "", "/thu-tuc/1.001193/hoi/"),
    Screen("guide-missing", "", "/thu-tuc/1.001193/hoi/?hoi=viec"),
    Screen("guide-list", "", "/thu-tuc/1.001193/hoi/?viec=moi&tre=thuong&chung-sinh=co&thay=khong&cach=truc-tuyen"),
    Screen("guide-other", "", "/thu-tuc/1.001193/hoi/?viec=mat-so"),
    Screen("guide-ask", "", "/thu-tuc/1.001731/hoi/?dien=bao-tro"),
    Screen("no-procedure", "", "/thu-tuc/9.999999/"),
    Screen("help", "", "/huong-dan/"),
    Screen("places", "", "/dia-gioi/"),
    Screen("track", "", "/tra-cuu/"),
    Screen("begin", "", f"/nop-ho-so/{filing.BIRTH_AGAIN}/"),
    Screen("eform-child", "", "/khai-tre/", draft=filing.BIRTH),
    Screen("eform-mother", "", "/khai-me/", draft=filing.BIRTH),
    Screen("eform-known", "", "/khai-nguoi/", draft=filing.EXTRACT),
    Screen("eform-review", "", "/xem-lai/", draft=filing.EXTRACT),
    Screen("eform-papers", "", "/giay-to/", draft=filing.BIRTH),
    Screen("signers", "", "/cung-ky/", draft=signing.MARRIAGE_AGAIN),
    Screen("prepare-elsewhere", "", f"/nop-ho-so/{filing.DEATH_AGAIN}/"),
    Screen("elsewhere-papers", "", "/chuan-bi/", draft=filing.DEATH_AGAIN),
    Screen("elsewhere-carry", "", "/sang-cong/", draft=filing.FUNERAL),
    Screen("elsewhere-code", "lan", "/ma-cong/", draft=filing.FUNERAL),
    Screen("help-file", "tinh", "/giup-nop/"),
    Screen("help-begin", "tinh", f"/giup-nop/{filing.BIRTH_AGAIN}/"),
    Screen("help-begin-public", "", f"/giup-nop/{filing.BIRTH_AGAIN}/"),
    Screen("help-begin-relative", "lan", f"/giup-nop/{filing.BIRTH_AGAIN}/"),
    Screen("help-people", "tinh", "/nguoi-nop/", helped=filing.BIRTH_AGAIN),
    Screen("help-review", "tinh", "/xem-lai/", helped=filing.BIRTH_AGAIN),
    Screen("help-consent", "hien", "/dong-y/", helped=filing.BIRTH_AGAIN),
    Screen("help-done", "tinh", "/giup-nop/da-nop/"),
    Screen("sign-in", "", "/dang-nhap/"),
    Screen("sign-in-code", "", "/", play=sharing.code_page),
    Screen("who-first", "", "/", play=sharing.first),
    Screen("who", "", "/", play=sharing.question),
    Screen("who-added", "", "/", play=sharing.added),
    Screen("who-wrong", "", "/", play=sharing.wrong),
    Screen("still-there", "", "/con-o-do/"),
    Screen("not-found", "", "/khong-co/"),
    Screen("own", "lan", "/ho-so/"),
    Screen("own-language", "lan", "/ho-so/ngon-ngu/"),
    Screen("papers-held", "lan", "/giay-to/", "main a[href$='/da-co/']", draft=filing.BIRTH_AGAIN),
    Screen("own-dossier", "lan", "/ho-so/", _OWN),
    Screen("own-awaiting", "lan", "/ho-so/", f"{_OWN}:has-text('kết hôn')"),
    Screen("confirm-door", "", "/", play=signing.door),
    Screen("confirm-code", "", "/", play=signing.code_asked),
    Screen("confirm-wrong", "", "/", play=signing.wrong),
    Screen("confirm-question", "", "/", play=signing.question),
    Screen("confirm-yes", "", "/", play=signing.confirmed),
    Screen("confirm-no", "", "/", play=signing.refused),
    Screen("confirm-answered", "", "/", play=signing.answered),
    Screen("confirm-unknown", "", "/xac-nhan/khong-co/"),
    Screen("own-large", "lan", "/ho-so/?co=lon", _OWN),
    Screen("own-reply", "lan", "/ho-so/", f"{_ASKED} then a[href$='/bo-sung/']"),
    Screen("own-withdraw", "lan", "/ho-so/", f"{_ASKED} then a[href$='/rut/']"),
    Screen("own-looked", "lan", "/ho-so/", f"{_ASKED} then a[href$='/ai-da-xem/']"),
    Screen("tracked", "", "/tra-cuu/ho-so/", tracked=True),
    Screen("tracked-large", "", "/tra-cuu/ho-so/?co=lon", tracked=True),
)
DESK = (
    Screen("desk-sign-in", "", "/desk/sign-in/"),
    *(Screen(f"tab-{tab}", "minh", f"/desk/?tab={tab}") for tab in ("intake", "citizen", "return", "outside", "all")),
    Screen("tab-mine", "hoa", "/desk/?tab=mine"),
    Screen("tab-approval", "tuan", "/desk/?tab=approval"),
    Screen("today", "minh", "/desk/today/?tab=all"),
    Screen("register", "minh", "/desk/register/"),
    Screen("search", "minh", "/desk/search/"),
    Screen("counter", "minh", "/desk/counter/"),
    Screen("counter-filing", "minh", f"/desk/counter/{filing.BIRTH_AGAIN}/"),
    Screen("outside", "minh", "/desk/outside/"),
    Screen("dossier-intake", "minh", "/desk/?tab=intake", _ROW),
    Screen("dossier-mine", "hoa", "/desk/?tab=mine", _ROW),
    Screen("dossier-approval", "tuan", "/desk/?tab=approval", _ROW),
    Screen("dossier-asked", "minh", "/desk/?tab=citizen", _ROW),
    Screen("act-apologise", "tuan", "/desk/?tab=all", f"{_LATE} then a[href$='/do/apologise/']"),
    Screen("dossier-eform", "minh", "/desk/?tab=all", _DECLARED),
    Screen("eform-in-full", "minh", "/desk/?tab=all", f"{_DECLARED} then a[href$='/eform/']"),
    Screen("dossier-return", "minh", "/desk/?tab=return", _ROW),
    Screen("correct-person", "minh", "/desk/?tab=return", f"{_ROW} then a[href$='/correct/']"),
    Screen("dossier-outside", "minh", "/desk/?tab=outside", _ROW),
)
CONSOLE = (
    Screen("console-overview", "son", "/console/"),
    Screen("console-figure", "son", "/console/", ".figures a"),
    Screen("console-catalogue", "khanh", "/console/catalogue/"),
    Screen("console-waiting", "khanh", "/console/catalogue/waiting/"),
    Screen("console-procedure", "khanh", f"/console/catalogue/{filing.BIRTH_AGAIN}/"),
    Screen("console-term", "khanh", f"/console/catalogue/{filing.BIRTH_AGAIN}/term:1/"),
    Screen("console-fee", "khanh", f"/console/catalogue/{filing.BIRTH_AGAIN}/fee:1/"),
    Screen("console-changes", "khanh", "/console/changes/"),
    Screen("console-change-new", "khanh", "/console/changes/new/"),
    Screen("console-work", "khanh", "/console/work/"),
    Screen("console-codes", "khanh", "/console/work/?list=codes"),
    Screen("console-parts", "khanh", "/console/work/?list=parts"),
    Screen("console-misses", "khanh", "/console/work/?list=misses"),
    Screen("console-checked", "khanh", f"/console/work/checked/{filing.BIRTH_AGAIN}/"),
    Screen("console-boards", "khanh", "/console/boards/"),
    Screen("console-board-level", "khanh", "/console/boards/levels/unstated/"),
    Screen("console-board-book", "van", "/console/boards/book/"),
    Screen("console-board-hang", "khanh", "/console/boards/book/hang/"),
    Screen("console-board-list", "khanh", "/console/boards/list/"),
    Screen("console-board-posting", "khanh", f"/console/boards/postings/{filing.BIRTH_AGAIN}/"),
    Screen("console-messages", "son", "/console/messages/"),
    Screen("console-ways", "son", "/console/messages/ways/"),
    Screen("console-wordings", "khanh", "/console/messages/words/"),
    Screen("console-wording", "khanh", "/console/messages/words/decided/"),
    Screen("console-languages", "khanh", "/console/languages/"),
    Screen("console-language", "khanh", "/console/languages/en/"),
    Screen("console-letters", "minh", "/console/messages/letters/"),
    Screen("console-calendar", "khanh", "/console/calendar/"),
    Screen("console-day", "quan", "/console/calendar/day/"),
    Screen("console-sittings", "quan", "/console/calendar/sittings/"),
    Screen("console-calculator", "khanh", "/console/calendar/calculator/"),
    Screen("console-people", "quan", "/console/people/"),
    Screen("console-account", "quan", "/console/people/account/"),
    Screen("console-accounts", "quan", "/console/people/accounts/"),
    Screen("console-account-password", "quan", "/console/people/accounts/", "a[href$='/password/']"),
    Screen("console-account-second", "quan", "/console/people/accounts/", "a[href$='/second-factor/']"),
    Screen("console-browser", "quan", "/console/people/browser/"),
    Screen("console-position", "quan", "/console/people/position/"),
    Screen("console-log", "thanh", "/console/audit/"),
    Screen("console-looks", "thanh", "/console/audit/looks/"),
)
EVERY = (*PORTAL, *DESK, *CONSOLE)
