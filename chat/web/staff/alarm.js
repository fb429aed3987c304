// @ts-check
/* The alarm (alarmen): two rising tones, again every ten seconds, for as long as somebody calls and nobody has answered. */

/** Often enough to be found by, seldom enough to talk in. Our own choice. */
const AGAIN_AFTER_MS = 10_000;

/** Rising, so that it is told apart from the waiting room's one tone: A5, then E6. */
const RISING_HZ = [880, 1318.5];
/** Falling: the line is gone. */
const FALLING_HZ = [660, 440];
const TONE_S = 0.22;
const STEP_S = 0.26;

/** @typedef {{ every: (work: () => void, ms: number) => number, stop: (timer: number) => void }} Timers */

/** @type {Timers} */
const BROWSER_TIMERS = { every: (work, ms) => window.setInterval(work, ms), stop: (timer) => window.clearInterval(timer) };

/** @typedef {"waiting" | "on" | "off"} SoundState `waiting`: the browser gives sound only after a first press on the page */

/**
 * What makes the tones. A browser starts it asleep; `wake` belongs in a press of a key or button.
 *
 * @typedef {object} Tones
 * @property {() => boolean} awake
 * @property {() => Promise<void>} wake
 * @property {(hertz: readonly number[], volume: number) => void} play
 */

/** @returns {Tones} */
export function browserTones() {
  /** @type {AudioContext | null} */
  let context = null;
  return {
    awake: () => context?.state === "running",
    async wake() {
      context ??= new AudioContext();
      await context.resume();
    },
    play(hertz, volume) {
      if (context === null) return;
      const start = context.currentTime;
      hertz.forEach((frequency, place) => {
        tone(/** @type {AudioContext} */ (context), frequency, start + place * STEP_S, volume);
      });
    },
  };
}

/**
 * @param {AudioContext} context
 * @param {number} frequency
 * @param {number} at
 * @param {number} volume
 */
function tone(context, frequency, at, volume) {
  const oscillator = context.createOscillator();
  const gain = context.createGain();
  oscillator.frequency.value = frequency;
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(volume, at + 0.02); // no click at the edges
  gain.gain.setValueAtTime(volume, at + TONE_S - 0.05);
  gain.gain.linearRampToValueAtTime(0, at + TONE_S);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(at);
  oscillator.stop(at + TONE_S);
}

/**
 * An alarm that rings while `ring(true)` was the last thing said. It rings at once, and then again;
 * saying the same twice changes nothing, so a second escalation does not hurry the first.
 *
 * @param {Tones} tones
 * @param {Timers} [timers]
 */
export function makeAlarm(tones, timers = BROWSER_TIMERS) {
  let volume = 0.5;
  let muted = false;
  /** @type {number | null} */
  let timer = null;

  const sound = (/** @type {readonly number[]} */ hertz) => {
    if (!muted && tones.awake()) tones.play(hertz, volume);
  };

  return {
    /** @returns {SoundState} */
    state: () => (muted ? "off" : tones.awake() ? "on" : "waiting"),
    wake: () => tones.wake(),
    /** @param {boolean} quiet */
    mute(quiet) {
      muted = quiet;
    },
    /** @param {number} loudness 0 to 1 */
    setVolume(loudness) {
      volume = loudness;
    },
    /** Sound once, so that a supervisor knows it works before the night begins. */
    test: () => sound(RISING_HZ),
    /** The line is gone: once, since there is nothing to answer. */
    lineLost: () => sound(FALLING_HZ),
    /** @param {boolean} called whether an escalation calls and nobody has it */
    ring(called) {
      if (called === (timer !== null)) return;
      if (timer !== null) {
        timers.stop(timer);
        timer = null;
        return;
      }
      sound(RISING_HZ);
      timer = timers.every(() => sound(RISING_HZ), AGAIN_AFTER_MS);
    },
  };
}

/** @typedef {ReturnType<typeof makeAlarm>} Alarm */

/**
 * The tab's title: how many call comes first, so that it shows in the narrowest tab; a mark in its
 * place when the line is gone and nobody can know.
 *
 * @param {{ calling: number, lost: boolean, title: string }} what
 */
export function titleOf({ calling, lost, title }) {
  if (lost) return `(!) ${title}`;
  return calling > 0 ? `(${calling}) ${title}` : title;
}
