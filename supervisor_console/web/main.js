// @ts-check
/* The supervisor's page (vagthavendes side): wires its parts, and alone opens the line. */

import { toAccount, whoAmI } from "../../chat/web/staff/session.js";
import { covered } from "../../chat/web/staff/covered.js";
import { openConnection } from "../../chat/web/shared/connection.js";
import { onMissed } from "../../chat/web/staff/asking.js";
import { now, startClock } from "../../chat/web/staff/clock.js";
import { setTitle } from "../../chat/web/staff/page_title.js";
import { catchDroppedFiles } from "../../chat/web/staff/dropped.js";
import { connectPresses } from "../../chat/web/shared/presses.js";
import { connectScreenLock } from "../../chat/web/staff/screen_lock.js";
import { provedAck } from "../../chat/web/staff/proof.js";
import { alarm as sayAtOnce } from "../../chat/web/staff/live_regions.js";
import { chosenLanguage, speak, t } from "../../chat/web/staff/words.js";
import { effect, html, render } from "../../chat/web/vendor/preact.js";
import { browserTones, makeAlarm, titleOf } from "../../chat/web/staff/alarm.js";
import { connectBookings } from "./booked_video.js";
import { connectComplaints } from "./complaints_waiting.js";
import { connectKeys } from "./keys.js";
import { connectLateQuestions } from "./late_questions.js";
import { SupervisorPage } from "./page.js";
import { connectPresence } from "./presence.js";
import { connectSound } from "./sound_control.js";
import { connectToday } from "./today.js";
import { Watch } from "./watch.js";

/** @import { Me } from "../../chat/web/staff/wire.js" */

const PARTS = ["shared", "errors", "level", "staff", "supervisor", "legal"];
const SIGN_IN = "/sign-in?next=/supervisor";

const page = /** @type {HTMLElement} */ (document.getElementById("page"));

/**
 * @param {Me} me
 * @param {Promise<void>} speaking the board is asked for while the words are still on their way
 */
async function open(me, speaking) {
  /** @type {ReturnType<typeof openConnection> | null} */
  let line = null;
  const away = () => ({ ok: /** @type {const} */ (false), error: { code: "timeout", message: t("error.timeout") } });
  const watch = new Watch({
    me,
    request: async (event, payload) => {
      const ack = await provedAck(async () => line?.request(event, payload) ?? away());
      return !ack.ok && ack.error.code === "timeout" ? away() : ack;
    },
    tell: (event, payload) => line?.tell(event, payload),
  });
  onMissed((words) => { watch.trouble.value = words; });
  const bell = makeAlarm(browserTones());
  const sound = connectSound(bell);
  const presence = connectPresence({
    // Whoever sits before a covered screen has not shown who they are: the house is not told that they are here.
    confirm: () => { if (!covered.peek()) void watch.confirm(); },
    changed: (is) => { watch.presence.value = is; },
  });
  startClock(() => presence.look());
  effect(() => {
    void now.value;
    presence.look();
  });

  line = openConnection({
    namespace: "/supervisor",
    on: watch.frames,
    onStatus: (status) => {
      watch.lineIs(status);
      if (status === "away") {
        bell.lineLost();
        sayAtOnce(t("supervisor.warning.line_said"));
      }
    },
    onRefused: ({ code }) => {
      if (code === "unauthorized") location.assign(SIGN_IN);
      else if (code === "must_enrol") toAccount("/supervisor");
      else void speaking.then(showRefusal);
    },
  });
  await speaking;

  void connectComplaints((found) => {
    if (found.calling > watch.complaints.value.calling) sayAtOnce(t("supervisor.complaints.said"));
    watch.complaints.value = found;
  });
  connectBookings(watch);
  void connectLateQuestions(watch);
  void connectToday((today) => { watch.today.value = today; });
  effect(() => { bell.ring(watch.escalations.calling.value.length > 0 || watch.complaints.value.paging > 0); });
  effect(() => { 
    setTitle(titleOf({
      calling: watch.escalations.calling.value.length + watch.complaints.value.calling, lost: watch.line.value === "away", title: t("supervisor.page.title"),
    }));
  });

  const signOut = async () => {
    await fetch("/api/session", { method: "DELETE" });
    line?.close();
    location.assign("/sign-in");
  };
  const keys = connectKeys(watch);
  connectPresses();
  catchDroppedFiles();
  render(html`<${SupervisorPage} watch=${watch} sound=${sound} keys=${keys} signOut=${() => void signOut()} />`, page);
  void connectScreenLock({ calling: () => watch.escalations.calling.peek().length + watch.complaints.peek().calling });
}

function showRefusal() {
  render(html`<main class="refusal"><h1>${t("supervisor.page.title")}</h1><p>${t("supervisor.page.not_yours")}</p><p><a href="/sign-in">${t("supervisor.page.sign_in")}</a></p></main>`, page);
}

const me = await whoAmI();
if (me === null) {
  location.assign(SIGN_IN);
} else {
  const speaking = speak(chosenLanguage(me.language), PARTS);
  if (me.roles.includes("supervisor")) await open(me, speaking);
  else await speaking.then(showRefusal);
}
