/**
 * The same number, of a type that V8 can tell. A loop whose numbers begin as a parameter or a property keeps them in objects of their
 * own, a new one for each step, at half the speed; begun with this it keeps them in registers.
 */
export function unboxed(value: number): number {
  return value * 1;
}
