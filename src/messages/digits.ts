/** A whole number with its thousands apart. */
export function grouped(number: number, separator: string, point: string): string {
  const [whole = "", fraction] = String(Number(number.toFixed(3))).split(".");
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, separator);
  return fraction === undefined ? groups : `${groups}${point}${fraction}`;
}

/** Tokens in short, rounded down: 131072 is 131 "k", a million 1 "M". */
export function shortTokens(tokens: number): readonly [digits: string, unit: "" | "k" | "M"] {
  if (tokens >= 1_000_000) return [trimZero((Math.floor(tokens / 100_000) / 10).toFixed(1)), "M"];
  return tokens >= 1000 ? [String(Math.floor(tokens / 1000)), "k"] : [String(tokens), ""];
}

/** USD in cents; less than a cent as what it is: 0.000021 is "0.000021". */
export function usdDigits(usd: number): string {
  if (usd >= 0.01) return usd.toFixed(2);
  return usd === 0 ? "0" : trimZero(usd.toPrecision(2).includes("e") ? usd.toFixed(8) : usd.toPrecision(2));
}

/** USD per 1M tokens, in cents, with two more places where it is less than one. */
export function priceDigits(usd: number): string {
  return usd >= 0.01 || usd === 0 ? usd.toFixed(2) : trimZero(usd.toFixed(4));
}

/** Seconds, with a tenth, and never none. Of longer times than that many milliseconds nobody wants to know the tenth. */
export function secondsDigits(milliseconds: number, longest = Number.POSITIVE_INFINITY): string {
  return milliseconds < longest
    ? Math.max(0.1, milliseconds / 1000).toFixed(1)
    : String(Math.round(milliseconds / 1000));
}

function trimZero(number: string): string {
  return number.includes(".") ? number.replace(/\.?0+$/, "") : number;
}
