// @ts-check
/* The form itself: what it is, the words, and a way to be answered if one wishes. */

import { Icon } from "../design/icon.js";
import { html, useState } from "../vendor/preact.js";

const KINDS = ["complaint", "praise", "idea"];

/** Help that answers, before the form that does not. @param {{ say: (key: string) => string, chat: string }} props */
function Danger({ say, chat }) {
  return html`<div class="notice complaint__danger"><${Icon} name="triangle-alert" />
    <p><strong>${say("complaint.danger")}</strong> ${say("complaint.danger.here")}</p>
    <p class="complaint__help"><a class="button button--main" href="tel:112">${say("complaint.danger.call")}</a> <a class="button" href=${chat}>${say("complaint.danger.chat")}</a></p></div>`;
}

/** @param {{ say: (key: string) => string, chat: string, other: string, send: (complaint: { kind: string, text: string, contact: string }) => Promise<boolean>, leave: () => void }} props */
export function ComplaintForm({ say, chat, other, send, leave }) {
  const [state, setState] = useState("writing");

  /** @param {Event} event */
  async function submit(event) {
    event.preventDefault();
    if (state === "sending") return;
    const form = new FormData(/** @type {HTMLFormElement} */ (event.currentTarget));
    const text = String(form.get("text")).trim();
    if (text === "") {
      setState("empty");
      return;
    }
    setState("sending");
    setState((await send({ kind: String(form.get("kind")), text, contact: String(form.get("contact")).trim() })) ? "sent" : "failed");
  }

  return html`<main class="complaint">
    <div class="complaint__top"><a href=${`?lang=${other}`} lang=${other} hreflang=${other}>${say("complaint.other_language")}</a>
      <button class="button" type="button" onClick=${leave}><${Icon} name="x" /> ${say("complaint.leave")}</button></div>
    <h1>${say("complaint.title")}</h1>
    ${state === "sent" ? html`<p class="notice notice--good" role="status"><${Icon} name="check" /><span><strong>${say("complaint.sent")}</strong> ${say("complaint.sent.text")}</span></p><${Danger} say=${say} chat=${chat} />` : html`
      <${Danger} say=${say} chat=${chat} />
      <p>${say("complaint.lead")}</p>
      <form class="card complaint__form" autocomplete="off" novalidate onSubmit=${submit}>
        <fieldset><legend class="field__label">${say("complaint.kind")}</legend>
          <div class="choices">${KINDS.map((kind) => html`<label class="choice" key=${kind}>
            <input type="radio" name="kind" value=${kind} defaultChecked=${kind === "complaint"} /> ${say(`complaint.kind.${kind}`)}</label>`)}</div></fieldset>
        <div class="field"><label for="text">${say("complaint.text")}</label>
          <p class="field__hint" id="text-hint">${say("complaint.text.hint")}</p>
          <textarea class="input" id="text" name="text" rows="6" maxlength="4000" required aria-describedby="text-hint" aria-invalid=${String(state === "empty")}></textarea></div>
        <div class="field"><label for="contact">${say("complaint.contact")}</label>
          <p class="field__hint" id="contact-hint">${say("complaint.contact.hint")}</p>
          <input class="input" id="contact" name="contact" maxlength="200" aria-describedby="contact-hint" /></div>
        <div role="alert">${(state === "empty" || state === "failed") && html`<p class="field__error"><${Icon} name="triangle-alert" /> ${say(`complaint.${state}`)}</p>`}</div>
        <button class="button button--main" type="submit" aria-disabled=${state === "sending"}>${say(state === "sending" ? "complaint.sending" : "complaint.send")}</button>
      </form>`}
  </main>`;
}
