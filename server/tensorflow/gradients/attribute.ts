import type { NamedAttrMap } from '@tensorflow/tfjs-core';

/** Settings of an operation as tfjs hands them over: of any type, until they are read by one of these. */
export function numberOf(attributes: NamedAttrMap, name: string): number {
  const value = attributes[name];
  if (typeof value !== 'number') throw wrong(name, 'a number', value);
  return value;
}

/** A flag; absent counts as false. */
export function flagOf(attributes: NamedAttrMap, name: string): boolean {
  const value = attributes[name] ?? false;
  if (typeof value !== 'boolean') throw wrong(name, 'true or false', value);
  return value;
}

/** A list of numbers, of which one may come alone. */
export function numbersOf(attributes: NamedAttrMap, name: string): readonly number[] {
  const value = attributes[name];
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.map((entry) => {
    if (typeof entry !== 'number') throw wrong(name, 'numbers', value);
    return entry;
  });
}

/** Pairs of numbers, for example what is added before and after each axis. */
export function pairsOf(attributes: NamedAttrMap, name: string): readonly [number, number][] {
  const value = attributes[name];
  if (!Array.isArray(value)) throw wrong(name, 'pairs of numbers', value);
  return value.map((pair: unknown) => {
    const entries: readonly unknown[] = Array.isArray(pair) ? pair : [];
    const [before, after] = entries;
    if (typeof before !== 'number' || typeof after !== 'number') {
      throw wrong(name, 'pairs of numbers', value);
    }
    return [before, after];
  });
}

function wrong(name: string, expected: string, found: unknown): TypeError {
  return new TypeError(`Found ${name} = ${JSON.stringify(found)}; expected ${expected}.`);
}
