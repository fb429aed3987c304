// @ts-check
/* The whole house (huset): hold or open the waiting room, and say something to all on shift. */

import { Icon } from "../../chat/web/design/icon.js";
import { elapsed } from "../../chat/web/shared/time.js";
import { Dialog } from "../../chat/web/staff/dialog.js";
import { tell } from "../../chat/web/staff/live_regions.js";
import { useAsking } from "../../chat/web/staff/asking.js";
import { houseWords } from "../../chat/web/staff/refusals.js";
import { clock, t } from "../../chat/web/staff/words.js";
import { html, useEffect, useState } from "../../chat/web/vendor/preact.js";

/** @import { Ack } from "../../chat/web/shared/wire.d.ts" */
/** @import { Watch } from "./watch.js" */

/** @param {{ watch: Watch }} props */
export function HouseControl({ watch }) {
  const [open, setOpen] = useState(false);
  const drill = useDrill(watch);
  const hold = watch.onShift.value.hold ?? null;
  // Who speaks to the page says what stands on the button: its name has those words in it.
  const name = hold === null ? t("supervisor.house.label") : `${t("supervisor.house.is_held")}: ${t("supervisor.house.label")}`;
  return html`<button class=${`button ${hold === null ? "button--icon" : "button--mute"}`} type="button" aria-haspopup="dialog"
      aria-label=${name} title=${t("supervisor.house.label")} onClick=${() => setOpen(true)}>
      <${Icon} name="door-open" />${hold !== null && ` ${t("supervisor.house.is_held")}`}
    </button>
    ${open && html`<${Dialog} title=${t("supervisor.house.label")} close=${() => setOpen(false)}>
      <${Door} watch=${watch} />
      <${SayToAll} watch=${watch} />
      <${Drill} drill=${drill} />
      <p><a href="/supervisor/figures" target="_blank" rel="noopener"><${Icon} name="external-link" /> ${t("supervisor.house.figures")}</a></p>
      <p><a href="/supervisor/directory" target="_blank" rel="noopener"><${Icon} name="external-link" /> ${t("supervisor.house.directory")}</a></p>
      <p><a href="/supervisor/reports" target="_blank" rel="noopener"><${Icon} name="external-link" /> ${t("supervisor.house.reports")}</a></p>
    <//>`}`;
}

/** @param {{ watch: Watch }} props */
function Door({ watch }) {
  const [reason, setReason] = useState("");
  const { busy, fault, ask } = useHouse(t("supervisor.house.door"));
  const hold = watch.onShift.value.hold ?? null;
  if (hold !== null) {
    return html`<form class="decision" onSubmit=${(/** @type {Event} */ event) => { event.preventDefault(); void ask(() => watch.openDoor()); }}>
      <h3>${t("supervisor.house.door")}</h3>
      <p>${t("supervisor.house.held_by", { name: hold.by, time: clock(hold.at) })} <q>${hold.reason}</q></p>
      <${Fault} words=${fault} />
      <p class="decision__foot"><button class="button button--main" type="submit" aria-disabled=${busy ? "true" : undefined}><${Icon} name="play" /> ${t("supervisor.house.open")}</button></p>
    </form>`;
  }
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    void ask(() => watch.request("service:hold", { reason: reason.trim() }), reason.trim() === "" ? t("supervisor.house.why") : "");
  };
  return html`<form class="decision" onSubmit=${submit}>
    <h3>${t("supervisor.house.door")}</h3>
    <div class="field">
      <label for="hold-reason">${t("supervisor.house.reason")}</label>
      <p class="field__hint" id="hold-hint">${t("supervisor.house.hold_says")}</p>
      <input class="input" id="hold-reason" maxlength="200" aria-describedby="hold-hint" value=${reason} onInput=${(/** @type {InputEvent} */ event) => setReason(/** @type {HTMLInputElement} */ (event.target).value)} />
    </div>
    <${Fault} words=${fault} />
    <p class="decision__foot"><button class="button" type="submit" aria-disabled=${busy ? "true" : undefined}><${Icon} name="pause" /> ${t("supervisor.house.hold")}</button></p>
  </form>`;
}

