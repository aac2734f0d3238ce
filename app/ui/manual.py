"""The short manual inside the program: a page's worth for each place, in plain words. Msgids."""

from dataclasses import dataclass

from app.errors import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """One chapter: the pages it explains, its title and its paragraphs."""

    pages: tuple[str, ...]
    icon: str
    title: str
    paragraphs: tuple[str, ...]


CHAPTERS: tuple[Chapter, ...] = (
    Chapter(
        pages=("today",),
        icon="today",
        title=N_("The day begins on Today"),
        paragraphs=(
            N_("Today lists what is due: first those who need help soonest, then by date."),
            N_("Late work stays in the list until it is done. It never goes by itself."),
            N_("Under “Continue where you stopped” stands what you began and did not finish."),
        ),
    ),
    Chapter(
        pages=("request",),
        icon="plus",
        title=N_("A new request"),
        paragraphs=(
            N_("Surname, name, sex and age are enough to begin. Everything else can wait for the visit."),
            N_(
                "The case gets its number at once, without a network. The last sign of the number finds typing mistakes."
            ),
            N_(
                "If somebody with such a name is here already, the page says so. Look at that file before you "
                "register the person a second time."
            ),
        ),
    ),
    Chapter(
        pages=("cases", "case", "visits", "review"),
        icon="cases",
        title=N_("A case, step by step"),
        paragraphs=(
            N_("The steps on top of a case show what is done. Below them stands the one thing to do next."),
            N_(
                "Before the assessment write down the consent: for what, from whom, how. It can be withdrawn."
            ),
            N_("A visit always has the date of the next one. It is proposed from how often you should come."),
            N_(
                "A client may look at the screen. Therefore no list says how great a danger is, only how often "
                "the worker comes. The reasons are shown when you ask for them."
            ),
            N_("A protected case shows its number and a lock in lists, and nothing else."),
        ),
    ),
    Chapter(
        pages=("households", "household"),
        icon="households",
        title=N_("A household"),
        paragraphs=(
            N_(
                "Press a member to change what is written down. Every field is saved by itself, a second after you type."
            ),
            N_("What you move to the trash can be taken back with Undo."),
        ),
    ),
    Chapter(
        pages=("conflicts",),
        icon="conflicts",
        title=N_("When two people wrote different things"),
        paragraphs=(
            N_(
                "Nothing is overwritten. The field shows both values, who wrote them and when. Press “Take this” "
                "beside the right one."
            ),
        ),
    ),
    Chapter(
        pages=("form",),
        icon="document",
        title=N_("Filling in a form"),
        paragraphs=(
            N_(
                "Go through the form together with the client. Every answer is kept at once, also when the power goes."
            ),
            N_("Ctrl+PgDown and Ctrl+PgUp lead to the next and to the previous section."),
            N_(
                "In a case “Forms” shows what was begun, what is finished and what can still be filled in. "
                "“Read” shows a finished form question by question."
            ),
            N_(
                "A finished form is not changed. “Correct…” asks for the reason and makes a new version beside it; the "
                "old one stays and can be read."
            ),
        ),
    ),
    Chapter(
        pages=("plan", "plans"),
        icon="plans",
        title=N_("The support plan"),
        paragraphs=(
            N_(
                "A plan says who does what by when, in the client's words. A finished version goes to the supervisor."
            ),
            N_("Print it for the client in large letters, in Turkmen, in Russian or in both."),
        ),
    ),
    Chapter(
        pages=("bundles", "inbox"),
        icon="bundles",
        title=N_("Bundles"),
        paragraphs=(
            N_(
                "A bundle carries your changes to the centre on a stick. It is encrypted for the centre; whoever "
                "finds the stick can read nothing."
            ),
            N_(
                "The bar below says how many changes are not yet delivered. The centre's receipt clears them."
            ),
        ),
    ),
    Chapter(
        pages=("forms", "trial"),
        icon="forms",
        title=N_("Preparing a form"),
        paragraphs=(
            N_(
                "A form is a spreadsheet (XLSForm): the sheet “survey” holds the questions, “choices” the answers, "
                "“settings” the title, the form_id and the version."
            ),
            N_(
                "Every problem is told with its sheet, row and column. An error keeps the form from being used, a warning "
                "is worth mending. Enter copies the cell of a problem: press F5 in the spreadsheet and paste it."
            ),
            N_(
                "Each language has columns of its own, such as label::Türkmençe (tk) and label::Русский (ru). The bars show "
                "how much of each language there is."
            ),
            N_("Tables and pictures that a form names lie in the same folder as its file."),
            N_("Try the form before you publish it. Nothing of a trial is kept."),
            N_(
                "A published form is signed and goes out with the next bundles. Old answers stay with the form they were "
                "given to. Questions may come and go; the type of a question may only become text."
            ),
        ),
    ),
    Chapter(
        pages=("lock",),
        icon="lock",
        title=N_("Locking, and when something goes wrong"),
        paragraphs=(
            N_(
                "Ctrl+L locks at once. After some minutes without a key or a movement the window locks by itself."
            ),
            N_("What you were typing is kept and is there again after the password."),
            N_(
                "If the password is lost, the recovery sheet opens the case file. Keep it far from the laptop."
            ),
        ),
    ),
)
