import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./install.js";

/**
 * The fake server of the tests. It is TypeScript, which Node 20 does not run by itself, so it is bundled into that folder first.
 *
 * @param {string} scratch
 */
export async function loadFakeVenice(scratch) {
  const { rolldown } = await import("rolldown");
  const bundle = await rolldown({
    input: { server: join(root, "test/support/fake-venice.ts"), keys: join(root, "test/support/fake-venice/keys.ts") },
    platform: "node",
  });
  await bundle.write({ dir: scratch, format: "esm", entryFileNames: "[name].mjs" });
  await bundle.close();
  const load = (/** @type {string} */ name) => import(pathToFileURL(join(scratch, name)).href);
  const [{ startFakeVenice }, { keys }] = await Promise.all([load("server.mjs"), load("keys.mjs")]);
  return { startFakeVenice, keys };
}
