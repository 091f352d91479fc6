import { readFile } from 'node:fs/promises';

/** The operating-system user that a program runs as. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** The conventional unprivileged account of Unix systems. */
const nobody: Account = { name: 'nobody', uid: 65534, gid: 65534 };

/** Accounts that may own a PostgreSQL cluster, best first; macOS prefixes its service accounts. */
const candidates = ['postgres', '_postgres', 'nobody'];

/** The first candidate in the text of /etc/passwd; `nobody` with its usual numbers where there is none. */
export function accountIn(passwd: string): Account {
  const accounts = passwd
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter(({ uid, gid }) => Number.isInteger(uid) && Number.isInteger(gid) && uid > 0 && gid > 0);
  const found = candidates.flatMap((name) => accounts.filter((account) => account.name === name));
  return found[0] ?? nobody;
}

/**
 * The account that PostgreSQL must run as: null = this process's own. PostgreSQL refuses to run as root, so root lends
 * it an unprivileged account that exists already.
 */
export async function postgresAccount(): Promise<Account | null> {
  if (process.getuid?.() !== 0) return null;
  return accountIn(await readFile('/etc/passwd', 'utf8').catch(() => ''));
}
