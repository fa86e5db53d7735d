import { inspect } from "node:util";
import type { Secret, SecretKeeper } from "./context.ts";

const hidden = "[secret]";
/** Shorter texts show no tail: four characters of them would be too large a part. */
const shortestWithTail = 12;
/** A held text shorter than this is not searched for: replacing every "a" would hide nothing and wreck the message. */
const shortestSearched = 6;

/**
 * Keeps the run's secrets. `prefixes` are the known beginnings of provider keys ("vapi_"); text that begins like one and goes
 * on for eight characters or more is redacted even when nobody has held it.
 */
export function createSecretKeeper(prefixes: readonly string[]): SecretKeeper {
  const held = new Set<string>();
  const shapes =
    prefixes.length === 0
      ? undefined
      : new RegExp(`(?:${prefixes.map(literally).join("|")})[A-Za-z0-9_-]{8}[A-Za-z0-9_-]*`, "g");
  return {
    hold(text) {
      if (text.length >= shortestSearched) held.add(text);
      return new HeldSecret(text);
    },
    redact(text) {
      let result = text;
      for (const secret of [...held].sort((a, b) => b.length - a.length)) {
        for (const spelling of spellingsOf(secret)) {
          result = result.replaceAll(spelling, hidden);
        }
      }
      return shapes ? result.replace(shapes, hidden) : result;
    },
  };
}

class HeldSecret implements Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  get length(): number {
    return this.#text.length;
  }

  get tail(): string {
    return tailOf(this.#text);
  }

  reveal(): string {
    return this.#text;
  }

  equals(other: Secret): boolean {
    return other.reveal() === this.#text;
  }

  toString(): string {
    return hidden;
  }

  toJSON(): string {
    return hidden;
  }

  [inspect.custom](): string {
    return hidden;
  }
}

/** The last four characters of a key, or nothing when it is too short to show any. */
export function tailOf(key: string): string {
  return key.length >= shortestWithTail ? key.slice(-4) : "";
}

/** A secret as it stands in plain text, in JSON and in a URL. */
function spellingsOf(secret: string): Set<string> {
  return new Set([secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret.toWellFormed())]);
}

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
