/** A number of things: "1 modèle", "2 modèles"; in French none is one, too. */
export const count = (number: number, unit: string, several = `${unit}s`) => `${number} ${number < 2 ? unit : several}`;

/** "de" with that name: "de Venice AI", "d'Acme". */
export const of = (name: string) => `${/^[aeiouyhàâéèêëîïôöûü]/i.test(name) ? "d'" : "de "}${name}`;

/** "que" before that name: "que Venice AI", "qu'Acme". */
export const that = (name: string) => `${/^[aeiouyhàâéèêëîïôöûü]/i.test(name) ? "qu'" : "que "}${name}`;

/** One of several: "A ou B". */
export const either = (names: readonly string[]) => names.join(" ou ");
