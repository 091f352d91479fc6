import {
  type Code,
  difference,
  get,
  greaterOnes,
  integer,
  loadFour,
  loadRepeated,
  product,
  products,
  repeated,
  repeatWhile,
  set,
  storeFour,
  sum,
  sums,
} from './instructions.ts';
import type { AssemblyFunction } from './module-bytes.ts';

/** The sums of a tile of the output stay in registers: eight of sixteen. With more, V8 begins to put them aside. */
export const tileRows = 4;
export const tileColumns = 8;

/**
 * Adds to `tiles` tiles of the output, one below the other, the products of as many strips of the left factor with one panel of the
 * right: for each of `depth` terms in turn, one at the least. A strip lies as `[depth][tileRows]`, strip after strip, a panel as
 * `[depth][tileColumns]`. Rows of the output lie `pitch` bytes apart; in the end they are no lower than `floor`.
 */
export type MultiplyTiles = (
  ...given: readonly [
    left: number,
    right: number,
    output: number,
    tiles: number,
    depth: number,
    pitch: number,
    floor: number,
  ]
) => void;

const [left, right, output, tiles, depth, pitch, floor] = [0, 1, 2, 3, 4, 5, 6] as const;
const [place, end] = [7, 8] as const;
const rowPlaces = [output, 9, 10, 11] as const;
const rightFours = [12, 13] as const;
const leftOne = 14;
const firstTotal = 15;

/** The accumulated four floats of a row of the tile. */
const totalOf = (row: number, four: number): number => firstTotal + row * rightFours.length + four;

/** Code for each four floats of the tile. */
function ofTile(code: (row: number, four: number) => Code): Code {
  return rowPlaces.flatMap((_, row) => rightFours.flatMap((_found, four) => code(row, four)));
}

/** The code of `MultiplyTiles`. */
export function multiplyTiles(): AssemblyFunction {
  const oneTile = [
    ...[1, 2, 3].flatMap((row) => set(rowPlaces[row]!, sum(get(rowPlaces[row - 1]!), get(pitch)))),
    ...ofTile((row, four) => set(totalOf(row, four), loadFour(get(rowPlaces[row]!), 16 * four))),
    ...set(place, get(right)),
    ...repeatWhile(oneTerm(), difference(get(place), get(end))),
    ...ofTile((row, four) =>
      storeFour(
        get(rowPlaces[row]!),
        16 * four,
        greaterOnes(get(totalOf(row, four)), repeated(get(floor))),
      ),
    ),
    ...set(output, sum(get(rowPlaces[3]), get(pitch))),
    ...set(tiles, difference(get(tiles), integer(1))),
  ];
  return {
    name: 'multiplyTiles',
    parameters: ['integer', 'integer', 'integer', 'integer', 'integer', 'integer', 'float'],
    variables: [
      ...Array<'integer'>(5).fill('integer'),
      ...Array<'fourFloats'>(3 + tileRows * rightFours.length).fill('fourFloats'),
    ],
    body: [
      ...set(end, sum(get(right), product(get(depth), integer(4 * tileColumns)))),
      ...repeatWhile(oneTile, get(tiles)),
    ],
  };
}

/** Of each sum one more term, in their order: rounded like any other loop that adds up one by one. */
function oneTerm(): Code {
  const row = (at: number): Code => [
    ...set(leftOne, loadRepeated(get(left), 4 * at)),
    ...rightFours.flatMap((found, four) =>
      set(totalOf(at, four), sums(get(totalOf(at, four)), products(get(leftOne), get(found)))),
    ),
  ];
  return [
    ...rightFours.flatMap((found, four) => set(found, loadFour(get(place), 16 * four))),
    ...rowPlaces.flatMap((_, at) => row(at)),
    ...set(left, sum(get(left), integer(4 * tileRows))),
    ...set(place, sum(get(place), integer(4 * tileColumns))),
  ];
}
