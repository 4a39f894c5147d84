/** Every setting there is: its name, what stands where it is not given, and what it must look like. */
import { z } from 'zod';

export interface Setting {
  name: string;
  /** What stands where it is not given; null for nothing. */
  fallback: string | null;
  /** A sentence for the README's table. */
  about: string;
  schema: z.ZodType<string>;
  /** Never shown; may be given as the name of a file that holds it, in `<name>_FILE`. */
  isSecret: boolean;
}

/** Short ones are guessed. */
const MIN_TOKEN = 16;

const text = z.string();
const whole = (most: number, what: string) =>
  z
    .string()
    .regex(/^\d{1,6}$/, what)
    .refine(value => Number(value) <= most, what);
const port = whole(65_535, 'must be a port number');
const url = z.string().refine(value => URL.canParse(value), 'must be a URL');
const isHere = (hostname: string) => ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
const isHttps = (value: string) => URL.canParse(value) && new URL(value).protocol === 'https:';
/** What is sent or fetched there decides who is let in; this computer itself may do without. */
const safeUrl = url.refine(
  value => isHttps(value) || (URL.canParse(value) && isHere(new URL(value).hostname)),
  'must begin with https://',
);
const oneOf = (...words: string[]) =>
  z
    .string()
    .refine(value => words.includes(value), `must be ${words.slice(0, -1).join(', ')} or ${words.at(-1)}`);
const listOf = (item: RegExp, what: string) =>
  z.string().refine(value => {
    const items = itemsOf(value);
    return items.length > 0 && items.every(each => item.test(each));
  }, what);
const hosts = listOf(
  /^(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*$/,
  'must be host names separated by commas, without https:// and paths; *.example.org is every host under it',
);

/** The items of a list, in lower case. */
export const itemsOf = (value: string | null): string[] =>
  (value ?? '')
    .split(',')
    .map(item => item.trim().toLowerCase())
    .filter(item => item !== '');

const setting = (
  name: string,
  fallback: string | null,
  about: string,
  schema: z.ZodType<string> = text,
): Setting => ({ name, fallback, about, schema, isSecret: false });

const secret = (...of: Parameters<typeof setting>): Setting => {
  const made = setting(...of);
  return { ...made, about: `${made.about} Or \`${made.name}_FILE\`: a file that holds it.`, isSecret: true };
};

/** In the order of the README's table, which is generated from this list. */
export const settings: readonly Setting[] = [
  setting('MicrosoftAppId', null, 'The bot registration’s app id. Without it only local mode runs.'),
  setting(
    'MicrosoftAppType',
    null,
    '`SingleTenant` or `UserAssignedMsi` (`MultiTenant` for registrations made before 2025).',
    oneOf('SingleTenant', 'UserAssignedMsi', 'MultiTenant'),
  ),
  setting('MicrosoftAppTenantId', null, 'The tenant of the registration.'),
  secret('MicrosoftAppPassword', null, 'The client secret; not with `UserAssignedMsi` or a certificate.'),
  setting('CertificateThumbprint', null, 'SHA-1 thumbprint of the certificate, in place of the secret.'),
  secret('CertificatePrivateKey', null, 'Its private key as PEM; `\\n` is read as a line end.'),
  setting('PORT', '3978', 'The port of the HTTP server.', port),
  setting('HOST', '127.0.0.1', 'The address it listens on; `0.0.0.0` for all.'),
  secret(
    'DATABASE_URL',
    'sqlite:data/collate.sqlite',
    '`sqlite:FILE`, or `postgres://…` for more than one replica.',
    z.string().regex(/^(sqlite:.+|postgres(ql)?:\/\/.+)$/, 'must be sqlite:FILE or postgres://…'),
  ),
  setting(
    'ALLOWED_TENANTS',
    null,
    'Tenants whose conversations are served, separated by commas; the registration’s where empty.',
    listOf(/./, 'must name at least one tenant, or be left out'),
  ),
  setting(
    'ALLOWED_SERVICE_HOSTS',
    'smba.trafficmanager.net, *.botframework.com, *.teams.microsoft.com, smba.infra.gcc.teams.microsoft.com',
    'Hosts that the bot’s tokens may be sent to.',
    hosts,
  ),
  setting(
    'ALLOWED_FILE_HOSTS',
    '*.sharepoint.com, *.sharepoint.us',
    'Hosts that a file sent to the bot in 1:1 chat is fetched from.',
    hosts,
  ),
  setting(
    'REQUESTS_PER_MINUTE',
    '240',
    'What one person may send in a minute, also at once; a conversation five times that. An address that is refused that often is heard no more for a while. `0` for no limits.',
    whole(100_000, 'must be a whole number, 0 for no limits'),
  ),
  setting(
    'TRUST_PROXY',
    '0',
    'How many proxies stand in front and add to `X-Forwarded-For`; `0` to count by who connects.',
    whole(10, 'must be a number from 0 to 10'),
  ),
  secret(
    'METRICS_TOKEN',
    null,
    `Who sends it as bearer token may read \`/metrics\`, which answers nobody without it; at least ${MIN_TOKEN} characters.`,
    z
      .string()
      .regex(/^\S+$/, 'must have no spaces')
      .min(MIN_TOKEN, `must have at least ${MIN_TOKEN} characters: openssl rand -hex 32 makes one`),
  ),
  setting(
    'PUBLIC_URL',
    null,
    'Where people reach the bot with a browser, as `https://collate.example.org`. Without it no document can be downloaded.',
    safeUrl.refine(
      value => URL.canParse(value) && new URL(value).search === '' && new URL(value).hash === '',
      'must be an address without ? and #',
    ),
  ),
  setting('FORMS', 'dialog', '`dialog`, or `inline` for clients without dialogs.', oneOf('dialog', 'inline')),
  setting(
    'LOG_LEVEL',
    'info',
    '`debug`, `info`, `warn` or `error`.',
    oneOf('debug', 'info', 'warn', 'error'),
  ),
  setting('ChannelService', null, '`https://botframework.azure.us` for the US government’s cloud.'),
  setting('ToChannelFromBotLoginUrl', null, 'Where the bot fetches its tokens, in other clouds.', safeUrl),
  setting('ToChannelFromBotOAuthScope', null, 'The audience of those tokens, in other clouds.'),
  setting(
    'ToBotFromChannelTokenIssuer',
    null,
    'Who issues the tokens of incoming requests, in other clouds.',
  ),
  setting(
    'ToBotFromChannelOpenIdMetadataUrl',
    null,
    'Where their keys are published, in other clouds.',
    safeUrl,
  ),
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
