// @ts-check
/* Being on duty (på vagt), and the calls nobody has come to yet. */

import { Icon } from "../design/icon.js";
import { now, Since } from "../staff/clock.js";
import { LevelBadge } from "../staff/level_badge.js";
import { ageBand, clock, municipalityName, t, topicName } from "../staff/words.js";
import { html, useState } from "../vendor/preact.js";

/** @import { DesktopNotices } from "../staff/desktop_notices.js" */
/** @import { Sound } from "../staff/sound.js" */
/** @import { Call, Calls } from "./calls.js" */
/** @import { Ringing } from "./ringing.js" */
/** @typedef {{ sound: Sound, notices: DesktopNotices, ringing: Ringing }} Alerts */

/** @param {{ calls: Calls, alerts: Alerts }} props */
export function CallPanel({ calls, alerts }) {
  const [busy, setBusy] = useState(false);
  const on = calls.onDuty.value;
  const open = calls.open.value;
  const does = async (/** @type {() => Promise<boolean>} */ what) => {
    if (busy) return;
    setBusy(true);
    await what();
    setBusy(false);
  };
  const off = busy ? "true" : undefined;
  return html`<section class="panel calls" aria-labelledby="calls-title">
    <div class="panel__head"><h2 id="calls-title">${t("bridge.calls.title", { count: open.length })}</h2>
      <div class="panel__end"><button class=${`button button--small ${on ? "" : "button--main"}`} type="button" aria-disabled=${off}
        onClick=${() => void does(() => calls.duty(!on))}>${t(on ? "bridge.duty.end" : "bridge.duty.start")}</button></div></div>
    <p class="calls__duty small">${on && html`<${Icon} name="circle-check" /> `}${t(on ? "bridge.duty.on" : "bridge.duty.off")}</p>
    ${on && html`<${Silent} alerts=${alerts} />`}
    <div role="alert">${calls.fault.value !== "" && html`<p class="notice notice--danger"><${Icon} name="triangle-alert" /><span>${calls.fault.value}</span></p>`}</div>
    ${calls.ended.value && html`<p class="notice notice--quiet"><${Icon} name="lock" /><span>${t("bridge.call.ended")}</span></p>`}
    ${open.length > 0 && html`<ul class="calls__list">${open.map((call) => html`<li key=${call.call_id}>
      <${OneCall} call=${call} off=${off ?? (calls.mine.value === null ? undefined : "true")} answer=${() => void does(() => calls.answer(call.call_id))} />
    </li>`)}</ul>`}
  </section>`;
}

/** On duty, and a call would not be heard. @param {{ alerts: Alerts }} props */
function Silent({ alerts }) {
  const off = !alerts.sound.settings.value.on;
  if (!off && !alerts.ringing.asleep) return null;
  return html`<p class="notice"><${Icon} name="bell-off" /><span>${t(off ? "bridge.duty.silent" : "bridge.duty.asleep")}</span></p>`;
}

/** @param {{ call: Call, off: string | undefined, answer: () => void }} props */
function OneCall({ call, off, answer }) {
  const place = call.municipality === null ? t("bridge.task.municipality_unknown") : municipalityName(call.municipality);
  const about = [ageBand(call.age_band), place, ...call.topics.slice(0, 2).map((topic) => topicName(topic))];
  return html`<div class="call">
    <div><b>${t("bridge.call.wanted")}</b> ${call.level > 0 && html`<${LevelBadge} level=${call.level} />`}
      <p class="small">${about.filter((word) => word !== "").join(" · ")}</p>
      <p class="small soft"><${Icon} name="hourglass" /> ${t("bridge.call.waited")} <${Since} at=${Date.parse(call.asked_at)} />. <${Due} at=${call.due_at} /></p></div>
    <button class="button button--main" type="button" aria-disabled=${off} onClick=${() => { if (off === undefined) answer(); }}>${t("bridge.call.answer")}</button>
  </div>`;
}

/** @param {{ at: string | null }} props draws itself again with the clock: the time passes by itself */
function Due({ at }) {
  if (at === null || Date.parse(at) <= now.value) return null;
  return html`${t("bridge.call.due", { time: clock(at) })}`;
}
