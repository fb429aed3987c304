"""The pages of the house: which stand where, and what they are handed."""

from collections.abc import Mapping
from pathlib import Path

from aiohttp import web

from chat.counts import Counts
from chat.networks import Networks
from chat.pages.account import AccountPages
from chat.pages.health import Check, HealthPages, Numbers
from chat.pages.helping_in import HelpingInPages
from chat.pages.opening_limit import NoLimit, PerMinute
from chat.pages.replies import ReplyPages
from chat.pages.sessions import SessionPages
from chat.pages.shells import Page, Shells
from chat.pages.site import Part, site
from chat.pages.sparring import SparringPages
from chat.pages.static import StaticFiles
from chat.pages.video import VideoPages
from chat.pages.young import YoungPages
from chat.staff.invitations import Invitations
from chat.staff.ports import ending_duty, submitting
from chat.staff.proving import Proving
from chat.staff.roles import Act
from chat.staff.signing_in import SignIn
from chat.staff.slow_down import SlowDown
from chat.staff.sparring import Sparring
from chat.storage.escalations import Escalations
from chat.storage.judgements import Judgements
from chat.words import Words
from config import told
from config.house import Conversing, StaffSide, Storage
from config.lexicon_apart import LexiconApart
from config.starting import Start
from supervisor_console.complaints.limit import FewFromEach
from supervisor_console.complaints.pages import ComplaintPages
from supervisor_console.complaints.statements import Complaints
from supervisor_console.directory.pages import DirectoryPages
from supervisor_console.figures.pages import FiguresPages
from supervisor_console.forecast.forecasting import Forecasting
from supervisor_console.forecast.pages import ForecastPages
from supervisor_console.legal_duties.pages import LetterPages
from supervisor_console.names import StaffNames
from supervisor_console.reports.pages import ReportPages
from supervisor_console.reports.printed import Printing
from supervisor_console.reports.publishing import Publishing
from supervisor_console.visits.pages import VisitPages
from supervisor_console.visits.statements import Visits
from supervisor_console.workbench.pages import LexiconPages

ROOT = Path(__file__).parent.parent
CHAT, CONSOLE = ROOT / "chat/web", ROOT / "supervisor_console/web"
RETURNS = 5
"""Codes a network may try in a minute, for nothing: 52 bits hold for ever so (our own choice)."""
YOUNG = ("main", "inside", "talking", "bridge")
"""What the young person's page fetches, the later the less often."""


