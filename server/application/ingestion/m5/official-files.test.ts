import { describe, expect, it } from 'vitest';

import type { SourceContent } from '../source-reader.ts';
import { officialM5Files, verifyOfficial } from './official-files.ts';

function content(name: string, bytes: number, sha256: string): SourceContent {
  return { path: `/data/${name}`, name, kind: 'text', diskBytes: 1, bytes, sha256 };
}

describe('verifyOfficial', () => {
  it('takes every official file, compressed or not', () => {
    for (const { name, role, bytes, sha256 } of officialM5Files) {
      for (const written of [name, `${name}.gz`]) {
        expect(() => {
          verifyOfficial(content(written, bytes, sha256), role);
        }).not.toThrow();
      }
    }
  });

  it('says which file it expected, by the name or else by the role', () => {
    const wrong = 'ab'.repeat(32);
    expect(() => {
      verifyOfficial(content('sales_train_validation.csv.gz', 7, wrong), 'sales');
    }).toThrow(
      `sales_train_validation.csv.gz is not the official sales_train_validation.csv: its content has 7 bytes and SHA-256 ${wrong}, expected 120007726 bytes`,
    );
    expect(() => {
      verifyOfficial(content('mine.csv', 7, wrong), 'sales');
    }).toThrow('expected 121736518 bytes and 4b4a47c4');
  });

  it('takes no file of another role', () => {
    const [sales] = officialM5Files;
    expect(() => {
      verifyOfficial(content('calendar.csv', sales?.bytes ?? 0, sales?.sha256 ?? ''), 'calendar');
    }).toThrow('calendar.csv is not the official calendar.csv');
  });
});
