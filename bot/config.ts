/** The only reader of the environment. Every problem is told at once, with the mend; no value is ever shown. */
import { z } from 'zod';
import { CollateError } from '../services/errors.ts';
import type { BotIdentitySettings } from './credentials.ts';

interface Setting {
  name: string;
  /** What stands where it is not given; null for nothing. */
  fallback: string | null;
  /** A sentence for the README's table. */
  about: string;
  schema: z.ZodType<string>;
}

const text = z.string();
const port = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a port number')
  .refine(value => Number(value) <= 65_535, 'must be a port number');
const url = z.string().refine(value => URL.canParse(value), 'must be a URL');
const oneOf = (...words: string[]) =>
  z
    .string()
    .refine(value => words.includes(value), `must be ${words.slice(0, -1).join(', ')} or ${words.at(-1)}`);

const setting = (
  name: string,
  fallback: string | null,
  about: string,
  schema: z.ZodType<string> = text,
): Setting => ({
  name,
  fallback,
  about,
  schema,
});

/** Every setting there is, in the order of the README's table, which is generated from this list. */
export const settings: readonly Setting[] = [
  setting('MicrosoftAppId', null, 'The bot registration’s app id. Without it only local mode runs.'),
  setting(
    'MicrosoftAppType',
    null,
    '`SingleTenant` or `UserAssignedMsi` (`MultiTenant` for registrations made before 2025).',
    oneOf('SingleTenant', 'UserAssignedMsi', 'MultiTenant'),
  ),
  setting('MicrosoftAppTenantId', null, 'The tenant of the registration.'),
  setting('MicrosoftAppPassword', null, 'The client secret; not with `UserAssignedMsi` or a certificate.'),
  setting('CertificateThumbprint', null, 'SHA-1 thumbprint of the certificate, in place of the secret.'),
  setting('CertificatePrivateKey', null, 'Its private key as PEM; `\\n` is read as a line end.'),
  setting('PORT', '3978', 'The port of the HTTP server.', port),
  setting('HOST', '127.0.0.1', 'The address it listens on; `0.0.0.0` for all.'),
  setting(
    'DATABASE_URL',
    'sqlite:data/collate.sqlite',
    '`sqlite:FILE`, or `postgres://…` for more than one replica.',
    z.string().regex(/^(sqlite:.+|postgres(ql)?:\/\/.+)$/, 'must be sqlite:FILE or postgres://…'),
  ),
  setting(
    'ALLOWED_TENANTS',
    null,
    'Tenants whose conversations are served, separated by commas; the registration’s where empty.',
  ),
  setting(
    'ALLOWED_SERVICE_HOSTS',
    'smba.trafficmanager.net, *.botframework.com, *.teams.microsoft.com, smba.infra.gcc.teams.microsoft.com',
    'Hosts that the bot’s tokens may be sent to.',
  ),
  setting(
    'ALLOWED_FILE_HOSTS',
    '*.sharepoint.com, *.sharepoint.us',
    'Hosts that a file sent to the bot in 1:1 chat is fetched from.',
  ),
  setting('FORMS', 'dialog', '`dialog`, or `inline` for clients without dialogs.', oneOf('dialog', 'inline')),
  setting(
    'LOG_LEVEL',
    'info',
    '`debug`, `info`, `warn` or `error`.',
    oneOf('debug', 'info', 'warn', 'error'),
  ),
  setting('ChannelService', null, '`https://botframework.azure.us` for the US government’s cloud.'),
  setting('ToChannelFromBotLoginUrl', null, 'Where the bot fetches its tokens, in other clouds.', url),
  setting('ToChannelFromBotOAuthScope', null, 'The audience of those tokens, in other clouds.'),
  setting(
    'ToBotFromChannelTokenIssuer',
    null,
    'Who issues the tokens of incoming requests, in other clouds.',
  ),
  setting('ToBotFromChannelOpenIdMetadataUrl', null, 'Where their keys are published, in other clouds.', url),
  setting('ToBotFromEmulatorOpenIdMetadataUrl', null, 'The same of the emulator, in other clouds.', url),
  setting('OAuthUrl', null, 'The user token service, in other clouds.', url),
  setting('CallerId', null, 'The caller id of incoming activities, in other clouds.'),
  setting(
    'ValidateAuthority',
    null,
    '`true` or `false`: whether the login’s authority is checked.',
    oneOf('true', 'false'),
  ),
];

