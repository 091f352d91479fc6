import type { LedgerEntry, Model, ModelVersion } from '../../server/application/models/index.ts';
import type { VerifiedVersion } from '../../server/application/models/index.ts';
import type { Column } from '../terminal/index.ts';

export const modelColumns: readonly Column<Model>[] = [
  { title: 'model', text: ({ name }) => name },
  { title: 'kind', text: ({ kind }) => kind },
  { title: 'champion', text: ({ champion }) => champion?.version ?? '-' },
  { title: 'challenger', text: ({ challenger }) => challenger?.version ?? '-' },
  { title: 'description', text: ({ description }) => description },
];

export const versionColumns: readonly Column<ModelVersion>[] = [
  { title: 'version', text: ({ version }) => version },
  { title: 'status', text: ({ status }) => status },
  { title: 'artifact', text: ({ artifactSha256 }) => artifactSha256?.slice(0, 12) ?? '-' },
  { title: 'dataset', text: ({ manifest }) => manifest?.dataset.slug ?? '-' },
  { title: 'trained up to', text: ({ manifest }) => manifest?.trainingWindow.to ?? '-' },
  { title: 'registered', text: ({ registeredAt }) => registeredAt?.toISOString() ?? '-' },
];

export const ledgerColumns: readonly Column<LedgerEntry>[] = [
  { title: 'when', text: ({ recordedAt }) => recordedAt.toISOString() },
  { title: 'action', text: ({ action, forced }) => (forced ? `${action} (forced)` : action) },
  { title: 'alias', text: ({ alias }) => alias },
  { title: 'from', text: ({ from }) => from ?? '-' },
  { title: 'to', text: ({ to }) => to },
  { title: 'who', text: ({ actor }) => actor },
  { title: 'why', text: ({ reason }) => reason },
];

export const verificationColumns: readonly Column<VerifiedVersion>[] = [
  { title: 'model', text: ({ model }) => model },
  { title: 'version', text: ({ version }) => version },
  { title: 'state', text: ({ state }) => state },
  { title: 'artifact', text: ({ sha256 }) => sha256?.slice(0, 12) ?? '-' },
  { title: 'signed by', text: ({ signedBy }) => signedBy ?? '-' },
  { title: 'registered', text: ({ isRegistered }) => (isRegistered ? 'yes' : 'no') },
];
