import type { IncomingMessage } from 'node:http';

/** Why a socket is not opened: a status line of HTTP. */
export type UpgradeRefusal = '403 Forbidden' | '404 Not Found' | '503 Service Unavailable';

/**
 * Browsers open sockets to anywhere without asking, so that their origin is checked here: none (not a browser), our own host, or
 * one that may call us. null = welcome.
 */
export function upgradeRefusal(
  { url = '', headers }: Pick<IncomingMessage, 'url' | 'headers'>,
  {
    corsOrigins,
    isStopping,
  }: { readonly corsOrigins: readonly string[]; readonly isStopping: boolean },
): UpgradeRefusal | null {
  if (new URL(url, 'http://localhost').pathname !== '/graphql') return '404 Not Found';
  if (isStopping) return '503 Service Unavailable';
  const { origin, host } = headers;
  if (origin === undefined || corsOrigins.includes('*') || corsOrigins.includes(origin))
    return null;
  return URL.canParse(origin) && new URL(origin).host === host ? null : '403 Forbidden';
}
