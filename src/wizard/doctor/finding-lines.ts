import type { Text, Tone } from "../../context.ts";
import type { Messages } from "../../messages/messages.ts";
import { wrap } from "../../terminal/wrap.ts";
import type { Finding, FindingLevel } from "./finding.ts";

export interface FindingLineOptions {
  readonly words: Messages;
  /** Takes out every secret, wherever it may have got in. */
  redact(text: string): string;
  /** How many columns there are; `undefined` leaves every line whole. */
  readonly columns: number | undefined;
}

const tones: { readonly [Level in FindingLevel]: Tone } = { ok: "good", warn: "caution", fail: "bad" };

/** PURE: a line for every finding, its fix beneath it, and a line that sums up. */
export function findingLines(findings: readonly Finding[], options: FindingLineOptions): Text[] {
  const { levels, areas, fix: ofFix, summary } = options.words.doctor;
  const [levelWidth, areaWidth] = [levels, areas].map((names) =>
    Math.max(...Object.values(names).map((name) => name.length)),
  ) as [number, number];
  const indent = " ".repeat(levelWidth + areaWidth + 4);
  const broken = (text: string) => {
    const lines = text.replace(/^/gm, indent);
    return (options.columns === undefined ? lines : wrap(lines, options.columns)).split("\n");
  };
  const count = (level: FindingLevel) => findings.filter((each) => each.level === level).length;
  return [
    ...findings.flatMap((finding): Text[] => {
      const { message, fix } = findingText(finding, options);
      const [first = "", ...rest] = broken(message);
      return [
        [
          { text: levels[finding.level].padEnd(levelWidth), tone: tones[finding.level] },
          "  ",
          { text: areas[finding.area].padEnd(areaWidth), tone: "quiet" },
          `  ${first.slice(indent.length)}`,
        ],
        ...rest,
        ...(fix === undefined ? [] : broken(ofFix(fix)).map((text): Text => [{ text, tone: "accent" }])),
      ];
    }),
    summary({ fail: count("fail"), warn: count("warn"), fixable: findings.filter(({ fixable }) => fixable).length }),
  ];
}

/** PURE: the findings as --json shows them. */
export function findingDocuments(findings: readonly Finding[], options: Omit<FindingLineOptions, "columns">) {
  return findings.map((finding) => {
    const { id, area, level, fixable } = finding;
    const { message, fix } = findingText(finding, options);
    return { id, area, level, message, fix: fix ?? null, fixable };
  });
}

/** PURE: what a finding says, and what to do about it. */
export function findingText({ id, facts }: Finding, { words, redact }: Omit<FindingLineOptions, "columns">) {
  const text = words.doctor.findings[id] as (facts: unknown) => { message: string; fix?: string | undefined };
  const { message, fix } = text(facts);
  return { message: redact(message), fix: fix === undefined ? undefined : redact(fix) };
}
