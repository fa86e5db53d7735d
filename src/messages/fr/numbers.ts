import { grouped, priceDigits, secondsDigits, shortTokens, usdDigits } from "../digits.ts";
import type { Balance, numbers as english } from "../en/numbers.ts";
import type { Translation } from "../translation.ts";

/** A line is never broken between a number and its unit. */
const space = "\u00a0";
const comma = (digits: string) => digits.replace(".", ",");

export const numbers: Translation<typeof english> = {
  whole: (number: number) => grouped(number, space, ","),
  tokens: (tokens: number) => {
    const [digits, unit] = shortTokens(tokens);
    return unit === "" ? digits : comma(digits) + space + unit;
  },
  usd: (usd: number) => `${comma(usdDigits(usd))}${space}$`,
  price: (input: number, output: number) => `${comma(priceDigits(input))}/${comma(priceDigits(output))}${space}$`,
  balance: ({ amount, currency }: Balance) =>
    `${comma(amount.toFixed(2))}${space}${currencies[currency] ?? currency.replaceAll("_", " ")}`,
  seconds: (milliseconds: number) => `${comma(secondsDigits(milliseconds, 10_000))}${space}s`,
};

const currencies: Readonly<Record<string, string>> = { USD: "$", BUNDLED_CREDITS: "crédits inclus" };

const months = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(" ");

/** A day, given as "2026-03-01": "1er mars 2026". */
export function day(date: string): string {
  const [year, month, number] = date.split("-").map(Number);
  const name = months[(month ?? 0) - 1];
  return name === undefined ? date : `${number === 1 ? "1er" : number} ${name} ${year}`;
}
