/** Model cards: what a model is, what it saw, how good it is, what it is for and where it is weak, as Markdown. */
export { cardOfBaseline } from './card-of-baseline.ts';
export { cardOfManifest } from './card-of-manifest.ts';
export { renderModelCard } from './render-model-card.ts';
