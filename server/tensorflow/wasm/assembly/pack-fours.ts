import {
  chosen,
  type Code,
  difference,
  get,
  integer,
  loadFour,
  repeatWhile,
  set,
  storeFour,
  sum,
} from './instructions.ts';
import type { AssemblyFunction } from './module-bytes.ts';

/**
 * Copies four floats, or squares of four times four, `count` times, once at the least. Fours of the source lie `sourceStep` bytes
 * apart, those of the target `targetStep`.
 */
export type PackFours = (
  source: number,
  target: number,
  count: number,
  sourceStep: number,
  targetStep: number,
) => void;

const [source, target, count, sourceStep, targetStep] = [0, 1, 2, 3, 4] as const;
const parameters = Array<'integer'>(5).fill('integer');
const next = set(count, difference(get(count), integer(1)));
const nextTarget = set(target, sum(get(target), get(targetStep)));

/** `copyFours`: one four after the other. */
export function copyFours(): AssemblyFunction {
  const oneFour = [
    ...storeFour(get(target), 0, loadFour(get(source), 0)),
    ...set(source, sum(get(source), get(sourceStep))),
    ...nextTarget,
    ...next,
  ];
  return {
    name: 'copyFours',
    parameters,
    variables: [],
    body: repeatWhile(oneFour, get(count)),
  };
}

/** `turnFours`: squares that lie side by side in the source, so that each is four fours; their columns, one after the other. */
export function turnFours(): AssemblyFunction {
  const place = 5;
  const rows = [6, 7, 8, 9] as const;
  const [first, second, third, fourth] = [get(6), get(7), get(8), get(9)] as const;
  /** The halves of two rows in turns, then the halves of those. */
  const column = (at: number): Code => {
    const turns = at < 2 ? [0, 4, 1, 5] : [2, 6, 3, 7];
    const halves = at % 2 === 0 ? [0, 1, 4, 5] : [2, 3, 6, 7];
    return chosen(chosen(first, second, turns), chosen(third, fourth, turns), halves);
  };
  const oneSquare = [
    ...set(place, get(source)),
    ...rows.flatMap((row) => [
      ...set(row, loadFour(get(place), 0)),
      ...set(place, sum(get(place), get(sourceStep))),
    ]),
    ...rows.flatMap((_, at) => [...storeFour(get(target), 0, column(at)), ...nextTarget]),
    ...set(source, sum(get(source), integer(16))),
    ...next,
  ];
  return {
    name: 'turnFours',
    parameters,
    variables: ['integer', 'fourFloats', 'fourFloats', 'fourFloats', 'fourFloats'],
    body: repeatWhile(oneSquare, get(count)),
  };
}
