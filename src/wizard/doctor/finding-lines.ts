import type { Text, Tone } from "../../context.ts";
import type { Messages } from "../../messages/messages.ts";
import type { Finding, FindingLevel } from "./finding.ts";

export interface FindingWords {
  readonly words: Messages;
  /** Takes out every secret, wherever it may have got in. */
  redact(text: string): string;
}

/** A line, or several: what it begins with, and what stands beside that. */
export interface FindingLine {
  readonly head: Text;
  readonly body: Text;
}

const tones: { readonly [Level in FindingLevel]: Tone } = { ok: "good", warn: "caution", fail: "bad" };

/** PURE: a line for every finding, with its fix beneath it. */
export function findingLines(findings: readonly Finding[], options: FindingWords): FindingLine[] {
  const { levels, areas, fix: ofFix } = options.words.doctor;
  const longest = (names: object) => Math.max(...Object.values(names).map((name: string) => name.length));
  return findings.flatMap((finding) => {
    const { message, fix } = findingText(finding, options);
    const level = levels[finding.level].padEnd(longest(levels));
    const area = areas[finding.area].padEnd(longest(areas));
    const head = [{ text: level, tone: tones[finding.level] }, "  ", { text: area, tone: "quiet" }, "  "] as const;
    const indent = " ".repeat(level.length + area.length + 4);
    return [
      { head, body: message },
      ...(fix === undefined ? [] : [{ head: indent, body: [{ text: ofFix(fix), tone: "accent" }] as const }]),
    ];
  });
}

/** PURE: the line that sums up; `asked` is whether --fix was given. */
export function findingSummary(findings: readonly Finding[], { words }: FindingWords, asked: boolean): string {
  const count = (level: FindingLevel) => findings.filter((each) => each.level === level).length;
  const fixable = findings.filter((each) => each.fixable).length;
  return words.doctor.summary({ fail: count("fail"), warn: count("warn"), fixable, asked });
}

/** PURE: the findings as --json shows them. */
export function findingDocuments(findings: readonly Finding[], options: FindingWords) {
  return findings.map((finding) => {
    const { id, area, level, fixable } = finding;
    const { message, fix } = findingText(finding, options);
    return { id, area, level, message, fix: fix ?? null, fixable };
  });
}

/** PURE: what a finding says, and what to do about it. */
export function findingText({ id, facts }: Finding, { words, redact }: FindingWords) {
  const text = words.doctor.findings[id] as (facts: unknown) => { message: string; fix?: string | undefined };
  const { message, fix } = text(facts);
  return { message: redact(message), fix: fix === undefined ? undefined : redact(fix) };
}
