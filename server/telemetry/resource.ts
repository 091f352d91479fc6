import {
  defaultResource,
  detectResources,
  hostDetector,
  osDetector,
  type Resource,
  resourceAttributesEnvDetector,
  type ResourceDetector,
  resourceFromAttributes,
  serviceInstanceIdDetector,
  serviceNameEnvDetector,
} from '@opentelemetry/resources';

import { release } from '../release.ts';

/** Not the process detector: a command line is nobody's business but the operator's. */
export const resourceDetectors: ResourceDetector[] = [
  serviceInstanceIdDetector,
  hostDetector,
  osDetector,
  resourceAttributesEnvDetector,
  serviceNameEnvDetector,
];

/** Who reports; what detectors say wins. */
export function ownResource(): Resource {
  return defaultResource().merge(
    resourceFromAttributes({ 'service.name': 'forecastle', 'service.version': release }),
  );
}

/** The same with what the detectors say. */
export function detectedResource(): Resource {
  return ownResource().merge(detectResources({ detectors: resourceDetectors }));
}
