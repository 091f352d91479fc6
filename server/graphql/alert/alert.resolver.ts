import {
  Arg,
  Args,
  Ctx,
  FieldResolver,
  ID,
  Mutation,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';

import type { Dataset } from '../../application/catalog/index.ts';
import {
  type AcknowledgeResult,
  type Alert,
  type AlertFilter,
  type AlertState,
  type ListAlerts,
  stateOf,
} from '../../application/monitoring/index.ts';
import type { GraphqlContext } from '../context.ts';
import { DatasetType } from '../dataset/dataset.type.ts';
import { globalId, parseAlertId } from '../node/global-id.ts';
import { type Connection, connectionOf, pageRequest } from '../page/connection.ts';
import { AcknowledgeAlertPayload } from './acknowledge-alert.payload.ts';
import { AlertConnectionType } from './alert-connection.type.ts';
import { alertState } from './alert.enums.ts';
import { AcknowledgeAlertInput, AlertArgs } from './alert.input.ts';
import { AlertType } from './alert.type.ts';
import { followAlerts } from './follow-alerts.ts';

/** The use case behind `acknowledgeAlert`. */
export interface AlertAcknowledgements {
  execute(input: unknown): Promise<AcknowledgeResult>;
}

@Resolver(() => AlertType)
export class AlertResolver {
  readonly #alerts: Pick<ListAlerts, 'page'>;
  readonly #acknowledge: AlertAcknowledgements;

  constructor(alerts: Pick<ListAlerts, 'page'>, acknowledge: AlertAcknowledgements) {
    this.#alerts = alerts;
    this.#acknowledge = acknowledge;
  }

  @Query(() => AlertConnectionType, { description: 'Alerts, newest first.' })
  async alerts(@Args(() => AlertArgs) args: AlertArgs): Promise<Connection<Alert>> {
    const request = pageRequest('alerts', args);
    const page = await this.#alerts.page(filterOf(args), request);
    return connectionOf('alerts', { page, request }, ({ id }) => id);
  }

  @Mutation(() => AcknowledgeAlertPayload, {
    description:
      'Says that somebody has taken an alert up. The first one to say so stays; saying it again changes nothing.',
  })
  acknowledgeAlert(
    @Arg('input', () => AcknowledgeAlertInput, { description: 'The alert, and who takes it up.' })
    { alert, actor, note }: AcknowledgeAlertInput,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<AcknowledgeResult> {
    // An earlier field of the same request may have read what this one changes.
    loaders.alerts.clearAll();
    return this.#acknowledge.execute({ alert: parseAlertId(alert), actor, note });
  }

  @Subscription(() => AlertType, {
    description: 'Alerts that are raised from now on, in any process, over WebSocket at /graphql.',
    subscribe: followAlerts,
  })
  alertRaised(
    // Read by `followAlerts`; here it stands for the schema.
    @Arg('dataset', () => String, {
      nullable: true,
      description: 'Slug of a dataset; all, and those of the service, when left out.',
    })
    _dataset: string | null | undefined,
    @Root() alert: Alert,
  ): Alert {
    return alert;
  }

  @FieldResolver(() => ID, { description: 'Opaque id, unique over everything in this service.' })
  id(@Root() { id }: Alert): string {
    return globalId({ kind: 'Alert', id });
  }

  @FieldResolver(() => DatasetType, {
    nullable: true,
    description: 'The dataset that it concerns; null where it concerns the service.',
  })
  dataset(
    @Root() { dataset }: Alert,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<Dataset | null> | null {
    return dataset === null ? null : loaders.datasets.load(dataset);
  }

  @FieldResolver(() => alertState, { description: 'What has become of it.' })
  state(@Root() alert: Alert): AlertState {
    return stateOf(alert);
  }
}

function filterOf({ filter }: AlertArgs): AlertFilter {
  const state = filter?.state ?? null;
  return {
    dataset: filter?.dataset ?? null,
    kind: filter?.kind ?? null,
    states: state === null ? null : [state],
  };
}
