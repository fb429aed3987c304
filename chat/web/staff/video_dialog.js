// @ts-check
/* Offering a video talk (videosamtale): what the young person will be told, before it is asked. */

import { html, useState } from "../vendor/preact.js";
import { useAsking } from "./asking.js";
import { ChoiceField, DialogForm } from "./dialog_form.js";
import { t } from "./words.js";

/** @import { Ask } from "./care.js" */

/** @param {{ ask: Ask, id: string, callWord: string, lent?: boolean, close: () => void }} props `lent`: one has the pen for now */
export function VideoDialog({ ask: house, id, callWord, lent = false, close }) {
  const name = callWord || t("staff.talk.unnamed");
  const { busy, fault, ask, say } = useAsking((isHere) => { if (isHere) close(); }, t("staff.video.act"));
  const [when, setWhen] = useState("now");
  const [at, setAt] = useState("");
  const act = () => {
    const moment = when === "now" ? null : at === "" ? undefined : new Date(at).toISOString();
    if (moment === undefined) say(t("staff.video.when.empty"));
    else void ask(() => house("video:offer", { conversation_id: id, at: moment }));
  };
  return html`<${DialogForm} title=${t("staff.video.title", { name })} verb=${t("staff.video.act")} busy=${busy} fault=${fault} act=${act} close=${close}>
    <p>${t("staff.video.lead", { name })}</p>
    <ul class="told">${["off", "nobody", "private", lent ? "beside_here" : "beside"].map((one) => html`<li key=${one}>${t(`staff.video.told.${one}`, { name })}</li>`)}</ul>
    <${ChoiceField} name="video-when" legend=${t("staff.video.when")} value=${when} set=${setWhen}
      options=${["now", "later"].map((value) => ({ value, words: t(`staff.video.when.${value}`) }))} />
    ${when === "later" && html`<div class="field"><label for="video-at">${t("staff.video.when.at")}</label>
      <p class="field__hint" id="video-at-hint">${t("staff.video.when.hint")}</p>
      <input class="input" id="video-at" type="datetime-local" aria-describedby="video-at-hint" value=${at}
        onInput=${(/** @type {InputEvent} */ { target }) => setAt(/** @type {HTMLInputElement} */ (target).value)} /></div>`}
  <//>`;
}
