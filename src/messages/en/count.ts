/** A number of things: "1 model", "2 models". */
export const count = (number: number, unit: string) => `${number} ${unit}${number === 1 ? "" : "s"}`;
