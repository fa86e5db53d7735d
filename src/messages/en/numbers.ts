import { grouped, priceDigits, secondsDigits, shortTokens, usdDigits } from "../digits.ts";

/** How numbers are written. */
export const numbers = {
  /** "131,072" */
  whole: (number: number) => grouped(number, ",", "."),
  /** Tokens in short: "131k", "1M". */
  tokens: (tokens: number) => shortTokens(tokens).join(""),
  /** "$0.50", "$0.000021" */
  usd: (usd: number) => `$${usdDigits(usd)}`,
  /** USD per 1M tokens, in and out: "$0.70/2.80". */
  price: (input: number, output: number) => `$${priceDigits(input)}/${priceDigits(output)}`,
  /** What a key can spend: "$50.23", "100.02 DIEM", "25.00 bundled credits". */
  balance: ({ amount, currency }: Balance) =>
    currency === "USD" ? `$${amount.toFixed(2)}` : `${amount.toFixed(2)} ${currencyName(currency)}`,
  /** "1.3 s"; longer times without the tenth. */
  seconds: (milliseconds: number) => `${secondsDigits(milliseconds, 10_000)} s`,
};

/** What is left in an account, in a currency as the provider calls it, such as "USD". */
export interface Balance {
  readonly currency: string;
  readonly amount: number;
}

function currencyName(currency: string): string {
  return currency.includes("_") ? currency.toLowerCase().replaceAll("_", " ") : currency;
}