/** @param {{ watch: Watch }} props */
function SayToAll({ watch }) {
  const [text, setText] = useState("");
  const { busy, fault, ask } = useHouse(t("supervisor.house.announce"));
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const said = await ask(() => watch.request("announce", { text: text.trim() }), text.trim() === "" ? t("supervisor.house.nothing") : "");
    if (!said) return;
    setText("");
    tell(t("supervisor.house.announced"));
  };
  return html`<form class="decision" onSubmit=${submit}>
    <h3>${t("supervisor.house.announce")}</h3>
    <div class="field">
      <label for="announcement">${t("supervisor.house.text")}</label>
      <p class="field__hint" id="announcement-hint">${t("supervisor.house.text_hint")}</p>
      <textarea class="input" id="announcement" rows="2" maxlength="400" aria-describedby="announcement-hint" value=${text} onInput=${(/** @type {InputEvent} */ event) => setText(/** @type {HTMLTextAreaElement} */ (event.target).value)}></textarea>
    </div>
    <${Fault} words=${fault} />
    <p class="decision__foot"><button class="button" type="submit" aria-disabled=${busy ? "true" : undefined}><${Icon} name="send" /> ${t("supervisor.house.say")}</button></p>
  </form>`;
}

/** How often it is asked how far a drill has come, until somebody has answered it. */
const DRILL_LOOK_MS = 2000;

/**
 * A drill that was begun here, and how far it has come. It outlives the dialog: who is alone must close
 * that to answer the call, and then wants to know how it went.
 *
 * @param {Watch} watch
 */
function useDrill(watch) {
  const [running, setRunning] = useState(/** @type {string | null} */ (null));
  const [went, setWent] = useState(/** @type {Went | null} */ (null));
  const { busy, fault, ask } = useHouse(t("supervisor.drill.title"));
  useEffect(() => {
    if (running === null) return undefined;
    const look = async () => {
      const ack = await watch.request("drill:show", { escalation_id: running });
      if (!ack.ok) return;
      const now = /** @type {Went} */ (/** @type {unknown} */ (ack));
      setWent(now);
      if (now.answered_at !== null) setRunning(null);
    };
    const timer = setInterval(() => void look(), DRILL_LOOK_MS);
    void look();
    return () => clearInterval(timer);
  }, [running]);
  const begin = async () => {
    if (running !== null) return;
    setWent(null);
    await ask(async () => {
      const ack = await watch.request("drill:start", {});
      if (ack.ok) setRunning(String(ack["escalation_id"]));
      return ack;
    });
  };
  return { begin, went, fault, off: busy || running !== null };
}

/**
 * A drill goes the whole way: it calls on every console and every address outside, marked as one.
 *
 * @param {{ drill: ReturnType<typeof useDrill> }} props
 */
function Drill({ drill: { begin, went, fault, off } }) {
  return html`<div class="decision">
    <h3>${t("supervisor.drill.title")}</h3>
    <p class="soft small">${t("supervisor.drill.what")}</p>
    <${Fault} words=${fault} />
    <p class="decision__foot"><button class="button" type="button" aria-disabled=${off ? "true" : undefined} onClick=${() => void begin()}><${Icon} name="bell" /> ${t("supervisor.drill.start")}</button></p>
    <p role="status">${went !== null && drillWords(went)}</p>
  </div>`;
}

/**
 * @typedef {object} Went how far a drill has come
 * @property {string} raised_at
 * @property {string | null} paged_at
 * @property {string | null} answered_at
 * @property {number} pages
 * @property {number} sent
 */

/** @param {Went} went */
export function drillWords({ raised_at: raised, answered_at: answered, pages, sent }) {
  const outside = t("supervisor.drill.pages", { sent, pages });
  if (answered === null) return `${t("supervisor.drill.calls")} ${outside}`;
  return `${t("supervisor.drill.answered", { after: elapsed((Date.parse(answered) - Date.parse(raised)) / 1000) })} ${outside}`;
}

/** @param {{ words: string }} props */
function Fault({ words }) {
  return words === "" ? null : html`<p class="field__error" role="alert"><${Icon} name="circle-alert" /> ${words}</p>`;
}

/** @param {string} pressed */
function useHouse(pressed) {
  const { busy, fault, ask: asks, say } = useAsking(() => {}, pressed, houseWords);
  const ask = async (/** @type {() => Promise<Ack>} */ what, missing = "") => {
    if (missing === "") return asks(what);
    say(missing);
    return false;
  };
  return { busy, fault: fault ?? "", ask };
}
