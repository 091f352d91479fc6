import { ThreadPool } from '../threads/index.ts';

// A process that has nothing to wait for but one task: it must not end before the task is answered.
const pool = new ThreadPool<{ number: Int32Array; hold: boolean }, number>({
  module: new URL('./counting-worker.ts', import.meta.url),
  ...{ name: 'count', threads: 1 },
});
const answer = await pool.run({ number: Int32Array.of(41), hold: false });
await pool[Symbol.asyncDispose]();
console.log(`answered ${answer}`);
