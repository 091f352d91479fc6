import type { MatrixLoops } from './assembly/matrix-loops.ts';

/** A matrix in the heap as lines (rows of a left factor, columns of a right one) of terms that are summed over. Counted in floats. */
export interface Lines {
  readonly start: number;
  readonly count: number;
  readonly terms: number;
  /** From one line to the next and from one term of a line to the next; one of the two is 1. */
  readonly lineStep: number;
  readonly termStep: number;
}

/** Where lines are packed. */
export interface PackingPlace {
  readonly heap: Float32Array;
  readonly loops: MatrixLoops;
}

/** So many lines and terms are packed at once; both widths of strips are multiples. */
const four = 4;

/**
 * Copies lines to `target` as strips of `width` lines: `[strip][term][line]`. The last strip is filled up with lines of zeros.
 * A product reads each strip many times, and this way always the next float.
 */
export function packLines(place: PackingPlace, lines: Lines, target: number, width: number): void {
  const { count, terms } = lines;
  const filled = Math.ceil(count / width) * width;
  if (filled > count) {
    const last = filled - width;
    place.heap.fill(0, target + last * terms, target + filled * terms);
  }
  for (let line = 0; line < count; line += four) {
    const inStrip = line % width;
    const to = target + (line - inStrip) * terms + inStrip;
    const some = {
      ...lines,
      start: lines.start + line * lines.lineStep,
      count: Math.min(four, count - line),
    };
    if (some.count < four) packSingly(place.heap, some, to, width);
    else packFour(place, some, to, width);
  }
}

function packFour({ heap, loops }: PackingPlace, lines: Lines, to: number, width: number): void {
  const { start, terms, lineStep, termStep } = lines;
  if (lineStep === 1) {
    loops.copyFours(4 * start, 4 * to, terms, 4 * termStep, 4 * width);
    return;
  }
  const squares = Math.floor(terms / four);
  if (squares > 0) loops.turnFours(4 * start, 4 * to, squares, 4 * lineStep, 4 * width);
  const turned = squares * four;
  const rest = { ...lines, start: start + turned, terms: terms - turned };
  packSingly(heap, rest, to + turned * width, width);
}

function packSingly(heap: Float32Array, lines: Lines, to: number, width: number): void {
  const { start, count, terms, lineStep, termStep } = lines;
  for (let line = 0; line < count; line += 1) {
    for (let term = 0; term < terms; term += 1) {
      heap[to + line + term * width] = heap[start + line * lineStep + term * termStep]!;
    }
  }
}
