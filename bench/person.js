import { stripVTControlCharacters } from "node:util";
import { spawn } from "@lydell/node-pty";

/**
 * A process at a terminal, seen from outside.
 *
 * @param {readonly string[]} args those of Node
 * @param {Record<string, string>} env
 */
export function sitDown(args, env) {
  const started = performance.now();
  const child = spawn(process.execPath, [...args], { cols: 80, rows: 24, cwd: env.HOME ?? "/", env });
  let raw = "";
  let lastData = started;
  let hasEnded = false;
  let wake = () => {};
  const ended = new Promise((/** @type {(milliseconds: number) => void} */ resolve) => {
    child.onExit(() => {
      hasEnded = true;
      wake();
      resolve(performance.now() - started);
    });
  });
  child.onData((data) => {
    raw += data;
    lastData = performance.now();
    wake();
  });
  return {
    /** Milliseconds from the start to the end. */
    ended,
    /**
     * Waits for a text, and returns when it came, on the clock of `performance.now()`.
     *
     * @param {string} text
     * @param {number} [from] where in all that was shown to look
     */
    async see(text, from = 0) {
      while (!stripVTControlCharacters(raw.slice(from)).includes(text)) {
        if (hasEnded) throw new Error(`It ended before it showed "${text}":\n${raw}`);
        await new Promise((/** @type {(value?: unknown) => void} */ resolve) => {
          wake = resolve;
        });
      }
      return lastData;
    },
    /** How much was shown so far. */
    get length() {
      return raw.length;
    },
    press: (/** @type {string} */ keys) => child.write(keys),
    /** Presses keys and waits until nothing more is drawn; returns the milliseconds to the last of it. */
    async draw(/** @type {string} */ keys) {
      const pressed = performance.now();
      child.write(keys);
      while (lastData < pressed || performance.now() - lastData < 40) {
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      return lastData - pressed;
    },
    started,
    kill: () => child.kill("SIGKILL"),
  };
}
