import { clause, count } from "./phrases.ts";

const models = (number: number) => count(number, "model");

/** The list of models, and the commands about it. */
export const modelsWords = {
  fetching: (provider: string) => `Fetching the models of ${provider} …`,
  notAsked: (p: { what: string; advice: string }) => `The list may be out of date: ${clause(p.what)}. ${p.advice}`,
  fromLive: (number: number, provider: string) => `${models(number)} of ${provider}, as it lists them now.`,
  fromKept: (number: number, provider: string, age: string) =>
    `${models(number)} of ${provider}, from ${age} ago. To ask again: --refresh`,
  fromBuiltIn: (number: number, provider: string) =>
    `${models(number)} of ${provider}, from the list built into this program; it may be out of date.`,
};
