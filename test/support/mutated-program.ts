import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { rolldown } from "rolldown";
import { onTestFinished } from "vitest";
import type { editingParts } from "./editing-parts.ts";
import type { Mistake } from "./planted-mistakes.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

export type EditingParts = typeof editingParts;

/** A copy of the program with that mistake in it, gone when the test is over; without one, a plain copy. */
export async function editingPartsWith(mistake: Omit<Mistake, "harmful"> | undefined): Promise<EditingParts> {
  const folder = mkdtempSync(join(tmpdir(), "openclaw-mutated-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(join(root, "src"), join(folder, "src"), { recursive: true });
  cpSync(join(root, "test/support/editing-parts.ts"), join(folder, "test/support/editing-parts.ts"));
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  if (mistake) plant(mistake, join(folder, "src/config/json5", mistake.file));
  const bundle = await rolldown({ input: join(folder, "test/support/editing-parts.ts"), platform: "node" });
  const file = join(folder, "editing-parts.mjs");
  await bundle.write({ file, format: "esm", codeSplitting: false });
  await bundle.close();
  const made: { editingParts: EditingParts } = await import(/* @vite-ignore */ pathToFileURL(file).href);
  return made.editingParts;
}

function plant({ name, right, wrong }: Omit<Mistake, "harmful">, path: string): void {
  const parts = readFileSync(path, "utf8").split(right);
  if (parts.length !== 2) throw new Error(`"${name}": what it changes stands ${parts.length - 1} times in ${path}`);
  writeFileSync(path, parts.join(wrong));
}
