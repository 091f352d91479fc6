import { tileColumns, tileRows } from './assembly/multiply-tiles.ts';
import { type Lines, packLines, type PackingPlace } from './packed-lines.ts';

/** Rows of the left factor that are packed at once, and terms of their sums: with a panel of the right one they fit into the caches. */
const blockRows = 64;
const blockTerms = 256;

/** A product of matrices in the heap; places are counted in floats. */
export interface Product {
  /** Rows of the left factor and columns of the right one, with as many terms each, of which there is one at the least. */
  readonly left: Lines;
  readonly right: Lines;
  /** [left.count, right.count]; the sums begin with what is there. */
  readonly output: number;
  /** The least value of the output. */
  readonly floor: number;
}

/** Where products are computed; `room` has `roomOf` floats for the packed factors and the edges. */
export interface Workplace extends PackingPlace {
  readonly room: number;
}

/** Packed factors: some rows of the left one, all columns of the right one. */
interface Block {
  readonly strips: number;
  readonly panels: number;
  readonly edge: number;
  readonly rows: number;
  readonly columns: number;
  readonly terms: number;
  readonly output: number;
  readonly floor: number;
}

/** Floats that products with so many columns and terms need beside their factors and output. */
export function roomOf(columns: number, terms: number): number {
  const { edge } = placesIn(0, columns, Math.min(terms, blockTerms));
  return edge + blockRows * tileColumns;
}

function placesIn(room: number, columns: number, terms: number) {
  const strips = room + terms * Math.ceil(columns / tileColumns) * tileColumns;
  return { panels: room, strips, edge: strips + terms * blockRows };
}

/**
 * Adds a product to its output. Each sum gets its terms one by one, in their order: it is rounded the same however the factors lie
 * and wherever blocks begin.
 */
export function multiply(work: Workplace, { left, right, output, floor }: Product): void {
  const columns = right.count;
  for (let term = 0; term < left.terms; term += blockTerms) {
    const terms = Math.min(blockTerms, left.terms - term);
    const places = placesIn(work.room, columns, terms);
    const packed = (lines: Lines, line: number, count: number, place: number, width: number) => {
      const start = lines.start + line * lines.lineStep + term * lines.termStep;
      packLines(work, { ...lines, start, count, terms }, place, width);
    };
    packed(right, 0, columns, places.panels, tileColumns);
    for (let row = 0; row < left.count; row += blockRows) {
      const rows = Math.min(blockRows, left.count - row);
      packed(left, row, rows, places.strips, tileRows);
      multiplyBlock(work, {
        ...{ ...places, rows, columns, terms, output: output + row * columns },
        floor: term + terms === left.terms ? floor : -Infinity,
      });
    }
  }
}

function multiplyBlock(work: Workplace, block: Block): void {
  const { strips, panels, rows, columns, terms, output, floor } = block;
  const tiles = Math.floor(rows / tileRows);
  for (let column = 0; column < columns; column += tileColumns) {
    if (tiles === 0 || column + tileColumns > columns) {
      multiplyEdge(work, block, 0, column);
      continue;
    }
    const [panel, corner] = [panels + column * terms, output + column];
    work.loops.multiplyTiles(4 * strips, 4 * panel, 4 * corner, tiles, terms, 4 * columns, floor);
    if (tiles * tileRows < rows) multiplyEdge(work, block, tiles * tileRows, column);
  }
}

/** From a row on, the columns of a panel of which some, or whose last rows, are outside of the output: by way of whole tiles. */
function multiplyEdge(work: Workplace, block: Block, row: number, column: number): void {
  const { strips, panels, edge, rows, columns, terms, output, floor } = block;
  const size = { height: rows - row, width: Math.min(tileColumns, columns - column) };
  const inOutput = { start: output + row * columns + column, step: columns };
  const inTiles = { start: edge, step: tileColumns };
  copyRows(work.heap, inOutput, inTiles, size);
  const [strip, panel] = [strips + row * terms, panels + column * terms];
  const tiles = Math.ceil(size.height / tileRows);
  work.loops.multiplyTiles(4 * strip, 4 * panel, 4 * edge, tiles, terms, 4 * tileColumns, floor);
  copyRows(work.heap, inTiles, inOutput, size);
}

/** Where a row begins, and how far it is to the next. */
interface Rows {
  readonly start: number;
  readonly step: number;
}

function copyRows(
  heap: Float32Array,
  from: Rows,
  to: Rows,
  { height, width }: { readonly height: number; readonly width: number },
): void {
  for (let row = 0; row < height; row += 1) {
    const [source, target] = [from.start + row * from.step, to.start + row * to.step];
    for (let at = 0; at < width; at += 1) heap[target + at] = heap[source + at]!;
  }
}
