export const key = {
  /** Where a key was found, to go on a sentence: "Use the key in VENICE_API_KEY?" */
  source: {
    flag: (flag: string) => `the key given with ${flag}`,
    stdin: `the key on standard input`,
    file: (path: string) => `the key in ${path}`,
    entered: `the key you entered`,
    environment: (variable: string) => `the key in ${variable}`,
    dotenv: (path: string) => `the key in ${path}`,
    config: (path: string, at: string) => `the key in ${path} (${at})`,
  },
  /** A key at the beginning of a sentence. */
  plainAt: (at: string) => `The key in plain text at ${at}`,
  at: (path: string) => `The key in ${path}`,
  placeInConfig: (path: string, at: string) => `${at} in ${path}`,
  malformed: {
    empty: "is empty",
    space: "has white space inside",
    control: "has control characters inside",
    "non-ascii": "has characters that no key has (not ASCII)",
  },
};
