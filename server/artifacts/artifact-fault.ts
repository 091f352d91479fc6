import type { ArtifactFailure, ArtifactProblem } from '../application/models/index.ts';

/** Ends a look at an artifact with its one reason; never leaves this folder. */
export class ArtifactFault extends Error {
  override readonly name = 'ArtifactFault';
  readonly reason: ArtifactProblem;

  constructor(reason: ArtifactProblem, detail: string, cause?: unknown) {
    super(detail, { cause });
    this.reason = reason;
  }
}

/** The outcome that a fault stands for; what is none is thrown on. */
export function failureOf(error: unknown): ArtifactFailure {
  if (!(error instanceof ArtifactFault)) throw error;
  return { kind: 'failed', reason: error.reason, detail: error.message };
}
