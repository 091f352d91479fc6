import { invariant } from '../../errors/index.ts';

/** How an ensemble makes one forecast of many; both keep the order of quantiles. */
export type MemberCombination = 'mean' | 'median';

/** The forecasts of an ensemble: value by value over members that forecast the same. */
export function combineMembers(
  members: readonly Float64Array[],
  combination: MemberCombination,
): Float64Array {
  const [first, second] = members;
  invariant(first !== undefined, 'an ensemble has at least one member');
  if (second === undefined) return first.slice();
  // The median of two is their mean.
  if (combination === 'mean' || members.length === 2) return means(members, first.length);
  return medians(members, first.length);
}

function means(members: readonly Float64Array[], length: number): Float64Array {
  const sums = new Float64Array(length);
  for (const member of members) {
    for (let at = 0; at < length; at += 1) sums[at] = sums[at]! + member[at]!;
  }
  for (let at = 0; at < length; at += 1) sums[at] = sums[at]! / members.length;
  return sums;
}

function medians(members: readonly Float64Array[], length: number): Float64Array {
  const count = members.length;
  const middle = count >> 1;
  const sorted = new Float64Array(count);
  const combined = new Float64Array(length);
  for (let at = 0; at < length; at += 1) {
    // Members are few: inserting one after the other is several times faster than a general sort.
    for (let index = 0; index < count; index += 1) {
      const value = members[index]![at]!;
      let place = index;
      for (; place > 0 && sorted[place - 1]! > value; place -= 1)
        sorted[place] = sorted[place - 1]!;
      sorted[place] = value;
    }
    combined[at] = count % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
  }
  return combined;
}
