/** What the bot runs with, read from the environment once. */
import { CollateError } from '../services/errors.ts';
import { type Environment, readSettings } from '../services/settings/read-settings.ts';
import { itemsOf, settings } from '../services/settings/settings.ts';
import type { BotIdentitySettings } from './credentials.ts';
import { isLoopback } from './door/service-hosts.ts';

export interface Config {
  identity: BotIdentitySettings & { MicrosoftAppId: string };
  port: number;
  host: string;
  databaseUrl: string;
  allowedTenants: string[];
  allowedServiceHosts: string[];
  allowedFileHosts: string[];
  /** Of one person; 0 for no limits. */
  requestsPerMinute: number;
  /** How many proxies stand in front. */
  trustProxy: number;
  metricsToken: string | null;
  /** Where people reach the bot with a browser, without a slash at its end; null where they do not. */
  publicUrl: string | null;
  forms: 'dialog' | 'inline';
  logLevel: 'debug' | 'info' | 'warn' | 'error';
  /** A text without any secret of the settings. */
  withoutSecrets: (text: string) => string;
}

/** Botbuilder's own settings, under its own names. */
const identityNames = settings.map(({ name }) => name).filter(name => /^[A-Z][a-z]|^OAuthUrl$/.test(name));

/** @throws CollateError `config_invalid` naming every problem */
export function readConfig(environment: Environment): Config {
  const { value, problems, withoutSecrets } = readSettings(environment);
  if (problems.length > 0) {
    throw new CollateError(
      'config_invalid',
      `The settings cannot be used:\n${problems.map(line => `  ${line}`).join('\n')}`,
    );
  }
  return {
    identity: {
      ...Object.fromEntries(identityNames.map(name => [name, value(name) ?? undefined])),
      MicrosoftAppId: value('MicrosoftAppId') ?? '',
    },
    port: Number(value('PORT')),
    host: value('HOST') ?? '',
    databaseUrl: value('DATABASE_URL') ?? '',
    allowedTenants: itemsOf(value('ALLOWED_TENANTS') ?? value('MicrosoftAppTenantId')),
    allowedServiceHosts: itemsOf(value('ALLOWED_SERVICE_HOSTS')),
    allowedFileHosts: itemsOf(value('ALLOWED_FILE_HOSTS')),
    requestsPerMinute: Number(value('REQUESTS_PER_MINUTE')),
    trustProxy: Number(value('TRUST_PROXY')),
    metricsToken: value('METRICS_TOKEN'),
    publicUrl: value('PUBLIC_URL')?.replace(/\/+$/, '') ?? null,
    forms: value('FORMS') === 'inline' ? 'inline' : 'dialog',
    logLevel: value('LOG_LEVEL') as Config['logLevel'],
    withoutSecrets,
  };
}

/**
 * The bot alone needs an identity: without one, anybody who reaches its port could speak as anybody.
 * @throws CollateError `config_invalid`
 */
export function requireIdentity(config: Config): void {
  if (config.identity.MicrosoftAppId !== '') return;
  throw new CollateError(
    'config_invalid',
    [
      'The bot has no identity, so nothing that reaches it could be trusted. Set in the environment:',
      '  MicrosoftAppId        the app id of its registration',
      '  MicrosoftAppType      SingleTenant or UserAssignedMsi',
      '  MicrosoftAppTenantId  the tenant of the registration',
      '  MicrosoftAppPassword  the client secret (or CertificateThumbprint and CertificatePrivateKey)',
      'To try Collate without any of these: npm start.',
    ].join('\n'),
  );
}

/**
 * Without an identity only this computer may be heard.
 * @throws CollateError `config_invalid`
 */
export function requireLoopback({ identity, host }: Config): void {
  if (identity.MicrosoftAppId !== '' || isLoopback(host === '::1' ? '[::1]' : host)) return;
  throw new CollateError(
    'config_invalid',
    'Without MicrosoftAppId the bot listens on this computer alone: set HOST to 127.0.0.1, or the identity.',
  );
}
