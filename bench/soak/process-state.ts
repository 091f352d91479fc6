import { readdir, readFile } from 'node:fs/promises';

import type { GaugedProcess } from '../gauged-process.ts';

/** What a process holds while nobody asks anything of it. */
export interface ProcessState {
  /** Files, sockets and pipes that are open. */
  readonly handles: number;
  readonly threads: number;
  /** Sockets, timers, requests that Node counts. */
  readonly resources: number;
  readonly residentBytes: number;
  /** After a collection. */
  readonly usedBytes: number;
}

/** Where Linux says what a process holds. */
export const processFolder = '/proc';

/** Reads the state of a process; Linux alone tells it from outside. */
export async function stateOf(process: GaugedProcess): Promise<ProcessState> {
  const { usedBytes, resources } = await process.gauge();
  const folder = `${processFolder}/${process.pid}`;
  const handles = (await readdir(`${folder}/fd`)).length;
  const status = await readFile(`${folder}/status`, 'utf8');
  const numberOf = (field: string) =>
    Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? Number.NaN);
  const residentBytes = numberOf('VmRSS') * 1024;
  return { handles, threads: numberOf('Threads'), resources, residentBytes, usedBytes };
}
