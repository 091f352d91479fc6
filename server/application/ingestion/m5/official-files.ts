import { checksumMismatch } from '../checksum.ts';
import type { SourceContent } from '../source-reader.ts';
import type { M5Role } from './roles.ts';

interface OfficialFile {
  readonly name: string;
  readonly role: M5Role;
  readonly bytes: number;
  readonly sha256: string;
}

/** The files of the M5 competition, as published. */
export const officialM5Files: readonly OfficialFile[] = [
  {
    name: 'sales_train_evaluation.csv',
    role: 'sales',
    bytes: 121_736_518,
    sha256: '4b4a47c44c38380d2a9168216fea8c9ff2f31b1ddb772f8a0995952a038b8aa0',
  },
  {
    name: 'sales_train_validation.csv',
    role: 'sales',
    bytes: 120_007_726,
    sha256: 'f368e66ed1dbecb48b2cc8fc589bf68b3deddbbb36bf5c88b4d6d0a09b9b6724',
  },
  {
    name: 'sell_prices.csv',
    role: 'prices',
    bytes: 203_395_785,
    sha256: '9da3ad1f8b8ccacdbdc70612191dd375ec24a4ac6625c24b75b3bc60b0bed2ef',
  },
  {
    name: 'calendar.csv',
    role: 'calendar',
    bytes: 103_469,
    sha256: 'd12b5914ef03e66649adf5dd9e996e6602251c22b7a6af8f1f7e3aa12f8860f5',
  },
];

/**
 * Checks that a file is the official one of its role; of the two sales files the one whose name it bears.
 * @throws ForecastError CHECKSUM_MISMATCH
 */
export function verifyOfficial(content: SourceContent, role: M5Role): void {
  const candidates = officialM5Files.filter((file) => file.role === role);
  if (candidates.some((file) => file.sha256 === content.sha256)) return;
  const expected = candidates.find(({ name }) => content.name.startsWith(name)) ?? candidates[0]!;
  throw checksumMismatch(content, expected, `the official ${expected.name}`);
}
