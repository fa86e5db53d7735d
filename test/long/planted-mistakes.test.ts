import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { resolvePaths } from "../../src/config/paths.ts";
import type { FileChange } from "../../src/config/user-files.ts";
import { realHost } from "../support/files-host.ts";
import { createHome } from "../support/home.ts";
import { textStyles } from "../support/json5-generator.ts";
import { type Case, cases, type Editor, expectFaithfulEdit, harmOf } from "../support/json5-properties.ts";
import { type EditingParts, editingPartsWith } from "../support/mutated-program.ts";
import { configPath } from "../support/onboarding.ts";
import { mistakes } from "../support/planted-mistakes.ts";

/** How many cases each mistake is put to at least; it has to show by the time most of them were tried. */
const tried = 400;
const most = 12_000;
const batch = 50;

beforeAll(() => {
  vi.spyOn(console, "warn").mockReturnValue();
});
afterAll(() => {
  vi.restoreAllMocks();
});

const batches: Case[][] = [];

/** The same cases for every mistake, made as they are needed. */
function* samples(): Generator<Case, void> {
  for (let index = 0; ; index++) {
    const style = textStyles[index % textStyles.length] ?? "chaos";
    const made = batches[index] ?? fc.sample(cases(style), { numRuns: batch, seed: index });
    batches[index] = made;
    yield* made;
  }
}

function complaintOf(editor: Editor, each: Case): string | undefined {
  try {
    expectFaithfulEdit(editor, each);
    return undefined;
  } catch (error) {
    return String(error);
  }
}

/** Makes the edit as the program does, on a file, and returns why it did not come to that. */
async function refusalOnDisk(parts: EditingParts, { generated, operations }: Case): Promise<unknown> {
  const { text } = generated;
  const home = createHome({ [configPath]: text });
  const paths = resolvePaths(
    { env: { HOME: home.path }, homeDir: undefined, cwd: home.path },
    { profile: undefined, dev: false },
  );
  const replan = async ({ config }: { config: { text: string } }): Promise<FileChange[]> => {
    const after = (await parts.configEditor(paths.config, config.text))(config.text, operations);
    return [{ file: "config", path: paths.config, before: text, after, backup: text }];
  };
  const context = { host: realHost(), now: () => new Date(), signal: new AbortController().signal };
  const refusal = await parts
    .applyChanges(context, paths, replan, () => true)
    .then(
      () => undefined,
      (error: unknown) => error,
    );
  expect(home.files()).toEqual({ [configPath]: text });
  return refusal;
}

test("without a mistake nothing is found", async () => {
  const { editJson5, checkEdit } = await editingPartsWith(undefined);
  const editor = { edit: editJson5, check: checkEdit };
  let left = tried;
  for (const each of samples()) {
    if (left-- === 0) break;
    expect(complaintOf(editor, each)).toBeUndefined();
  }
});

describe.each(mistakes)("$name", ({ harmful, ...mistake }) => {
  test("is found, and reaches no file", async () => {
    const parts = await editingPartsWith(mistake);
    const editor = { edit: parts.editJson5, check: parts.checkEdit };
    let count = 0;
    let found = 0;
    let harm = 0;
    for (const each of samples()) {
      if (count === most || (count >= tried && found > 0 && (harm > 0 || !harmful))) break;
      count++;
      if (complaintOf(editor, each) !== undefined) found++;
      if (harmOf(editor, each) === undefined) continue;
      harm++;
      expect(await refusalOnDisk(parts, each)).toMatchObject({ code: "edit-check-failed" });
    }
    expect({ isFound: found > 0, isHarmful: harm > 0 }).toEqual({ isFound: true, isHarmful: harmful });
  });
});
