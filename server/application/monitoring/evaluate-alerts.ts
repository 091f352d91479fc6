import type { Tracer } from '../telemetry.ts';
import { type Judgement, judge, worstPerTopic } from './judge.ts';
import type { AlertChanges, AlertStore, ObservationSource } from './ports.ts';
import type { Observation } from './observation.ts';
import type { AlertThresholds } from './thresholds.ts';

interface EvaluationPorts {
  readonly store: AlertStore;
  readonly sources: readonly ObservationSource[];
  readonly tracer: Tracer;
  readonly now: () => Date;
}

/** Use case: measure, hold what was found against the thresholds, and keep what follows. */
export class EvaluateAlerts {
  readonly #ports: EvaluationPorts;
  readonly #thresholds: AlertThresholds;

  constructor(ports: EvaluationPorts, thresholds: AlertThresholds) {
    this.#ports = ports;
    this.#thresholds = thresholds;
  }

  /** Measures without keeping anything. */
  async measure(): Promise<readonly Judgement[]> {
    const { sources, now } = this.#ports;
    const at = now();
    const observations = await Promise.all(sources.map((source) => source.observe(at)));
    return this.#judged(observations.flat());
  }

  /** Measures, or takes what was measured elsewhere, and records it. */
  async execute(observations?: readonly Observation[]): Promise<AlertChanges> {
    return this.record(
      observations === undefined ? await this.measure() : this.#judged(observations),
    );
  }

  /**
   * Raises what is wrong, and resolves what no longer is. An alert whose topic nobody observed stays as it is: that
   * nothing is known is no sign that all is well.
   */
  record(judgements: readonly Judgement[]): Promise<AlertChanges> {
    return this.#ports.tracer.span('alerts.record', {}, async (span) => {
      const changes = await this.#ports.store.record({
        breaches: judgements.flatMap(({ breach }) => (breach === null ? [] : [breach])),
        fine: judgements.flatMap(({ topic, breach }) => (breach === null ? [topic] : [])),
        at: this.#ports.now(),
      });
      span.set({
        'alerts.judged': judgements.length,
        'alerts.raised': changes.raised.length,
        'alerts.resolved': changes.resolved.length,
      });
      return changes;
    });
  }

  #judged(observations: readonly Observation[]): readonly Judgement[] {
    const judgements = observations.map((one) => judge(one, this.#thresholds));
    return worstPerTopic(judgements.filter((judgement) => judgement !== null));
  }
}
