/**
 * The indices, one of each grid, at which a function is least, and its value there: from `start`, single steps along one grid at a time for as long
 * as they help; an end that is no end of the grid is a valley. A handful of evaluations where a full grid needs hundreds.
 */
export function descendGrid(
  sizes: readonly number[],
  start: readonly number[],
  objective: (indices: readonly number[]) => number,
): { readonly at: readonly number[]; readonly value: number } {
  const at = [...start];
  let least = objective(at);
  let quiet = 0;
  for (let axis = 0; quiet < sizes.length; axis = (axis + 1) % sizes.length) {
    const before = at[axis]!;
    for (const direction of [1, -1]) {
      let next = at[axis]! + direction;
      while (next >= 0 && next < sizes[axis]!) {
        const value = objective(at.with(axis, next));
        if (!(value < least)) break;
        least = value;
        at[axis] = next;
        next += direction;
      }
      if (at[axis] !== before) break;
    }
    quiet = at[axis] === before ? quiet + 1 : 1;
  }
  return { at, value: least };
}
