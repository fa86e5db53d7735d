/**
 * One step of a conversation: what is known before it, to what is known after it. `asked` says whether the person had to
 * answer anything, for only such a step can be gone back to.
 */
export type Step<Draft> = (
  draft: Draft,
  canGoBack: boolean,
) => Promise<{ readonly draft: Draft; readonly asked: boolean } | "back">;

/** Takes the steps in order; "back" returns to the last question that was asked, with everything answered so far kept. */
export async function walk<Draft>(steps: readonly Step<Draft>[], start: Draft): Promise<Draft> {
  const end = await take(steps, start, false);
  return end === "back" ? start : end;
}

/** As walk, but "back" at the first question leaves. */
export async function walkOrLeave<Draft>(steps: readonly Step<Draft>[], start: Draft): Promise<Draft | "back"> {
  return await take(steps, start, true);
}

async function take<Draft>(steps: readonly Step<Draft>[], start: Draft, canLeave: boolean): Promise<Draft | "back"> {
  const asked: number[] = [];
  let draft = start;
  let index = 0;
  for (let step = steps[0]; step; step = steps[index]) {
    const result = await step(draft, canLeave || asked.length > 0);
    if (result === "back") {
      const last = asked.pop();
      if (last === undefined && canLeave) return "back";
      index = last ?? index;
      continue;
    }
    draft = result.draft;
    if (result.asked) asked.push(index);
    index++;
  }
  return draft;
}
