/** The members of group g: `items[starts[g]] .. items[starts[g + 1] - 1]` (one sparse row of a summing matrix). */
export interface Members {
  readonly starts: Int32Array;
  readonly items: Int32Array;
}

/** Sorts members by the group (0 .. count - 1) that each belongs to, keeping their order inside a group. */
export function membersOf(groupOf: Int32Array, count: number): Members {
  const starts = new Int32Array(count + 1);
  for (const group of groupOf) starts[group + 1]! += 1;
  for (let group = 0; group < count; group += 1) starts[group + 1]! += starts[group]!;
  const next = starts.slice();
  const items = new Int32Array(groupOf.length);
  for (let item = 0; item < items.length; item += 1) {
    const group = groupOf[item]!;
    items[next[group]!] = item;
    next[group]! += 1;
  }
  return { starts, items };
}
