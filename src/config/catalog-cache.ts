import { Buffer } from "node:buffer";
import { join } from "node:path";
import { sha256 } from "@noble/hashes/sha2.js";
import type { Host, Secret } from "../context.ts";
import { ensureDirectory, isFolder } from "../files/ensure-directory.ts";
import { namesIn } from "../files/names-in.ts";
import { newestFile } from "../files/newest-file.ts";
import { readFile } from "../files/read-file.ts";
import { writeFile } from "../files/write-file.ts";
import type { Paths } from "./paths.ts";

/** A list belongs to the base URL it came from and to the key it was asked with, since providers tailor it to the key. */
export interface CacheKey {
  /** The provider's id. */
  readonly provider: string;
  readonly baseUrl: string;
  readonly key: Secret | undefined;
}

/** The text kept for the first of these that has one; `undefined` when nothing is kept, or nothing can be read. */
export async function readCatalogCache(paths: Paths, keys: readonly CacheKey[]): Promise<string | undefined> {
  const names = namesIn(paths.cache);
  for (const key of keys) {
    // Where nothing is kept, no name need be worked out.
    if (!names.some((name) => name.startsWith(prefixOf(key.provider)))) continue;
    try {
      const file = readFile(pathOf(paths, key));
      if (file) return file.bytes.toString("utf8");
    } catch {
      // A cache that cannot be read is a cache that is not there.
    }
  }
  return undefined;
}

/**
 * The text kept last for that provider, whatever the base URL and the key: for a suggestion, where reading the config to learn
 * them would take longer, or fail. `undefined` as above.
 */
export function newestCatalogCache(paths: Paths, provider: string): string | undefined {
  const prefix = prefixOf(provider);
  try {
    const path = newestFile(
      paths.cache,
      // "models-acme-" is how those of "acme-labs" begin, too.
      (name) => name.startsWith(prefix) && /^[0-9a-f]{16}\.json$/.test(name.slice(prefix.length)),
    );
    return path === undefined ? undefined : readFile(path)?.bytes.toString("utf8");
  } catch {
    return undefined;
  }
}

/**
 * Keeps the text, where there is a state folder to keep it in. A cache that cannot be written is no failure: the list will be
 * asked for again.
 */
export async function writeCatalogCache(paths: Paths, key: CacheKey, text: string, host: Host): Promise<void> {
  if (!isFolder(paths.stateDir)) return;
  try {
    ensureDirectory(paths.cache, host);
    const path = pathOf(paths, key);
    await writeFile({ path, bytes: Buffer.from(text), expected: readFile(path)?.bytes, mode: 0o600 }, host);
  } catch {
    // Nothing is lost.
  }
}

function pathOf(paths: Paths, { provider, baseUrl, key }: CacheKey): string {
  // Node's own would have to load all of its cryptography, which takes 4 ms.
  const digest = (text: string) => Buffer.from(sha256(Buffer.from(text))).toString("hex");
  const name = digest(`${baseUrl}\n${key ? digest(key.reveal()) : ""}`).slice(0, 16);
  return join(paths.cache, `${prefixOf(provider)}${name}.json`);
}

function prefixOf(provider: string): string {
  return `models-${provider}-`;
}
