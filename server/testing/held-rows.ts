import { setImmediate } from 'node:timers/promises';

import type { Database } from '../storage/index.ts';

/** Which rows may be written: so many that fit; every further one waits. */
export interface HeldRows {
  readonly table: string;
  readonly event: 'insert' | 'update';
  /** SQL over a row of the table that counts as written. */
  readonly written?: string;
  readonly least: number;
}

interface Program {
  readonly process: { readonly exitCode: number | null };
  diagnostics(): string;
}

export interface Hold extends AsyncDisposable {
  /** Resolves when a write waits; rejects where the program that is to write ends before. */
  untilReached(program: Program): Promise<void>;
}

const lock = 42;

/**
 * Lets work be interrupted at a point that no speed of the machine moves: the first `least` rows are stored, the
 * next write waits until the hold is disposed of.
 */
export async function holdRows(
  { pool }: Database,
  { table, event, written = 'true', least }: HeldRows,
): Promise<Hold> {
  const holder = await pool.connect();
  await holder.query('select pg_advisory_lock($1)', [lock]);
  await holder.query(`
    create function hold() returns trigger language plpgsql as $$
    begin
      if (select count(*) from ${table} where ${written}) >= ${least} then
        perform pg_advisory_xact_lock(${lock});
      end if;
      return new;
    end $$;
    create trigger hold before ${event} on ${table} for each row execute function hold()`);
  return {
    async untilReached(program) {
      for (;;) {
        const { rowCount } = await holder.query(
          `select 1 from pg_locks l join pg_database d on d.oid = l.database
           where l.locktype = 'advisory' and l.objid = $1 and not l.granted and d.datname = current_database()`,
          [lock],
        );
        if (rowCount !== null && rowCount > 0) return;
        if (program.process.exitCode !== null) throw new Error(program.diagnostics());
        await setImmediate();
      }
    },
    async [Symbol.asyncDispose]() {
      holder.release(true);
      await pool.query(`drop trigger hold on ${table}; drop function hold()`);
    },
  };
}
