import { lossOutputs } from '#core/models/neural';

import type { MemberPlan, NetworkSession } from '../../application/training/index.ts';
import { nBeats } from '../networks/n-beats.ts';
import { openSession } from '../networks/network-session.ts';

/** The network of a member on the backend of this thread. */
export function memberSession({ network, loss, transform }: MemberPlan): NetworkSession {
  const outputs = lossOutputs(loss);
  return openSession({ network: nBeats({ ...network, outputs }), loss, link: transform.link });
}
