// @ts-check
/* Somebody to sit in (makker): a supervisor asks a colleague, often a trainee, to sit beside the counsellor. */

import { Icon } from "../../chat/web/design/icon.js";
import { useAsking } from "../../chat/web/staff/asking.js";
import { now } from "../../chat/web/staff/clock.js";
import { houseWords } from "../../chat/web/staff/refusals.js";
import { t } from "../../chat/web/staff/words.js";
import { html, useEffect, useLayoutEffect, useRef, useState } from "../../chat/web/vendor/preact.js";
import { Decision } from "./decisions.js";

/** @import { TimedRow } from "./rows.js" */
/** @import { OnShift, Watch } from "./watch.js" */

/** @typedef {OnShift["staff"][number]} Colleague */

/**
 * Who can be asked: at a desk, and not in it already. Those in training stand first: it is for them, most often.
 *
 * @param {OnShift} onShift
 * @param {TimedRow} row
 * @param {string} me staff id
 * @returns {Colleague[]}
 */
export function mayBeAsked({ staff }, row, me) {
  const inIt = new Set([me, row.counsellor?.staff_id, row.beside?.staff_id]);
  return staff
    .filter((one) => one.role === "counsellor" && one.here !== false && !inIt.has(one.staff_id))
    .sort((one, other) => Number(isTrainee(other)) - Number(isTrainee(one)));
}

/** @param {Colleague} one */
export function isTrainee({ roles }) {
  return !roles.includes("counsellor");
}

/**
 * How it stands: nobody asked, somebody asked with so many seconds left, too late, or they sit there.
 *
 * @param {TimedRow["companion"]} companion
 * @param {number} at the house's clock, milliseconds
 * @returns {{ is: "nobody" | "asked" | "late" | "here", seconds: number }}
 */
export function standing(companion, at) {
  if (!companion) return { is: "nobody", seconds: 0 };
  if (companion.display_name !== null) return { is: "here", seconds: 0 };
  const left = Date.parse(companion.until) - at;
  return left > 0 ? { is: "asked", seconds: Math.max(1, Math.floor(left / 1000)) } : { is: "late", seconds: 0 };
}

/** @param {{ watch: Watch, row: TimedRow, close: () => void }} props it stays open: one sees what they answer */
export function SitInForm({ watch, row, close }) {
  const companion = row.companion ?? null;
  const stands = standing(companion, now.value);
  const asked = useRef(/** @type {string | null} */ (null));
  const here = useRef(/** @type {HTMLElement | null} */ (null));
  const name = companion === null ? "" : companion.display_name ?? nameIn(watch, companion.staff_id);
  const saidNo = stands.is === "nobody" && asked.current !== null ? asked.current : "";
  useEffect(() => {
    if (stands.is === "asked") asked.current = name;
    if (stands.is === "here") asked.current = null;
  }, [stands.is, name]);
  // What was pressed is gone once it stands otherwise: go on here, unless one is elsewhere.
  useLayoutEffect(() => { if (document.activeElement === document.body) here.current?.focus(); }, [stands.is]);
  return html`<div class="sit-in" tabindex="-1" ref=${here}>
    ${saidNo !== "" && html`<p class="notice notice--quiet" role="status"><${Icon} name="info" /><span>${t("supervisor.sit_in.no", { name: saidNo })}</span></p>`}
    ${stands.is === "nobody" || stands.is === "late"
      ? html`${stands.is === "late" && html`<p class="notice notice--quiet" role="status"><${Icon} name="hourglass" /><span>${t("supervisor.sit_in.late", { name })}</span></p>`}
        <${AskForm} watch=${watch} row=${row} close=${close} />`
      : html`<${Standing} watch=${watch} row=${row} name=${name} stands=${stands} end=${() => { asked.current = null; }} close=${close} />`}
  </div>`;
}

/** @param {{ watch: Watch, row: TimedRow, close: () => void }} props */
function AskForm({ watch, row, close }) {
  const [to, setTo] = useState("");
  const colleagues = mayBeAsked(watch.onShift.value, row, watch.me.staff_id);
  const counsellor = row.counsellor?.display_name ?? "";
  const none = colleagues.length === 0;
  return html`<${Decision} callWord=${row.call_word} legend=${t("supervisor.sit_in.legend", { name: counsellor })} act=${t("supervisor.sit_in.act")} close=${close} done=${() => {}}
    decide=${() => watch.request("companion:ask", { conversation_id: row.conversation_id, to })}
    missing=${none ? t("supervisor.sit_in.nobody") : to === "" ? t("supervisor.sit_in.choose") : ""}>
    <p>${none ? t("supervisor.sit_in.nobody") : t("supervisor.sit_in.says", { name: counsellor })}</p>
    <div class="choices">
      ${colleagues.map((one) => html`<label class="choice" key=${one.staff_id}>
        <input type="radio" name="sit_in" value=${one.staff_id} checked=${to === one.staff_id} onChange=${() => setTo(one.staff_id)} />
        ${isTrainee(one) ? t("supervisor.sit_in.trainee", { name: one.display_name }) : one.display_name}
      </label>`)}
    </div>
  <//>`;
}

/** @param {{ watch: Watch, row: TimedRow, name: string, stands: ReturnType<typeof standing>, end: () => void, close: () => void }} props `end`: what goes now was no answer */
function Standing({ watch, row, name, stands, end, close }) {
  const isHere = stands.is === "here";
  const act = isHere ? t("supervisor.sit_in.let_go", { name }) : t("supervisor.sit_in.off");
  const { busy, fault, ask } = useAsking(() => {}, `${row.call_word}: ${act}`, houseWords);
  const ends = (/** @type {Event} */ event) => {
    event.preventDefault();
    end();
    void ask(() => watch.request("companion:end", { conversation_id: row.conversation_id }));
  };
  return html`<form class="decision" onSubmit=${ends} onKeyDown=${(/** @type {KeyboardEvent} */ event) => { if (event.key === "Escape") close(); }}>
    <p class="notice notice--quiet"><${Icon} name=${isHere ? "users" : "user-plus"} /><span><strong role="status">${t(isHere ? "supervisor.sit_in.here" : "supervisor.sit_in.asked", { name })}</strong>
      ${!isHere && ` ${t("supervisor.sit_in.seconds", { count: stands.seconds })}`}</span></p>
    ${fault !== null && html`<p class="field__error" role="alert"><${Icon} name="circle-alert" /> ${fault}</p>`}
    <p class="decision__foot">
      <button class="button" type="button" onClick=${close}>${t("supervisor.sit_in.shut")}</button>
      <button class="button" type="submit" aria-disabled=${busy ? "true" : undefined}>${act}</button>
    </p>
  </form>`;
}

/** @param {Watch} watch @param {string} staffId */
function nameIn(watch, staffId) {
  return watch.onShift.value.staff.find((one) => one.staff_id === staffId)?.display_name ?? t("staff.from.counsellor");
}
