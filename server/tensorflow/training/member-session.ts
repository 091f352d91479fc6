import { lossOutputs } from '#core/models/neural';

import type { MemberPlan, NetworkSession } from '../../application/training/index.ts';
import { createNetwork } from '../networks/create-network.ts';
import { openSession } from '../networks/network-session.ts';

/** The network of a member on the backend of this thread. */
export function memberSession({ network, loss, transform }: MemberPlan): NetworkSession {
  const outputs = lossOutputs(loss);
  return openSession({
    network: createNetwork({ ...network, outputs }),
    loss,
    link: transform.link,
  });
}
