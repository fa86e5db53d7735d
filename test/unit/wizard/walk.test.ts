import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Interruption } from "../../../src/errors.ts";
import { type Step, walk, walkOrLeave } from "../../../src/wizard/walk.ts";

type Draft = Readonly<Record<string, number>>;

/**
 * Steps by name. Each asks (unless its name is in `silent`) and answers with how often it has been asked; `script` says what
 * happens at each question in turn: "on" or "back".
 */
function conversation(names: readonly string[], silent: readonly string[], script: readonly ("on" | "back")[]) {
  const log: string[] = [];
  let turn = 0;
  const steps = names.map((name): Step<Draft> => {
    let times = 0;
    return async (draft, canGoBack) => {
      if (silent.includes(name)) return { draft: { ...draft, [name]: 0 }, asked: false };
      log.push(`${name}${canGoBack ? "" : " (no way back)"}`);
      if (script[turn++] === "back" && canGoBack) return "back";
      times++;
      return { draft: { ...draft, [name]: times }, asked: true };
    };
  });
  return { steps, log };
}

test("the questions come in their order, and the first one offers no way back", async () => {
  const { steps, log } = conversation(["key", "model", "store"], [], []);
  expect(await walk(steps, {})).toEqual({ key: 1, model: 1, store: 1 });
  expect(log).toEqual(["key (no way back)", "model", "store"]);
});

describe("Esc", () => {
  test("leads to the question before, with what was answered since then kept", async () => {
    const { steps, log } = conversation(["key", "model", "store"], [], ["on", "on", "back", "on", "on"]);
    expect(await walk(steps, {})).toEqual({ key: 1, model: 2, store: 1 });
    expect(log).toEqual(["key (no way back)", "model", "store", "model", "store"]);
  });

  test("jumps over steps that asked nothing", async () => {
    const { steps, log } = conversation(["key", "proof", "store"], ["proof"], ["on", "back", "on", "on"]);
    await walk(steps, {});
    expect(log).toEqual(["key (no way back)", "store", "key (no way back)", "store"]);
  });

  test("twice leads two questions back", async () => {
    const { steps, log } = conversation(["key", "model", "store"], [], ["on", "on", "back", "back"]);
    await walk(steps, {});
    expect(log).toEqual(["key (no way back)", "model", "store", "model", "key (no way back)", "model", "store"]);
  });

  test("where every question before was answered by a flag asks the same question again", async () => {
    let refusals = 0;
    const stubborn: Step<Draft> = async (draft, canGoBack) => {
      expect(canGoBack).toBe(false);
      return refusals++ === 0 ? "back" : { draft: { ...draft, store: 1 }, asked: true };
    };
    const { steps } = conversation(["key"], ["key"], []);
    expect(await walk([...steps, stubborn], {})).toEqual({ key: 0, store: 1 });
  });

  test("an answer from before the way back is what the question starts from", async () => {
    const seen: (number | undefined)[] = [];
    let isFirst = true;
    const key: Step<Draft> = async (draft) => {
      seen.push(draft.key);
      return { draft: { ...draft, key: 7 }, asked: true };
    };
    const model: Step<Draft> = async (draft) => {
      const back = isFirst;
      isFirst = false;
      return back ? "back" : { draft, asked: true };
    };
    await walk([key, model], {});
    expect(seen).toEqual([undefined, 7]);
  });
});

describe("a conversation that can be left", () => {
  test("offers the way back from its first question on, and Esc there leaves it", async () => {
    const { steps, log } = conversation(["key", "model"], [], ["on", "back", "back"]);
    expect(await walkOrLeave(steps, {})).toBe("back");
    expect(log).toEqual(["key", "model", "key"]);
  });

  test("ends like any other when it is answered", async () => {
    const { steps } = conversation(["key", "model"], ["key"], ["on"]);
    expect(await walkOrLeave(steps, {})).toEqual({ key: 0, model: 1 });
  });

  test("is left from the first question that is asked, whatever was settled before it", async () => {
    const { steps } = conversation(["key", "model"], ["key"], ["back"]);
    expect(await walkOrLeave(steps, {})).toBe("back");
  });
});

test("Ctrl-C at a question ends the whole conversation", async () => {
  const interrupted: Step<Draft> = async () => {
    throw new Interruption("SIGINT");
  };
  const never: Step<Draft> = async () => {
    throw new Error("asked after Ctrl-C");
  };
  await expect(walk([interrupted, never], {})).rejects.toThrow(Interruption);
});

test("however often a person goes back, in the end every question is answered, and none is lost", async () => {
  const names = ["provider", "key", "model", "store", "confirm"];
  await fc.assert(
    fc.asyncProperty(
      fc.subarray(names),
      fc.array(fc.constantFrom("on" as const, "back" as const), { maxLength: 30 }),
      async (silent, script) => {
        const { steps, log } = conversation(names, silent, script);
        const draft = await walk(steps, {});
        expect(Object.keys(draft).sort()).toEqual([...names].sort());
        for (const name of names) expect(draft[name] === 0).toBe(silent.includes(name));
        const first = names.find((name) => !silent.includes(name));
        for (const line of log) expect(line.endsWith("(no way back)")).toBe(line.startsWith(first ?? "?"));
      },
    ),
    { numRuns: 300 },
  );
});
