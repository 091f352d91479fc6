import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

import { describe, expect, it, vi } from 'vitest';

import { createIngestionFixture, type IngestionFixture } from './testing/ingestion-fixture.ts';
import { m5CalendarFile, m5SalesFile } from './testing/m5-files.ts';

const days = 1941;
/** Enough that several batches of a million values are copied before the middle. */
const items = 2500;

function startIngestion(fixture: IngestionFixture, files: readonly string[]): ChildProcess {
  const program = new URL('testing/ingest-and-stall.ts', import.meta.url);
  const execArgv = ['--conditions=source', '--disable-warning=ExperimentalWarning'];
  return fork(program, [fixture.test.url, ...files], { execArgv });
}

/** Sessions of other programs inside of a transaction that has written something. */
async function writers(fixture: IngestionFixture): Promise<number> {
  const { rows } = await fixture.test.database.pool.query<{ n: number }>(
    `select count(*)::int as n from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid() and backend_xid is not null`,
  );
  return rows[0]?.n ?? -1;
}

describe('an ingestion whose process is killed', () => {
  it('leaves nothing behind and blocks nobody', async () => {
    await using fixture = await createIngestionFixture();
    const values = Array.from({ length: days }, (_, day) => day % 10);
    const sales = Object.fromEntries(
      Array.from({ length: items }, (_, index) => [`HOBBIES_1_${index}`, values]),
    );
    const files = [
      await fixture.file('sales_train_evaluation.csv', m5SalesFile(sales)),
      await fixture.file('calendar.csv', m5CalendarFile(days)),
    ];

    const child = startIngestion(fixture, files);
    await Promise.race([once(child, 'message'), once(child, 'exit')]);
    expect(child.exitCode).toBeNull();
    expect(await writers(fixture)).toBe(1);
    child.kill('SIGKILL');
    await once(child, 'exit');

    await vi.waitFor(async () => {
      expect(await writers(fixture)).toBe(0);
    }, 30_000);
    expect(Object.values(await fixture.rowCounts())).toEqual([0, 0, 0, 0, 0, 0]);
    const again = { dataset: { slug: 'killed' }, format: 'm5', files };
    expect(await fixture.ingestFiles.execute(again)).toMatchObject({
      unchanged: false,
      ingestion: { sequence: 1, itemCount: items },
    });
  });
});
