/** A command line up to the cursor, as a shell would take it apart. */
export interface SplitLine {
  /** The words behind the program's name, without their quotes; the last one is the one at the cursor, perhaps still empty. */
  readonly words: readonly string[];
  /** Whether the word at the cursor is where a redirection leads, and so none of the program's. */
  readonly redirected: boolean;
}

/**
 * Takes a line apart by the rules that POSIX shells share: quotes, backslashes, redirections, and assignments before the program.
 * A quote that is still open ends at the cursor. Variables and substitutions stay as they are typed: nothing is ever run.
 */
export function splitLine(line: string): SplitLine {
  const words: string[] = [];
  let word: string | undefined;
  let redirected = false;
  let quote = "";
  const end = () => {
    if (word === undefined) return;
    if (redirected) redirected = false;
    else words.push(word);
    word = undefined;
  };
  for (let index = 0; index < line.length; index += 1) {
    const character = line.charAt(index);
    const next = line.charAt(index + 1);
    if (quote !== "" && character === quote) {
      quote = "";
    } else if (character === "\\" && quote !== "'") {
      word = (word ?? "") + next;
      index += 1;
    } else if (quote !== "") {
      word = (word ?? "") + character;
    } else if (character === "'" || character === '"') {
      quote = character;
      word ??= "";
    } else if (/\s/.test(character)) {
      end();
    } else if (character === "<" || character === ">") {
      // "2>" and "&>" are one operator, not a word and an operator.
      if (/^(\d+|&)$/.test(word ?? "")) word = undefined;
      end();
      redirected = true;
    } else if (redirected && word === undefined && /[&|]/.test(character)) {
      // ">&" and ">|" are operators as well.
    } else {
      word = (word ?? "") + character;
    }
  }
  const program = words.findIndex((text) => !/^\w+=/.test(text));
  return { words: [...(program === -1 ? [] : words.slice(program + 1)), word ?? ""], redirected };
}
