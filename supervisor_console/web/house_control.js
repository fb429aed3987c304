// @ts-check
/* The whole house (huset): hold or open the waiting room, and say something to all on shift. */

import { Icon } from "../../chat/web/design/icon.js";
import { Dialog } from "../../chat/web/staff/dialog.js";
import { tell } from "../../chat/web/staff/live_regions.js";
import { clock, faultWords, t } from "../../chat/web/staff/words.js";
import { html, useState } from "../../chat/web/vendor/preact.js";

/** @import { Ack } from "../../chat/web/shared/wire.d.ts" */
/** @import { Watch } from "./watch.js" */

/** @param {{ watch: Watch }} props */
export function HouseControl({ watch }) {
  const [open, setOpen] = useState(false);
  const hold = watch.onShift.value.hold ?? null;
  return html`<button class=${`button ${hold === null ? "button--icon" : "button--mute"}`} type="button" aria-haspopup="dialog"
      aria-label=${t("supervisor.house.label")} title=${t("supervisor.house.label")} onClick=${() => setOpen(true)}>
      <${Icon} name="door-open" />${hold !== null && ` ${t("supervisor.house.is_held")}`}
    </button>
    ${open && html`<${Dialog} title=${t("supervisor.house.label")} close=${() => setOpen(false)}>
      <${Door} watch=${watch} />
      <${SayToAll} watch=${watch} />
    <//>`}`;
}

/** @param {{ watch: Watch }} props */
function Door({ watch }) {
  const [reason, setReason] = useState("");
  const { busy, fault, ask } = useAsking();
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
  const { busy, fault, ask } = useAsking();
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

/** @param {{ words: string }} props */
function Fault({ words }) {
  return words === "" ? null : html`<p class="field__error" role="alert"><${Icon} name="circle-alert" /> ${words}</p>`;
}

function useAsking() {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState("");
  const ask = async (/** @type {() => Promise<Ack>} */ what, missing = "") => {
    setFault(missing);
    if (busy || missing !== "") return false;
    setBusy(true);
    const ack = await what();
    setBusy(false);
    if (!ack.ok) setFault(ack.error.message || faultWords(ack.error.code));
    return ack.ok;
  };
  return { busy, fault, ask };
}
