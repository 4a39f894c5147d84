import { createRequire } from 'node:module';
import {
  type Activity,
  ConfigurationBotFrameworkAuthentication,
  ConfigurationServiceClientCredentialFactory,
} from 'botbuilder';
import {
  type AuthenticateRequestResult,
  AuthenticationConstants,
  type BotFrameworkAuthentication,
  type ClaimsIdentity,
  type ConnectorFactory,
  GovernmentConstants,
  MsalServiceClientCredentialsFactory,
  type ServiceClientCredentialsFactory,
  ToBotFromBotOrEmulatorTokenValidationParameters,
} from 'botframework-connector';
import { guardCredentials } from './door/guarded-credentials.ts';

type MsalNode = typeof import('@azure/msal-node', { with: { 'resolution-mode': 'require' }});
type ClientCredential = Pick<
  ConstructorParameters<MsalNode['ConfidentialClientApplication']>[0]['auth'],
  'clientSecret' | 'clientCertificate'
>;

// The same copy of MSAL that botbuilder has loaded: `import` would load the package's other build beside it,
// whose classes are not of botbuilder's types.
const { ConfidentialClientApplication, ProtocolMode } = createRequire(import.meta.url)(
  '@azure/msal-node',
) as MsalNode;

/**
 * The settings of a bot's identity, under botbuilder's own names. Every one is optional; an empty string is
 * the same as none.
 */
export interface BotIdentitySettings {
  /** The app registration's id. Without it nothing is authenticated, in either direction. */
  MicrosoftAppId?: string | undefined;
  /** `SingleTenant` or `UserAssignedMsi` (or `MultiTenant`, for registrations made before 2025). */
  MicrosoftAppType?: string | undefined;
  MicrosoftAppTenantId?: string | undefined;
  /** The client secret; must be absent with `UserAssignedMsi` and is not read with a certificate. */
  MicrosoftAppPassword?: string | undefined;
  /** SHA-1 thumbprint in hex; with `CertificatePrivateKey` it takes the place of the password. */
  CertificateThumbprint?: string | undefined;
  /** PEM. Line ends may be written as the two characters `\n`, as single-line environment files need. */
  CertificatePrivateKey?: string | undefined;
  /** Empty for the public cloud, `https://botframework.azure.us` for the US government's. */
  ChannelService?: string | undefined;
  /** Where the bot fetches its own tokens. A server that is not Microsoft's is asked directly, as OpenID. */
  ToChannelFromBotLoginUrl?: string | undefined;
  ToChannelFromBotOAuthScope?: string | undefined;
  ToBotFromChannelTokenIssuer?: string | undefined;
  ToBotFromChannelOpenIdMetadataUrl?: string | undefined;
  ToBotFromEmulatorOpenIdMetadataUrl?: string | undefined;
  OAuthUrl?: string | undefined;
  CallerId?: string | undefined;
  /** `true` or `false`. */
  ValidateAuthority?: string | undefined;
}

/** The settings that name a cloud; botbuilder takes all of them from the caller as soon as one is given. */
type CloudSettings = Pick<
  BotIdentitySettings,
  | 'ToChannelFromBotLoginUrl'
  | 'ToChannelFromBotOAuthScope'
  | 'ToBotFromChannelTokenIssuer'
  | 'ToBotFromChannelOpenIdMetadataUrl'
  | 'ToBotFromEmulatorOpenIdMetadataUrl'
  | 'OAuthUrl'
  | 'CallerId'
>;

const publicCloud: Required<CloudSettings> = {
  ToChannelFromBotLoginUrl: AuthenticationConstants.ToChannelFromBotLoginUrl,
  ToChannelFromBotOAuthScope: AuthenticationConstants.ToChannelFromBotOAuthScope,
  ToBotFromChannelTokenIssuer: AuthenticationConstants.ToBotFromChannelTokenIssuer,
  ToBotFromChannelOpenIdMetadataUrl: AuthenticationConstants.ToBotFromChannelOpenIdMetadataUrl,
  ToBotFromEmulatorOpenIdMetadataUrl: AuthenticationConstants.ToBotFromEmulatorOpenIdMetadataUrl,
  OAuthUrl: AuthenticationConstants.OAuthUrl,
  CallerId: 'urn:botframework:azure',
};

