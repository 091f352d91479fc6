import { type AlertFeed, type AlertStore, ListAlerts } from '../application/monitoring/index.ts';

const none = () => Promise.resolve([]);
const refuse = () => Promise.reject(new Error('this test has no alerts'));

const store: AlertStore = { record: refuse, find: none, alerts: none, acknowledge: refuse };

/** Nothing to be alarmed about. */
export function noAlerts(settings: { readonly maxPageSize: number }): ListAlerts {
  return new ListAlerts(store, settings);
}

/** A feed that nobody may follow. */
export const noAlertFeed: AlertFeed = {
  follow: () => {
    throw new Error('this test has no alerts to follow');
  },
};
