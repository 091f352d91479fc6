import { userInfo } from 'node:os';

/** Who the ledger names when nobody is named: the account that runs the command. */
export function actingUser(): string {
  try {
    return userInfo().username;
  } catch {
    // Containers run under numbers that no account has.
    return `user ${process.getuid?.() ?? 'unknown'}`;
  }
}
