import { invariant } from '../../errors/index.ts';

/** How an ensemble makes one forecast of many; both keep the order of quantiles. */
export type MemberCombination = 'mean' | 'median';

/** The forecasts of an ensemble: value by value over members that forecast the same. */
export function combineMembers(
  members: readonly Float64Array[],
  combination: MemberCombination,
): Float64Array {
  const [first] = members;
  invariant(first !== undefined, 'an ensemble has at least one member');
  const values = new Float64Array(members.length);
  return first.map((_, at) => {
    for (const [index, member] of members.entries()) values[index] = member[at]!;
    return combination === 'mean' ? mean(values) : median(values);
  });
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Sorts the values that it is given. */
function median(values: Float64Array): number {
  values.sort();
  const middle = values.length >> 1;
  return values.length % 2 === 1 ? values[middle]! : (values[middle - 1]! + values[middle]!) / 2;
}
