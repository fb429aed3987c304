// @ts-check
/* Asking the house for something and waiting: one press at a time, and what it answered when it said no. */

import { useState } from "../vendor/preact.js";
import { refusalWords } from "./refusals.js";

/** @import { Ack } from "../shared/wire.d.ts" */

/**
 * @param {() => void} done after a yes
 */
export function useAsking(done) {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState(/** @type {string | null} */ (null));
  const ask = async (/** @type {() => Promise<Ack>} */ what) => {
    if (busy) return;
    setBusy(true);
    setFault(null);
    const ack = await what();
    setBusy(false);
    if (ack.ok) done();
    else setFault(refusalWords(ack.error));
  };
  return { busy, fault, ask, say: setFault };
}
