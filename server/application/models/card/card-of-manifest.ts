import type { Manifest, ManifestFacts } from '../manifest.ts';
import type { CardScores, ModelCard } from './model-card.ts';

/** The card of a learned version. It says nothing that the manifest does not, so the store's card is this one. */
export function cardOfManifest(manifest: ManifestFacts | Manifest): ModelCard {
  const { dataset, trainingWindow, metrics } = manifest;
  const origin = dataset.synthetic ? 'generated, not observed' : 'observed';
  return {
    model: manifest.model,
    version: manifest.version,
    description: manifest.description,
    facts: [
      ['kind', manifest.kind],
      ['dataset', `${dataset.slug} (${dataset.frequency}, ${origin})`],
      ['dataset version', dataset.version],
      ['seed', String(manifest.seed)],
      ['backend', manifest.backend],
      ...Object.entries(manifest.libraries).map(([name, version]) => [name, version] as const),
      ['created', manifest.createdAt],
    ],
    training: [
      `The weights have seen ${trainingWindow.items} items from ${trainingWindow.from} to ${trainingWindow.to}, nothing before or after.`,
      `Hyper-parameters: \`${JSON.stringify(manifest.hyperparameters)}\``,
    ],
    scores: [...backtestScores(metrics.backtest), ...singleRunScores(metrics.singleRun)],
    intendedUse: manifest.intendedUse,
    limits: manifest.limits,
  };
}

function backtestScores(backtest: Manifest['metrics']['backtest']): readonly CardScores[] {
  if (backtest === null) return [];
  const { windows, horizon, stepSize, datasetVersion, levels } = backtest;
  const origin = `${windows} origin(s), ${stepSize} period(s) apart, ${horizon} periods ahead, on dataset version ${datasetVersion}.`;
  return [{ title: 'Backtest', origin, levels }];
}

function singleRunScores(levels: Manifest['metrics']['singleRun']): readonly CardScores[] {
  if (levels.length === 0) return [];
  return [{ title: 'Single run', origin: 'One origin, at the end of training.', levels }];
}
