// @ts-check
/* The counsellor's page, put together: who I am, the words, the line, and what is drawn. */

import { effect, html, render } from "../vendor/preact.js";
import { connectBack } from "../staff/back.js";
import { startClock } from "../staff/clock.js";
import { catchDroppedFiles } from "../staff/dropped.js";
import { isElsewhere, openNotices } from "../staff/desktop_notices.js";
import { onMissed } from "../staff/asking.js";
import { alarm, tell } from "../staff/live_regions.js";
import { setTitle } from "../staff/page_title.js";
import { connectPresses } from "../shared/presses.js";
import { connectScreenLock } from "../staff/screen_lock.js";
import { openSound } from "../staff/sound.js";
import { chosenLanguage, speak, t } from "../staff/words.js";
import { endSession, toSignIn, whoAmI } from "../staff/session.js";
import { announcementOf, changesToTell } from "./announcements.js";
import { alertsBetween } from "./alerts.js";
import { titleCount } from "./attention.js";
import { Console } from "./console.js";
import { Desk } from "./desk.js";
import { connectKeys } from "./keys.js";
import { View } from "./view.js";

/** @import { Me } from "../staff/wire.js" */
/** @import { AlertKind } from "./alerts.js" */

/** What sounds also while one is at the page; the rest only when one is elsewhere, and has asked for it. */
const ALWAYS_SOUND = new Set(/** @type {AlertKind[]} */ (["queue", "offer", "imminent", "asleep"]));

/** @param {Me} me */
function open(me) {
  const sound = openSound("brobygger.counsellor.sound");
  const notices = openNotices("brobygger.counsellor.notices", t("staff.desk.page_title"));
  const desk = new Desk(me, (conversation, added, live) => {
    const said = announcementOf(conversation, added, live);
    if (said !== null) tell(t(said.key, said.values));
  });
  const view = new View(desk);
  onMissed((words) => desk.fault(words));

  let before = desk.state.value;
  effect(() => {
    const after = desk.state.value;
    const alerts = alertsBetween(before, after);
    const { on, messages } = sound.settings.peek();
    if (alerts.some(({ kind }) => (ALWAYS_SOUND.has(kind) ? on : messages && isElsewhere()))) sound.tone();
    if (alerts.some(({ kind }) => kind === "asleep")) alarm(t("staff.notice.asleep"));
    for (const { kind, level } of alerts) notices.show(kind, t(`desk.alerts.${kind}`, { level }));
    for (const { key, values, urgent } of changesToTell(before, after)) (urgent ? alarm : tell)(t(key, values));
    before = after;
    const count = titleCount(after);
    setTitle(count > 0 ? `(${count}) ${t("staff.desk.page_title")}` : t("staff.desk.page_title"));
  });
  effect(() => {
    if (!desk.lost.value) return;
    notices.show("lost", t("desk.alerts.lost"));
    if (sound.settings.peek().on && isElsewhere()) sound.tone();
  });
  effect(() => { if (desk.signedOut.value) alarm(t("staff.signed_out.title")); });
  catchDroppedFiles();
  addEventListener("beforeunload", (event) => { if (desk.hasUnsent()) event.preventDefault(); });

  const ruler = document.createElement("div");
  ruler.className = "ruler";
  document.body.append(ruler);
  view.follow(ruler);
  connectKeys(desk, view);
  const tellDepth = connectBack((depth) => view.backTo(depth));
  effect(() => tellDepth(view.depth.value));
  connectPresses();
  startClock((from) => desk.woke(from));
  render(html`<${Console} desk=${desk} view=${view} sound=${sound} notices=${notices} leave=${leave} signedIn=${signedIn} />`, page);
  desk.open();
  void connectScreenLock({ calling: () => titleCount(desk.state.peek()) });

  async function signedIn() {
    const now = await whoAmI();
    // Somebody else at the same screen must not find this one's conversations.
    if (now === null || now.staff_id !== me.staff_id) location.reload();
    else desk.open();
  }
}

async function leave() {
  await endSession();
  toSignIn(null);
}

const page = /** @type {HTMLElement} */ (document.getElementById("page"));
const me = await whoAmI();
if (me === null) {
  toSignIn("/counsellor");
} else {
  await speak(chosenLanguage(me.language), ["staff", "desk", "level", "shared", "errors"]);
  open(me);
}
