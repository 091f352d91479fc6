import type { NetworkSettings } from '#core/models/neural';

import { mlp } from './mlp.ts';
import { nBeats } from './n-beats.ts';
import type { Network } from './network.ts';

/** The network of the settings. */
export function createNetwork(settings: NetworkSettings): Network {
  switch (settings.kind) {
    case 'n-beats':
      return nBeats(settings);
    case 'mlp':
      return mlp(settings);
  }
}
