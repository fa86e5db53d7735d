/**
 * The texts of another language: every one of these and none besides, made of the same facts. What is missing, what is too much
 * and what wants other facts does not compile.
 */
export type Translation<Texts> = Texts extends string
  ? string
  : Texts extends (...facts: infer Facts) => infer Text
    ? (...facts: Facts) => Translation<Text>
    : { readonly [Name in keyof Texts]: Translation<Texts[Name]> };
