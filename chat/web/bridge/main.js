// @ts-check
/* The bridge-builder's page (brobyggerens side): who I am, the line, the tasks, and the calls. */

import { openConnection } from "../shared/connection.js";
import { startClock } from "../staff/clock.js";
import { openNotices } from "../staff/desktop_notices.js";
import { connectPresses } from "../shared/presses.js";
import { catchDroppedFiles } from "../staff/dropped.js";
import { connectScreenLock } from "../staff/screen_lock.js";
import { endSession, toSignIn, whoAmI } from "../staff/session.js";
import { openSound } from "../staff/sound.js";
import { chosenLanguage, speak, t } from "../staff/words.js";
import { html, render } from "../vendor/preact.js";
import { BridgePage } from "./bridge_page.js";
import { Calls } from "./calls.js";
import { connectRinging } from "./ringing.js";
import { TaskList } from "./task_list.js";

/** @import { Me } from "../staff/wire.js" */

const HERE = "/bridge";
const page = /** @type {HTMLElement} */ (document.getElementById("page"));

/** @param {Me} me */
function open(me) {
  /** @type {ReturnType<typeof openConnection> | null} */
  let line = null;
  const away = { ok: /** @type {const} */ (false), error: { code: "timeout", message: "" } };
  /** @param {string} event @param {object} payload */
  const ask = async (event, payload) => (await line?.request(event, payload)) ?? away;
  const list = new TaskList(me, ask);
  const calls = new Calls(me, ask);
  line = openConnection({
    namespace: "/bridge",
    on: {
      tasks: ({ bridges, calls: open, on_duty: onDuty, video }) => {
        list.hasVideo.value = video === true;
        list.told(bridges);
        calls.told(open, onDuty);
      },
      event: (event) => calls.heard(event),
      heads: ({ heads }) => calls.reaches(heads),
      unfollowed: ({ conversation_id: id }) => calls.unfollowed(id),
    },
    onStatus: (status) => {
      list.line.value = status;
      calls.lineBecame(status);
    },
    onRefused: () => toSignIn(HERE),
  });
  startClock(() => {});
  connectPresses();
  catchDroppedFiles();
  // Whoever goes on duty wants to be called: it rings until they choose otherwise.
  const sound = openSound("brobygger.bridge.sound", { on: true });
  const notices = openNotices("brobygger.bridge.notices", t("bridge.page.title"));
  const ringing = connectRinging({ list, calls, sound, notices });
  const signOut = async () => {
    await endSession();
    line?.close();
    toSignIn(null);
  };
  render(html`<${BridgePage} list=${list} calls=${calls} alerts=${{ sound, notices, ringing }} signOut=${() => void signOut()} />`, page);
  void connectScreenLock({ calling: () => calls.open.peek().length });
}

const me = await whoAmI();
if (me === null) {
  toSignIn(HERE);
} else {
  await speak(chosenLanguage(me.language), ["shared", "errors", "level", "staff", "bridge"]);
  open(me);
}
