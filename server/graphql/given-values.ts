type Given<Shape> = {
  [Key in keyof Shape as null extends Shape[Key] ? never : Key]: Shape[Key];
} & { [Key in keyof Shape as null extends Shape[Key] ? Key : never]?: NonNullable<Shape[Key]> };

/**
 * The values of an input that were given. In GraphQL a null of an optional argument says the same as leaving it out;
 * use cases know only the latter.
 */
export function givenValues<Shape extends object>(input: Shape): Given<Shape> {
  const given = Object.entries(input).filter(([, value]) => value !== null && value !== undefined);
  // The filter above is what the type says.
  return Object.fromEntries(given) as Given<Shape>;
}