const governmentCloud: Required<CloudSettings> = {
  ToChannelFromBotLoginUrl: GovernmentConstants.ToChannelFromBotLoginUrl,
  ToChannelFromBotOAuthScope: GovernmentConstants.ToChannelFromBotOAuthScope,
  ToBotFromChannelTokenIssuer: GovernmentConstants.ToBotFromChannelTokenIssuer,
  ToBotFromChannelOpenIdMetadataUrl: GovernmentConstants.ToBotFromChannelOpenIdMetadataUrl,
  ToBotFromEmulatorOpenIdMetadataUrl: GovernmentConstants.ToBotFromEmulatorOpenIdMetadataUrl,
  OAuthUrl: GovernmentConstants.OAuthUrl,
  CallerId: 'urn:botframework:azureusgov',
};

/** The login hosts that MSAL knows by itself. */
const microsoftLoginHosts: ReadonlySet<string> = new Set([
  'login.microsoftonline.com',
  'login.microsoft.com',
  'login.windows.net',
  'sts.windows.net',
  'login.microsoftonline.us',
  'login-us.microsoftonline.com',
  'login.partner.microsoftonline.cn',
  'login.chinacloudapi.cn',
]);

/** How long one call to the Connector may take; the library itself would wait for ever. */
const connectorTimeoutMs = 30_000;

/**
 * Makes the authentication that a CloudAdapter needs: how requests from Teams are checked and how the bot
 * fetches its own tokens. Nothing is sent before the first request or message.
 *
 * Settings that name a cloud are completed from the public (or the government's) cloud, because botbuilder
 * would otherwise run with `undefined` for those that are missing.
 *
 * Connector clients made by it try each call once and give up after 30 seconds (`AbortError`): left alone they
 * send a message up to four times after a lost connection or a 5xx, also when the first one had arrived.
 *
 * @param allows whether a token of the bot may be sent to an address; it is asked for every single request
 * @returns an authentication that lets everything through when there is no `MicrosoftAppId`: the caller
 *   decides whether a bot may start so.
 * @throws Error when the settings do not make one identity: no tenant, no password and no certificate, a
 *   password with `UserAssignedMsi`, half a certificate, or a login URL that is not https.
 */
export function createBotAuthentication(
  settings: BotIdentitySettings,
  allows: (address: string) => boolean = () => true,
): BotFrameworkAuthentication {
  const given = withoutEmpty(settings);
  if (given.MicrosoftAppId === undefined) {
    return new SingleAttemptAuthentication({});
  }
  if (given.CertificatePrivateKey !== undefined) {
    given.CertificatePrivateKey = given.CertificatePrivateKey.replaceAll('\\n', '\n');
  }
  const options = completeCloud(given);
  const factory: ServiceClientCredentialsFactory =
    customLoginCredentials(options) ?? new ConfigurationServiceClientCredentialFactory({ ...options });
  return new SingleAttemptAuthentication({ ...options }, guardCredentials(factory, allows));
}

class SingleAttemptAuthentication extends ConfigurationBotFrameworkAuthentication {
  override async authenticateRequest(
    activity: Activity,
    authHeader: string,
  ): Promise<AuthenticateRequestResult> {
    const result = await super.authenticateRequest(activity, authHeader).finally(forgetTenants);
    const { connectorFactory } = result;
    return connectorFactory === undefined
      ? result
      : { ...result, connectorFactory: withSingleAttempts(connectorFactory) };
  }

  override createConnectorFactory(claimsIdentity: ClaimsIdentity): ConnectorFactory {
    return withSingleAttempts(super.createConnectorFactory(claimsIdentity));
  }
}

/** The issuers that the library starts with. */
const { issuer: issuers } = ToBotFromBotOrEmulatorTokenValidationParameters;
const ownIssuers = Array.isArray(issuers) ? issuers.length : 0;

/** It adds four for each tenant that any token names, and never forgets one. */
function forgetTenants(): void {
  if (Array.isArray(issuers)) issuers.length = Math.min(issuers.length, ownIssuers);
}

function withSingleAttempts(factory: ConnectorFactory): ConnectorFactory {
  return {
    async create(serviceUrl, audience) {
      const client = await factory.create(serviceUrl, audience);
      const { pipeline } = (client as unknown as HasPipeline).client;
      // The client has no setting for this, so its pipeline is changed.
      if (pipeline.removePolicy({ name: 'defaultRetryPolicy' }).length === 0) {
        throw new Error('The Connector client has no retry policy to remove: its library has changed.');
      }
      pipeline.addPolicy({
        name: 'connectorTimeout',
        async sendRequest(request, next) {
          // Not the library's own timeout: that one ends with the headers, and its timer outlives a failure.
          const timeout = new AbortController();
          const timer = setTimeout(() => timeout.abort(), connectorTimeoutMs);
          request.abortSignal ??= timeout.signal;
          try {
            return await next(request);
          } finally {
            clearTimeout(timer);
          }
        },
      });
      return client;
    },
  };
}

