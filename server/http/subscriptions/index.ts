/** Subscriptions over WebSocket by the protocol `graphql-transport-ws`, at the path of the other operations. */
export { SubscriptionSockets } from './subscription-sockets.ts';
