// @ts-check
/* The bridge-builder's page (brobyggerens side): who I am, the line, and the tasks. */

import { openConnection } from "../shared/connection.js";
import { startClock } from "../staff/clock.js";
import { endSession, toSignIn, whoAmI } from "../staff/session.js";
import { chosenLanguage, speak, t } from "../staff/words.js";
import { effect, html, render } from "../vendor/preact.js";
import { BridgePage } from "./bridge_page.js";
import { TaskList } from "./task_list.js";

/** @import { Me } from "../staff/wire.js" */

const HERE = "/bridge";
const page = /** @type {HTMLElement} */ (document.getElementById("page"));

/** @param {Me} me */
function open(me) {
  /** @type {ReturnType<typeof openConnection> | null} */
  let line = null;
  const away = { ok: /** @type {const} */ (false), error: { code: "timeout", message: "" } };
  const list = new TaskList(me, async (event, payload) => (await line?.request(event, payload)) ?? away);
  line = openConnection({
    namespace: "/bridge",
    on: { tasks: ({ bridges }) => list.told(bridges) },
    onStatus: (status) => { list.line.value = status; },
    onRefused: () => toSignIn(HERE),
  });
  startClock(() => {});
  effect(() => { document.title = t("bridge.page.title"); });
  const signOut = async () => {
    await endSession();
    line?.close();
    toSignIn(null);
  };
  render(html`<${BridgePage} list=${list} signOut=${() => void signOut()} />`, page);
}

const me = await whoAmI();
if (me === null) {
  toSignIn(HERE);
} else {
  await speak(chosenLanguage(me.language), ["shared", "errors", "level", "staff", "bridge"]);
  open(me);
}