/** The part of a ConnectorClient that its types keep to themselves: the pipeline of @azure/core-client. */
interface HasPipeline {
  client: {
    pipeline: {
      removePolicy(options: { name: string }): unknown[];
      addPolicy(policy: { name: string; sendRequest: SendRequest }): void;
    };
  };
}

type SendRequest = (
  request: ConnectorRequest,
  next: (request: ConnectorRequest) => Promise<unknown>,
) => Promise<unknown>;

interface ConnectorRequest {
  abortSignal?: AbortSignal;
}

/** Who issues the tokens of incoming requests, and where the keys are published, with these settings. */
export function expectedTokens(settings: BotIdentitySettings): { issuer: string; metadataUrl: string } {
  const given = withoutEmpty(settings);
  const government = given.ChannelService === GovernmentConstants.ChannelService;
  const cloud = { ...(government ? governmentCloud : publicCloud), ...given };
  return { issuer: cloud.ToBotFromChannelTokenIssuer, metadataUrl: cloud.ToBotFromChannelOpenIdMetadataUrl };
}

/** Whether the bot's tokens come from a login server that is not Microsoft's. */
export function hasCustomLogin(settings: BotIdentitySettings): boolean {
  const loginUrl = settings.ToChannelFromBotLoginUrl?.trim();
  if (loginUrl === undefined || loginUrl === '') {
    return false;
  }
  return !microsoftLoginHosts.has(parseLoginUrl(loginUrl).hostname.toLowerCase());
}

function withoutEmpty(settings: BotIdentitySettings): BotIdentitySettings {
  const entries = Object.entries(settings)
    .map(([name, value]) => [name, typeof value === 'string' ? value.trim() : value] as const)
    .filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(entries);
}

function completeCloud(given: BotIdentitySettings): BotIdentitySettings {
  const names = Object.keys(publicCloud) as (keyof CloudSettings)[];
  if (names.every(name => given[name] === undefined)) {
    return given;
  }
  const government = given.ChannelService === GovernmentConstants.ChannelService;
  return { ...(government ? governmentCloud : publicCloud), ...given };
}

/**
 * botbuilder's own factories make MSAL ask login.microsoftonline.com whether it knows the login host, which
 * fails for any other server and where there is no way out. So for those the MSAL client is made here, with
 * the server named as known. A managed identity has no login URL and is left to botbuilder.
 */
function customLoginCredentials(
  settings: BotIdentitySettings,
): MsalServiceClientCredentialsFactory | undefined {
  const isManagedIdentity = settings.MicrosoftAppType?.toLowerCase() === 'userassignedmsi';
  if (isManagedIdentity || !hasCustomLogin(settings)) {
    return undefined;
  }
  const appId = settings.MicrosoftAppId ?? '';
  const loginUrl = parseLoginUrl(settings.ToChannelFromBotLoginUrl ?? '');
  if (loginUrl.protocol !== 'https:') {
    throw new Error('ToChannelFromBotLoginUrl must be https: the bot sends its secret there.');
  }
  const application = new ConfidentialClientApplication({
    auth: {
      clientId: appId,
      authority: `${loginUrl.href.replace(/\/+$/, '')}/v2.0`,
      knownAuthorities: [loginUrl.host],
      protocolMode: ProtocolMode.OIDC,
      ...clientCredential(settings),
    },
  });
  return new MsalServiceClientCredentialsFactory(appId, application);
}

function clientCredential(settings: BotIdentitySettings): ClientCredential {
  const { CertificateThumbprint: thumbprint, CertificatePrivateKey: privateKey } = settings;
  if (thumbprint !== undefined || privateKey !== undefined) {
    if (thumbprint === undefined || privateKey === undefined) {
      throw new Error('CertificateThumbprint and CertificatePrivateKey go together; one of them is missing.');
    }
    return { clientCertificate: { thumbprint, privateKey } };
  }
  if (settings.MicrosoftAppPassword === undefined) {
    throw new Error('MicrosoftAppPassword, or CertificateThumbprint with CertificatePrivateKey, is missing.');
  }
  return { clientSecret: settings.MicrosoftAppPassword };
}

function parseLoginUrl(loginUrl: string): URL {
  try {
    return new URL(loginUrl);
  } catch {
    throw new Error('ToChannelFromBotLoginUrl is not a URL.');
  }
}
