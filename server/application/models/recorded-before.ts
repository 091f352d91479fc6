import { userError } from './model-user-error.ts';
import { moved, type MoveResult, refused } from './move-result.ts';
import type { Idempotency } from './model.ts';
import type { RegistrySession } from './ports.ts';

/** The result of the request that an idempotency key was recorded with; null where it was not. */
export async function recordedBefore(
  session: RegistrySession,
  idempotency: Idempotency | null,
): Promise<MoveResult | null> {
  if (idempotency === null) return null;
  const recorded = await session.recordedWith(idempotency.key);
  if (recorded === null) return null;
  if (recorded.requestSha256 === idempotency.requestSha256)
    return moved(recorded.entry, 'unchanged');
  const message =
    'The idempotency key was recorded with another request. Send a new key with a new request.';
  return refused([userError('IDEMPOTENCY_KEY_REUSED', 'idempotencyKey', message)]);
}
