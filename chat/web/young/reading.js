// @ts-check
/* How far one has read (set): told once for each step, and again after a line that was away. */

/** @typedef {import("../shared/wire.d.ts").Ack} Ack */

/** @param {(seq: number) => Promise<Ack>} send never rejects */
export function connectReading(send) {
  let wanted = 0;
  let told = 0;

  async function tell() {
    if (wanted <= told) return;
    const seq = wanted;
    const ack = await send(seq);
    if (ack.ok) told = Math.max(told, seq);
  }

  return {
    tell: () => void tell(),
    /** @param {number} seq the highest of the other side's that has been on the screen */
    saw(seq) {
      if (seq <= wanted) return;
      wanted = seq;
      void tell();
    },
  };
}
