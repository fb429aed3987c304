// @ts-check
/* Coming back (vende tilbage): four words one may keep, shown once; nothing of them stays on the device. */

import { html, useState } from "../vendor/preact.js";
import { say } from "./state.js";

/** @typedef {import("../shared/wire.d.ts").Ack} Ack */

/** @param {{ make: () => Promise<Ack>, id?: string }} props afterwards, and with what was shared: for who wants it */
export function ReturnCode({ make, id = "return-title" }) {
  const [code, setCode] = useState("");
  const [fault, setFault] = useState("");
  const [busy, setBusy] = useState(false);
  // Each new code ends the one before: pressed twice, the first would be written down and be of no use.
  const ask = async () => {
    if (busy) return;
    setBusy(true);
    const ack = await make();
    setBusy(false);
    setFault(ack.ok ? "" : ack.error.message || say("young.return.again"));
    if (ack.ok) setCode(ack["code"]);
  };
  return html`<section class="card" aria-labelledby=${id}>
    <h2 id=${id}>${say("young.return.title")}</h2>
    <p>${say("young.return.text")}</p>
    <div aria-live="polite">${code !== "" && html`
      <p class="return-code" translate=${false}>${code}</p>
      <p>${say("young.return.once")}</p>`}</div>
    <p role="alert">${fault}</p>
    <button class="button" type="button" aria-disabled=${busy ? "true" : undefined} onClick=${() => void ask()}>${say(code === "" ? "young.return.make" : "young.return.anew")}</button>
  </section>`;
}
