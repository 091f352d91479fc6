import type { AuditBuilder } from './audit-builder.ts';
import { type BadRows, describeBadRow } from './bad-rows.ts';

/** Hears of cells that are not simply used. */
export interface CellListener {
  /** A cell that breaks the rules: its row is not used. */
  bad(cell: {
    readonly line: number;
    readonly column: string;
    readonly value: string;
    readonly expected: string;
    /** The audit's check under which it counts. */
    readonly check: 'negatives' | 'non-numeric';
  }): void;
  /** A negative demand that the policy accepts. */
  negative(line: number, item: string, value: number): void;
}

/** Notes the cells of one file as bad rows and in the audit. */
export function auditCells(file: string, badRows: BadRows, audit: AuditBuilder): CellListener {
  return {
    bad({ check, ...cell }) {
      const row = { file, ...cell };
      badRows.add(row);
      audit.found(check, 1, () => describeBadRow(row));
    },
    negative(line, item, value) {
      audit.found('negatives', 1, () => `${file} line ${line}: ${item} ${value}`);
    },
  };
}
