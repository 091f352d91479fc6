import { ForecastError } from '#core/errors';

import type { SourceContent } from './source-reader.ts';

/** The error for a file whose content is not the one that was promised. */
export function checksumMismatch(
  { name, bytes, sha256 }: SourceContent,
  expected: { readonly bytes: number; readonly sha256: string },
  what: string,
): ForecastError<'CHECKSUM_MISMATCH'> {
  return new ForecastError(
    'CHECKSUM_MISMATCH',
    `${name} is not ${what}: its content has ${bytes} bytes and SHA-256 ${sha256}, expected ${expected.bytes} bytes and ` +
      `${expected.sha256}. Get the file again, or ingest it without claiming that it is.`,
    {
      file: name,
      foundBytes: bytes,
      expectedBytes: expected.bytes,
      foundSha256: sha256,
      expectedSha256: expected.sha256,
    },
  );
}