def pages(
    start: Start,
    storage: Storage,
    staff: StaffSide,
    doing: Conversing,
    *,
    counts: Counts,
    words: Words,
    checks: Mapping[str, Check],
    numbers: Numbers,
) -> web.Application:
    """Return the application, without its sockets."""
    settings = told.pages(start.policy, start.settings)
    staff_settings = told.staff(start.policy)
    together = start.settings.redis_url is not None

    def seconds() -> float:
        return storage.clock().timestamp()

    networks = Networks(
        settings.trusted_proxies, seconds, start.secret_for("networks") if together else None
    )
    submit = submitting(storage.writer)
    per_min = settings.conversations_per_network_per_min
    files = StaticFiles(
        {"chat/web": CHAT, "supervisor_console/web": CONSOLE},
        # The young come on bad lines. Staff sit at desks, and load each file once a version; but a
        # supervisor is to see the board at once, and seventy files in five steps take half of that.
        joined=tuple(f"chat/web/young/{name}.js" for name in YOUNG),
        alone=("supervisor_console/web/main.js", "chat/web/bridge/main.js"),
        outside=("chat/web/vendor",),
    )
    shells = Shells(
        pages=(
            Page("/", CHAT / "young/page.html"),
            Page("/video", CHAT / "video/page.html"),
            _framed("/counsellor", CHAT / "counsellor", Act.OPEN_COUNSELLOR_CONSOLE),
            _framed("/supervisor", CONSOLE, Act.OPEN_SUPERVISOR_CONSOLE),
            _framed("/supervisor/lexicon", CONSOLE / "workbench", Act.EDIT_LEXICON),
            _framed("/supervisor/figures", CONSOLE / "figures", Act.READ_FIGURES),
            _framed("/supervisor/reports", CONSOLE / "reports", Act.READ_REPORTS),
            _framed("/supervisor/directory", CONSOLE / "directory", Act.EDIT_DIRECTORY),
            _framed("/supervisor/letter", CONSOLE / "letter", Act.RECORD_LEGAL_DUTY),
            _framed("/bridge", CHAT / "bridge", Act.OPEN_BRIDGE_CONSOLE),
            _framed("/complaint", CHAT / "complaint"),
            _framed("/account", CHAT / "account"),
            _framed("/sign-in", CHAT / "sign_in"),
            _framed("/invitation", CHAT / "invitation"),
        ),
        static=files.prefix,
        words=words,
        sessions=staff.sessions,
        cookie=staff.cookie,
        help_lines=doing.directory.help_lines,
    )
    doing.directory.tell(shells.fill)
    limit = NoLimit() if per_min is None else PerMinute(per_min, counts, seconds)
    young = YoungPages(
        words=words,
        networks=networks,
        limit=limit,
        state=doing.service.state,
        open=doing.open,
        leave=doing.leave,
        come_back=doing.return_codes.take,
        return_limit=NoLimit() if per_min is None else PerMinute(RETURNS, counts, seconds),
    )
    video = VideoPages(
        networks,
        NoLimit() if per_min is None else PerMinute(RETURNS, counts, seconds),
        doing.video_links.use,
    )
    slow_down = SlowDown(staff_settings.slow_down, counts=counts)
    guarded = (storage.store, submit, staff.passwords, staff.sessions, slow_down, storage.vault)
    sessions = SessionPages(
        cookie=staff.cookie,
        networks=networks,
        sessions=staff.sessions,
        sign_in=SignIn(*guarded),
        invitations=Invitations(
            storage.store, submit, staff.passwords, staff_settings.shortest_password
        ),
        clock=storage.clock,
        off_duty=ending_duty(storage.writer),
    )
    account = AccountPages(
        door=staff.door,
        cookie=staff.cookie,
        networks=networks,
        sessions=staff.sessions,
        accounts=staff.accounts,
        factors=staff.factors,
        proving=Proving(*guarded),
        factor_required=staff_settings.factor_required,
    )
    helping_in = HelpingInPages(staff.member_of, staff.accounts, staff.factors, staff.sessions)
    health = HealthPages(checks, numbers, networks)
    replies = ReplyPages(member_of=staff.member_of, replies=doing.directory.replies)
    apart = LexiconApart()
    lexicon = LexiconPages(
        member_of=staff.member_of,
        running=doing.lexicon,
        proposals=doing.lexicon.proposals,
        submit=submit,
        names=StaffNames(storage.store),
        check=apart.check,
        measure=apart.measure,
        clock=storage.clock,
    )
    figures = FiguresPages(
        member_of=staff.member_of,
        conversations=storage.conversations,
        escalations=Escalations(storage.store),
        judgements=Judgements(storage.store, storage.vault),
        deadlines=start.policy.escalation_due,
        flagged_from=told.silence(start.policy).flagged_from,
        clock=storage.clock,
    )
    forecast = ForecastPages(
        staff.member_of,
        Forecasting(
            storage.store,
            start.policy.opening_hours,
            told.staffing(start.policy),
            storage.clock,
        ),
    )
    reports = ReportPages(
        member_of=staff.member_of,
        publishing=Publishing(storage.store, submit, start.headings, storage.clock),
        printing=Printing(words, start.directory.municipalities),
        submit=submit,
        campaigns=start.policy.campaigns,
    )
    complaints = ComplaintPages(
        member_of=staff.member_of,
        networks=networks,
        limit=NoLimit() if per_min is None else FewFromEach(counts),
        complaints=Complaints(storage.store, storage.vault),
        verdict=doing.reading.verdict,
        submit=submit,
    )
    visits = VisitPages(
        staff.member_of, start.directory.municipalities, Visits(storage.store), submit
    )
    sparring = SparringPages(
        staff.member_of,
        Sparring(storage.store, storage.vault),
        submit,
        told.sparring(start.policy),
        storage.clock,
        start.secret_for("sparring"),
    )
    letters = LetterPages(
        member_of=staff.member_of,
        log=storage.log,
        texts=start.legal_duties.texts(),
        municipalities=start.directory.municipalities,
        sender=start.directory.brand.signature,
        submit=submit,
        clock=storage.clock,
    )
    directory = DirectoryPages(
        member_of=staff.member_of,
        running=doing.directory,
        edits=doing.directory.edits,
        submit=submit,
        names=StaffNames(storage.store),
        clock=storage.clock,
    )
    for_staff: list[Part] = [
        sessions,
        account,
        helping_in,
        replies,
        sparring,
        lexicon,
        figures,
        forecast,
        reports,
        complaints,
        visits,
        letters,
        directory,
    ]
    return site(settings, words, [young, video, *for_staff, health, shells, files])


def _framed(path: str, folder: Path, act: Act | None = None) -> Page:
    return Page(path, folder / "page.html", act, frame=CHAT / "design/frame.html")
