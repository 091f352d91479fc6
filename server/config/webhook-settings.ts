import { z } from 'zod';

import { flag, integer } from './rules.ts';

/** Bytes of a key that the Standard Webhooks specification allows. */
const leastKeyBytes = 24;
const mostKeyBytes = 64;

const url = z.url({ protocol: /^https?$/ }).refine((text) => {
  const { username, password } = new URL(text);
  return username === '' && password === '';
}, 'must not hold a user or a password: deliveries are signed instead');

const secret = z
  .string()
  .regex(/^whsec_[A-Za-z0-9+/]+={0,2}$/, 'must be whsec_ and a key in base64')
  .refine((text) => {
    const { length } = Buffer.from(text.slice('whsec_'.length), 'base64');
    return length >= leastKeyBytes && length <= mostKeyBytes;
  }, `must hold a key of ${leastKeyBytes} to ${mostKeyBytes} bytes`);

/** Where alerts are sent, as environment variables. */
export const webhookEnvironment = {
  ALERT_WEBHOOK_URL: url
    .optional()
    .describe('where raised and resolved alerts are sent; without it they are only kept'),
  ALERT_WEBHOOK_SECRET: secret
    .optional()
    .describe(
      'secret that deliveries are signed with by the Standard Webhooks scheme: whsec_ and 24 to 64 random bytes in base64',
    ),
  ALERT_WEBHOOK_ALLOW_HTTP: flag
    .default(false)
    .describe('whether the URL may begin with http, so that others on the way can read alerts'),
  ALERT_WEBHOOK_ALLOW_PRIVATE: flag
    .default(false)
    .describe(
      'whether the URL may lead to a private, loopback or link-local address; false = such addresses are refused when they are connected to',
    ),
  ALERT_WEBHOOK_TIMEOUT_SECONDS: integer(1, 120)
    .default(10)
    .describe('time that the receiver has for one delivery'),
  ALERT_WEBHOOK_ATTEMPTS: integer(1, 20)
    .default(8)
    .describe('attempts, with growing pauses, after which a delivery is given up'),
};

type Values = {
  readonly [Name in keyof typeof webhookEnvironment]: z.output<(typeof webhookEnvironment)[Name]>;
};

/** Where alerts are sent and how. */
export interface WebhookSettings {
  /** null = nowhere. */
  readonly alertWebhookUrl: string | null;
  readonly alertWebhookSecret: string | null;
  readonly alertWebhookAllowPrivate: boolean;
  readonly alertWebhookTimeoutSeconds: number;
  readonly alertWebhookAttempts: number;
}

type Given = Partial<Pick<Values, 'ALERT_WEBHOOK_URL' | 'ALERT_WEBHOOK_SECRET'>>;

export function hasWebhookSecret(value: Given): boolean {
  return value.ALERT_WEBHOOK_URL === undefined || value.ALERT_WEBHOOK_SECRET !== undefined;
}

export function isWebhookUrlAllowed(
  value: Given & Pick<Values, 'ALERT_WEBHOOK_ALLOW_HTTP'>,
): boolean {
  const { ALERT_WEBHOOK_URL: target, ALERT_WEBHOOK_ALLOW_HTTP: allowsHttp } = value;
  return target === undefined || allowsHttp || new URL(target).protocol === 'https:';
}

export function webhookSettings(value: Given & Omit<Values, keyof Given>): WebhookSettings {
  return {
    alertWebhookUrl: value.ALERT_WEBHOOK_URL ?? null,
    alertWebhookSecret: value.ALERT_WEBHOOK_SECRET ?? null,
    alertWebhookAllowPrivate: value.ALERT_WEBHOOK_ALLOW_PRIVATE,
    alertWebhookTimeoutSeconds: value.ALERT_WEBHOOK_TIMEOUT_SECONDS,
    alertWebhookAttempts: value.ALERT_WEBHOOK_ATTEMPTS,
  };
}
