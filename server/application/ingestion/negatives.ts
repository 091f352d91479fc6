/**
 * What a negative demand means. Stored demand is never negative.
 * - `reject`: it is a bad row.
 * - `zero`: it counts as 0.
 * - `net`: it is a return, netted against the other rows of its item and period; a total below 0 counts as 0.
 */
export const negativePolicies = ['reject', 'zero', 'net'] as const;
export type NegativePolicy = (typeof negativePolicies)[number];
