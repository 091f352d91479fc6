import { RegularExpression } from 'graphql-scalars';

/** A SHA-256 in lower-case hex. */
export const Sha256 = new RegularExpression('Sha256', /^[0-9a-f]{64}$/, {
  description: 'A SHA-256 hash: 64 lower-case hexadecimal digits.',
});
