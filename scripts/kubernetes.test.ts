import { readdirSync, readFileSync } from 'node:fs';

import { Deployment } from 'kubernetes-models/apps/v1';
import { HorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2';
import { Job } from 'kubernetes-models/batch/v1';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1';
import {
  ConfigMap,
  type IPodTemplateSpec,
  PersistentVolumeClaim,
  Service,
  ServiceAccount,
} from 'kubernetes-models/v1';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';

const folder = new URL('../deploy/kubernetes/', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, folder), 'utf8');

interface Kustomization {
  readonly resources: readonly string[];
  readonly images: readonly { readonly name: string; readonly newTag: string }[];
}

// Parsed from a file of this project.
const kustomization = parse(read('kustomization.yaml')) as Kustomization;
const models = {
  ConfigMap,
  Deployment,
  HorizontalPodAutoscaler,
  Job,
  PersistentVolumeClaim,
  PodDisruptionBudget,
  Service,
  ServiceAccount,
};

const resources = kustomization.resources.flatMap((name) =>
  parseAllDocuments(read(name)).map((document) => {
    const data = document.toJS() as { readonly kind: keyof typeof models };
    return { name, data, model: new models[data.kind](data as never) };
  }),
);
const ofKind = <Kind extends keyof typeof models>(kind: Kind) =>
  resources.flatMap(({ model }) =>
    model instanceof models[kind] ? [model as InstanceType<(typeof models)[Kind]>] : [],
  );
const deployments = ofKind('Deployment');
const pods: readonly IPodTemplateSpec[] = [
  ...deployments.map(({ spec }) => spec!.template),
  ...ofKind('Job').map(({ spec }) => spec!.template),
];
const containers = pods.flatMap(({ spec }) => spec!.containers);

describe('the manifests for Kubernetes', () => {
  it('are all in the kustomization', () => {
    const files = readdirSync(folder).filter((name) => name !== 'kustomization.yaml');
    expect(kustomization.resources.toSorted()).toEqual(files.toSorted());
  });

  it.each(resources)('are what the API of Kubernetes takes: $name $data.kind', ({ model }) => {
    expect(() => {
      model.validate();
    }).not.toThrow();
  });

  it('run the release as somebody who is not root, on a file system that cannot be written', () => {
    // The Dockerfile has the number of the user.
    const { version } = JSON.parse(read('../../package.json')) as { version: string };
    expect(kustomization.images).toEqual([{ name: 'forecastle', newTag: version }]);
    for (const { spec } of pods) expect(spec!.securityContext?.runAsNonRoot).toBe(true);
    for (const { image, securityContext } of containers) {
      expect(image).toBe('forecastle');
      expect(securityContext).toMatchObject({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
    }
  });

  it('set only what the configuration knows', () => {
    const set = [
      ...ofKind('ConfigMap').flatMap(({ data }) => Object.keys(data ?? {})),
      ...containers.flatMap(({ env }) => (env ?? []).map(({ name }) => name)),
    ];
    expect(set.length).toBeGreaterThan(0);
    const page = read('../../docs/configuration.md');
    for (const name of set) expect(page).toContain(`\`${name}\``);
  });

  it('ask a server whether it lives and whether it is ready by its own port', () => {
    const server = containers.find(({ name }) => name === 'server')!;
    expect(server.ports).toEqual([{ name: 'http', containerPort: 4000 }]);
    expect(server.livenessProbe?.httpGet).toEqual({ path: '/health', port: 'http' });
    expect(server.readinessProbe?.httpGet).toEqual({ path: '/ready', port: 'http' });
  });

  it('scale and spare the pods of deployments that there are', () => {
    const names = deployments.map(({ metadata }) => metadata!.name);
    const scaled = ofKind('HorizontalPodAutoscaler').map(({ spec }) => spec.scaleTargetRef.name);
    expect(scaled).toEqual(names);
    const labels = deployments.map(({ spec }) => spec!.template.metadata?.labels);
    const spared = ofKind('PodDisruptionBudget').map(({ spec }) => spec!.selector?.matchLabels);
    expect(spared).toEqual(labels);
    for (const { spec } of deployments) {
      expect(spec!.selector.matchLabels).toEqual(spec!.template.metadata?.labels);
    }
  });

  it('give a pod longer to stop than the program takes', () => {
    const seconds = Number(
      /SHUTDOWN_GRACE_SECONDS` +\| `(\d+)`/.exec(read('../../docs/configuration.md'))?.[1],
    );
    for (const { spec } of deployments) {
      const pause = spec!.template.spec!.containers[0]!.lifecycle?.preStop?.sleep?.seconds ?? 0;
      expect(spec!.template.spec!.terminationGracePeriodSeconds).toBeGreaterThan(pause + seconds);
    }
  });
});
