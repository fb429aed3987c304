// @ts-check
/* Offering a video talk (videosamtale): what the young person will be told, before it is asked. */

import { html, useState } from "../vendor/preact.js";
import { useAsking } from "../staff/asking.js";
import { ChoiceField, DialogForm } from "../staff/dialog_form.js";
import { t } from "../staff/words.js";

/** @import { Desk } from "./desk.js" */
/** @import { Conversation } from "./state.js" */

/** @param {{ conversation: Conversation, desk: Desk, close: () => void }} props */
export function VideoDialog({ conversation: { id, callWord }, desk, close }) {
  const name = callWord || t("staff.talk.unnamed");
  const { busy, fault, ask, say } = useAsking(close, t("desk.video.act"));
  const [when, setWhen] = useState("now");
  const [at, setAt] = useState("");
  const act = () => {
    const moment = when === "now" ? null : at === "" ? undefined : new Date(at).toISOString();
    if (moment === undefined) say(t("desk.video.when.empty"));
    else void ask(() => desk.house.offerVideo(id, moment));
  };
  return html`<${DialogForm} title=${t("desk.video.title", { name })} verb=${t("desk.video.act")} busy=${busy} fault=${fault} act=${act} close=${close}>
    <p>${t("desk.video.lead", { name })}</p>
    <ul class="told">${["off", "nobody", "private", "beside"].map((one) => html`<li key=${one}>${t(`desk.video.told.${one}`, { name })}</li>`)}</ul>
    <${ChoiceField} name="video-when" legend=${t("desk.video.when")} value=${when} set=${setWhen}
      options=${["now", "later"].map((value) => ({ value, words: t(`desk.video.when.${value}`) }))} />
    ${when === "later" && html`<div class="field"><label for="video-at">${t("desk.video.when.at")}</label>
      <p class="field__hint" id="video-at-hint">${t("desk.video.when.hint")}</p>
      <input class="input" id="video-at" type="datetime-local" aria-describedby="video-at-hint" value=${at}
        onInput=${(/** @type {InputEvent} */ { target }) => setAt(/** @type {HTMLInputElement} */ (target).value)} /></div>`}
  <//>`;
}
