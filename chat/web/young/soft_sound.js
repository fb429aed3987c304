// @ts-check
/*
 * A soft sound (lyd): silent until one asks for it, and then one low tone or one short buzz when
 * there has been a pause. A loud ring betrayed a child to the family in the room (HelpIM 104).
 */

/** @typedef {{ tone: boolean, buzz: boolean }} Wanted */

/** In a talk that runs, the eyes are on the page; our own choice. */
const PAUSE_MS = 60_000;
const LOW_HZ = 220;
const LOUDEST = 0.06;
const RISE_S = 0.08;
const WHOLE_S = 0.9;
const BUZZ_MS = 60;

/**
 * @param {object} parts
 * @param {() => Wanted} parts.wanted
 * @param {() => void} [parts.tone]
 * @param {() => void} [parts.buzz]
 * @param {() => number} [parts.now] ms
 */
export function connectSoftSound({ wanted, tone = playTone, buzz = playBuzz, now = Date.now }) {
  let last_ms = -Infinity;
  return {
    /** Somebody came, or wrote. */
    news() {
      const pause_ms = now() - last_ms;
      last_ms = now();
      if (pause_ms < PAUSE_MS) return;
      if (wanted().tone) tone();
      if (wanted().buzz) buzz();
    },
  };
}

export function canBuzz() {
  return typeof navigator.vibrate === "function";
}

export function playBuzz() {
  navigator.vibrate?.(BUZZ_MS);
}

/** @type {AudioContext | null} */
let audio = null;

/** Also how it is tried out: a browser lets a page sound after one has pressed something. */
export function playTone() {
  audio ??= new AudioContext();
  void audio.resume();
  const from_s = audio.currentTime;
  const gain = new GainNode(audio, { gain: 0 });
  gain.gain.linearRampToValueAtTime(LOUDEST, from_s + RISE_S);
  gain.gain.linearRampToValueAtTime(0, from_s + WHOLE_S);
  const tone = new OscillatorNode(audio, { type: "sine", frequency: LOW_HZ });
  tone.connect(gain).connect(audio.destination);
  tone.start(from_s);
  tone.stop(from_s + WHOLE_S);
}