export interface Config {
  identity: BotIdentitySettings & { MicrosoftAppId: string };
  port: number;
  host: string;
  databaseUrl: string;
  allowedTenants: string[];
  allowedServiceHosts: string[];
  allowedFileHosts: string[];
  forms: 'dialog' | 'inline';
  logLevel: 'debug' | 'info' | 'warn' | 'error';
}

type Environment = Readonly<Record<string, string | undefined>>;

/** @throws CollateError `config_invalid` naming every problem */
export function readConfig(environment: Environment): Config {
  const problems: string[] = [];
  const values = new Map<string, string>();
  for (const { name, fallback, schema } of settings) {
    const given = environment[name]?.trim() || fallback;
    if (given === null) continue;
    const parsed = schema.safeParse(given);
    if (parsed.success) values.set(name, parsed.data);
    else problems.push(`${name} ${parsed.error.issues[0]?.message}.`);
  }
  const value = (name: string) => values.get(name);
  const appId = value('MicrosoftAppId') ?? '';
  if (appId !== '') problems.push(...identityProblems(value));
  if (problems.length > 0) {
    throw new CollateError(
      'config_invalid',
      `The settings cannot be used:\n${problems.map(line => `  ${line}`).join('\n')}`,
    );
  }
  const identityNames = settings.map(({ name }) => name).filter(name => /^[A-Z][a-z]|^OAuthUrl$/.test(name));
  return {
    identity: {
      ...Object.fromEntries(identityNames.map(name => [name, value(name)])),
      MicrosoftAppId: appId,
    },
    port: Number(value('PORT')),
    host: value('HOST') ?? '',
    databaseUrl: value('DATABASE_URL') ?? '',
    allowedTenants: listOf(value('ALLOWED_TENANTS') ?? value('MicrosoftAppTenantId')),
    allowedServiceHosts: listOf(value('ALLOWED_SERVICE_HOSTS')),
    allowedFileHosts: listOf(value('ALLOWED_FILE_HOSTS')),
    forms: value('FORMS') === 'inline' ? 'inline' : 'dialog',
    logLevel: value('LOG_LEVEL') as Config['logLevel'],
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

function identityProblems(value: (name: string) => string | undefined): string[] {
  const type = value('MicrosoftAppType');
  const problems: string[] = [];
  if (!type) problems.push('MicrosoftAppType is missing: set SingleTenant or UserAssignedMsi.');
  if (type !== 'MultiTenant' && !value('MicrosoftAppTenantId')) {
    problems.push('MicrosoftAppTenantId is missing: set the tenant of the registration.');
  }
  if (type === 'MultiTenant' && !value('ALLOWED_TENANTS')) {
    problems.push('ALLOWED_TENANTS is missing: name the tenants to serve, since MultiTenant takes any.');
  }
  const certificate = [value('CertificateThumbprint'), value('CertificatePrivateKey')].filter(Boolean).length;
  if (certificate === 1)
    problems.push('CertificateThumbprint and CertificatePrivateKey go together: one is missing.');
  if (type === 'UserAssignedMsi' && value('MicrosoftAppPassword')) {
    problems.push('MicrosoftAppPassword must not be set with UserAssignedMsi.');
  }
  if (type && type !== 'UserAssignedMsi' && certificate === 0 && !value('MicrosoftAppPassword')) {
    problems.push('MicrosoftAppPassword is missing (or CertificateThumbprint and CertificatePrivateKey).');
  }
  return problems;
}

const listOf = (value: string | undefined): string[] =>
  (value ?? '')
    .split(',')
    .map(item => item.trim().toLowerCase())
    .filter(item => item !== '');
