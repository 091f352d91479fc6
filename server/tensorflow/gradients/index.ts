import { type GradConfig, registerGradient } from '@tensorflow/tfjs-core';

import { arithmeticGradients } from './arithmetic.ts';
import { elementwiseGradients } from './elementwise.ts';
import { productGradients } from './products.ts';
import { reductionGradients } from './reductions.ts';
import { shapeGradients } from './shapes.ts';

/** The operations that networks may be trained with. */
export const gradients: readonly GradConfig[] = [
  ...arithmeticGradients,
  ...elementwiseGradients,
  ...reductionGradients,
  ...shapeGradients,
  ...productGradients,
];

/**
 * Tells tfjs the derivatives of these operations, the same on every backend: tfjs-core's package for Node comes
 * without any, and tfjs-node's own are replaced.
 */
export function registerGradients(): void {
  for (const config of gradients) registerGradient(config);
}
