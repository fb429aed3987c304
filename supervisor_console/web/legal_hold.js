// @ts-check
/* Keeping a conversation past its time (at gemme): who keeps it, since when and why; hold it, release it. */

import { Icon } from "../../chat/web/design/icon.js";
import { tell } from "../../chat/web/staff/live_regions.js";
import { faultWords, language, t } from "../../chat/web/staff/words.js";
import { html, useEffect, useLayoutEffect, useRef, useState } from "../../chat/web/vendor/preact.js";
import { Decision } from "./decisions.js";

/** @import { Request } from "./reading.js" */

/** @typedef {{ by: string, held_at: string, reason: string }} Hold */

/** As long as a reason may be (`chat/staff/legal_holds.py`). */
const LONGEST = 400;

/** @param {{ request: Request, id: string, callWord: string, close: () => void }} props */
export function LegalHold({ request, id, callWord, close }) {
  const [hold, setHold] = useState(/** @type {Hold | null | undefined} */ (undefined));
  const [fault, setFault] = useState("");
  useEffect(() => {
    let wanted = true;
    void request("retention:show", { conversation_id: id }).then((ack) => {
      if (!wanted) return;
      if (ack.ok) setHold(holdIn(ack));
      else setFault(ack.error.message || faultWords(ack.error.code));
    });
    return () => { wanted = false; };
  }, [id]);
  // The button that was pressed is gone with its menu: go on here.
  const here = useRef(/** @type {HTMLElement | null} */ (null));
  useLayoutEffect(() => { here.current?.focus(); }, []);
  // Whoever has gone elsewhere while it was looked up stays there.
  useLayoutEffect(() => { if (hold === null && here.current?.contains(document.activeElement)) document.getElementById("keep-reason")?.focus(); }, [hold]);
  return html`<div tabindex="-1" ref=${here}>
    ${fault !== "" && html`<p class="field__error" role="alert"><${Icon} name="circle-alert" /> ${fault}</p>`}
    ${fault === "" && hold === undefined && html`<p class="soft small">${t("supervisor.keep.loading")}</p>`}
    ${hold === null && html`<${HoldForm} request=${request} id=${id} callWord=${callWord} close=${close} />`}
    ${hold && html`<${ReleaseForm} request=${request} id=${id} callWord=${callWord} hold=${hold} close=${close} />`}
  </div>`;
}

/** @param {Record<string, unknown>} ack @returns {Hold | null} */
export function holdIn({ by, held_at: heldAt, reason }) {
  return typeof heldAt === "string" ? { by: String(by), held_at: heldAt, reason: String(reason) } : null;
}

/** @param {{ request: Request, id: string, callWord: string, close: () => void }} props */
function HoldForm({ request, id, callWord, close }) {
  const [reason, setReason] = useState("");
  const decide = async () => {
    const ack = await request("retention:hold", { conversation_id: id, reason: reason.trim() });
    if (ack.ok) tell(t("supervisor.keep.held", { name: callWord }));
    return ack;
  };
  return html`<${Decision} callWord=${callWord} legend=${t("supervisor.keep.legend", { name: callWord })} act=${t("supervisor.keep.act")} close=${close}
    decide=${decide} missing=${reason.trim() === "" ? t("supervisor.keep.why") : ""}>
    <p>${t("supervisor.keep.says")}</p>
    <div class="field">
      <label for="keep-reason">${t("supervisor.keep.reason")}</label>
      <p class="field__hint" id="keep-hint">${t("supervisor.keep.hint")}</p>
      <textarea class="input" id="keep-reason" maxlength=${LONGEST} aria-describedby="keep-hint" value=${reason}
        onInput=${(/** @type {InputEvent} */ event) => setReason(/** @type {HTMLTextAreaElement} */ (event.target).value)}></textarea>
    </div>
  <//>`;
}

/** @param {{ request: Request, id: string, callWord: string, hold: Hold, close: () => void }} props */
function ReleaseForm({ request, id, callWord, hold, close }) {
  const decide = async () => {
    const ack = await request("retention:release", { conversation_id: id });
    if (ack.ok) tell(t("supervisor.keep.released", { name: callWord }));
    return ack;
  };
  return html`<${Decision} callWord=${callWord} legend=${t("supervisor.keep.kept", { name: callWord })} act=${t("supervisor.keep.release")} close=${close} decide=${decide} missing="">
    <p>${t("supervisor.keep.by", { by: hold.by, at: day(hold.held_at) })}</p>
    <p>${t("supervisor.keep.because", { reason: hold.reason })}</p>
    <p class="small soft">${t("supervisor.keep.release_says")}</p>
  <//>`;
}

/** @param {string} at */
function day(at) {
  return new Intl.DateTimeFormat(language(), { dateStyle: "long", timeStyle: "short", timeZone: "Europe/Copenhagen" }).format(new Date(at));
}
