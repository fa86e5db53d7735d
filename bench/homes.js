import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const scratch = mkdtempSync(join(tmpdir(), "openclaw-bench-"));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));

/** A folder that goes when the bench ends. */
export const scratchFolder = scratch;

export const configPath = ".openclaw/openclaw.json";

/** The key with the form of OpenClaw's provider page that the fake server of the tests takes. */
export const key = "vapi_page0123456789abcdefghijkl";

/** A config as people have it: plain JSON, another provider, some settings. About 2 KB. */
export const plainConfig = `${JSON.stringify(
  {
    agents: { defaults: { model: { primary: "openai/gpt-5.2" }, workspace: "~/work", timeoutSeconds: 600 } },
    models: { mode: "merge", providers: {} },
    channels: Object.fromEntries(
      ["telegram", "discord", "slack", "signal"].map((name) => [
        name,
        {
          enabled: false,
          allowFrom: ["+1555000111", "+1555000222"],
          replyMode: "thread",
          historyLimit: 50,
          retries: 3,
        },
      ]),
    ),
    gateway: { port: 18789, bind: "loopback", auth: { mode: "token", token: "${GATEWAY_TOKEN}" } },
    tools: { profile: "coding", allow: ["read", "write", "exec", "browser"], deny: ["gateway"] },
    session: { reset: { mode: "daily", atHour: 4 }, maintenance: { pruneAfter: "30d", maxEntries: 500 } },
  },
  undefined,
  2,
)}\n`;

let homes = 0;

/**
 * A home folder with those files in it.
 *
 * @param {Readonly<Record<string, string>>} files
 */
export function createHome(files = {}) {
  const home = join(scratch, `home-${homes++}`);
  fill(home, files);
  return home;
}

/**
 * The same home with nothing but those files in it.
 *
 * @param {string} home
 * @param {Readonly<Record<string, string>>} files
 */
export function fill(home, files) {
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(home, name)), { recursive: true, mode: 0o700 });
    writeFileSync(join(home, name), text, { mode: 0o600 });
  }
}

/** The environment of a measured program: nothing that changes what Node does, NODE_EXTRA_CA_CERTS least of all. */
export function environment(/** @type {string} */ home) {
  return { HOME: home, PATH: process.env.PATH ?? "", LANG: "C.UTF-8", TERM: "xterm-256color", VENICE_API_KEY: key };
}
