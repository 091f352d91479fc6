import type { MissingValuePolicy } from '../series/index.ts';

/** How unknown periods come to the feature function: it has masks for them, so that none need be left out. */
export function featurePolicy(policy: MissingValuePolicy): MissingValuePolicy {
  return policy === 'drop' ? 'keep-unknown' : policy;
}
