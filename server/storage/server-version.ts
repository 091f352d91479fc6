import { ForecastError } from '#core/errors';

/** The oldest PostgreSQL that the statements of this release run on. */
const oldestMajor = 14;

/**
 * Checks the value of `server_version_num` (140005 = 14.5).
 * @throws ForecastError DATABASE_UNSUPPORTED for an older server.
 */
export function assertSupportedVersion(serverVersionNumber: number): void {
  const major = Math.floor(serverVersionNumber / 10_000);
  if (major >= oldestMajor) return;
  throw new ForecastError(
    'DATABASE_UNSUPPORTED',
    `The database is PostgreSQL ${major}, but ${oldestMajor} or newer is required. Upgrade the server, or point ` +
      'DATABASE_URL to a newer one.',
    { found: String(major), required: `>= ${oldestMajor}` },
  );
}
