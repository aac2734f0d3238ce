"""Which pages there are, for whom, and where their classes stand; a page is imported and made when it is first wanted."""

from collections.abc import Callable, Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from PySide6.QtWidgets import QWidget

from app.errors import N_
from app.ui.places import Place
from app.ui.widgets.layout import column

PLACES: Mapping[str, Place] = {
    place.id: place
    for place in (
        Place(id="today", msgid=N_("Today"), icon="today"),
        Place(id="inbox", msgid=N_("Inbox"), icon="inbox"),
        Place(id="review", msgid=N_("For approval"), icon="review"),
        Place(id="conflicts", msgid=N_("Conflicts"), icon="conflicts"),
        Place(id="cases", msgid=N_("Cases"), icon="cases"),
        Place(id="households", msgid=N_("Households"), icon="households"),
        Place(id="visits", msgid=N_("Visits"), icon="visits"),
        Place(id="plans", msgid=N_("Plans"), icon="plans"),
        Place(id="bundles", msgid=N_("Bundles"), icon="bundles"),
        Place(id="forms", msgid=N_("Forms"), icon="forms"),
        Place(id="help", msgid=N_("Help"), icon="help"),
    )
}
OF_WORKER = ("today", "cases", "households", "visits", "plans", "bundles", "help")
OF_CENTRE = ("inbox", "review", "conflicts", "cases", "households", "bundles", "forms", "help")

# Every page there is: where its class stands, and the place of the sidebar that it belongs to.
PAGES: Mapping[str, tuple[str, str, str]] = {
    "today": ("app.ui.pages.today", "TodayPage", "today"),
    "cases": ("app.ui.pages.cases", "CasesPage", "cases"),
    "review": ("app.ui.pages.review", "ReviewPage", "review"),
    "households": ("app.ui.pages.households", "HouseholdsPage", "households"),
    "visits": ("app.ui.pages.visits", "VisitsPage", "visits"),
    "help": ("app.ui.pages.help", "HelpPage", "help"),
    "request": ("app.ui.pages.request", "RequestPage", "cases"),
    "household": ("app.ui.pages.household_page", "HouseholdPage", "households"),
    "case": ("app.ui.pages.case_page", "CasePage", "cases"),
    "form": ("app.ui.forms.form_page", "FormPage", "cases"),
    "filled": ("app.ui.pages.filled_page", "FilledPage", "cases"),
    "plan": ("app.ui.pages.plan_page", "PlanPage", "plans"),
    "plans": ("app.ui.pages.plans", "PlansPage", "plans"),
    "bundles": ("app.ui.pages.bundles", "BundlesPage", "bundles"),
    "inbox": ("app.ui.pages.inbox", "InboxPage", "inbox"),
    "forms": ("app.ui.pages.forms", "FormsPage", "forms"),
    "trial": ("app.ui.forms.trial", "TrialPage", "forms"),
    "conflicts": ("app.ui.pages.conflicts", "ConflictsPage", "conflicts"),
}


def is_there(page_id: str) -> bool:
    """Tell whether this build has a page."""
    return find_spec(PAGES[page_id][0]) is not None


def page_class(page_id: str) -> Callable[..., QWidget]:
    """Return the class of a page."""
    module, name, _place = PAGES[page_id]
    found: Callable[..., QWidget] = getattr(import_module(module), name)
    return found


class Holder(QWidget):
    """The place of a page in the shell; the page itself is made when it is first wanted, so that unlocking is quick."""

    def __init__(self, make: Callable[[], QWidget]) -> None:
        super().__init__()
        self._make = make
        self.page: Any = None
        self.setLayout(column(spacing=0))

    def made(self) -> Any:
        """Return the page."""
        if self.page is None:
            self.page = self._make()
            self.setFocusProxy(self.page)
            box = self.layout()
            assert box is not None  # noqa: S101 - it was set above
            box.addWidget(self.page)
        return self.page
