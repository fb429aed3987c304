// @ts-check
/* The counsellor's page, put together: who I am, the words, the line, and what is drawn. */

import { effect, html, render } from "../vendor/preact.js";
import { startClock } from "../staff/clock.js";
import { alarm, tell } from "../staff/live_regions.js";
import { openSound } from "../staff/sound.js";
import { chosenLanguage, speak, t } from "../staff/words.js";
import { endSession, toSignIn, whoAmI } from "../staff/session.js";
import { announcementOf, changesToTell } from "./announcements.js";
import { newcomers, titleCount } from "./attention.js";
import { Console } from "./console.js";
import { Desk } from "./desk.js";
import { connectKeys } from "./keys.js";
import { View } from "./view.js";

/** @import { Me } from "../staff/wire.js" */

/** @param {Me} me */
function open(me) {
  const sound = openSound("brobygger.counsellor.sound");
  const desk = new Desk(me, (conversation, added, live) => {
    const said = announcementOf(conversation, added, live);
    if (said !== null) tell(t(said.key, said.values));
  });
  const view = new View(desk);

  let before = desk.state.value;
  effect(() => {
    const after = desk.state.value;
    const levels = newcomers(before, after);
    const offered = after.offers.length > before.offers.length;
    if ((levels.length > 0 || offered) && sound.settings.peek().on) sound.tone();
    for (const { key, values, urgent } of changesToTell(before, after)) (urgent ? alarm : tell)(t(key, values));
    before = after;
    const count = titleCount(after);
    document.title = count > 0 ? `(${count}) ${t("staff.desk.page_title")}` : t("staff.desk.page_title");
  });
  effect(() => { if (desk.signedOut.value) alarm(t("staff.signed_out.title")); });
  addEventListener("beforeunload", (event) => { if (desk.hasUnsent()) event.preventDefault(); });

  const ruler = document.createElement("div");
  ruler.className = "ruler";
  document.body.append(ruler);
  view.follow(ruler);
  connectKeys(desk, view);
  startClock((from) => desk.woke(from));
  render(html`<${Console} desk=${desk} view=${view} sound=${sound} leave=${leave} signedIn=${signedIn} />`, page);
  desk.open();

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
  await speak(chosenLanguage(me.language));
  open(me);
}
