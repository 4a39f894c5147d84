import { randomUUID } from 'node:crypto';
import { testAuthorityFile } from './certs.ts';
import { type BotProcess, type BotProcessOptions, startBotProcess } from './child.ts';
import { createTeams, type Teams, type TeamsSettings } from './client.ts';
import { type Connector, startConnector } from './connector.ts';
import {
  type Channel,
  type ChannelSpec,
  createDirectory,
  type Directory,
  type Person,
  type PersonSpec,
  type Team,
} from './directory.ts';
import { type Issuer, startIssuer } from './issuer.ts';
import { type Login, startLogin } from './login.ts';

export interface WorldSpec {
  /** The team's name, by default Partnership. */
  team?: string;
  /** Channels beside General. */
  channels?: (string | ChannelSpec)[];
  /** Everybody is in the team; without an owner the first counts as one. By default one person, Ann Lee. */
  people?: (string | PersonSpec)[];
  /** Whether the app is in the team from the start, without any event; by default not. */
  installed?: boolean;
  /** What the bot proves itself with, by default a password. */
  proof?: 'password' | 'certificate';
  /** Seconds that the bot's own tokens last, by default 3600. */
  tokenLifetime?: number;
  rateLimits?: 'none' | 'teams';
}

/** Everything around a bot: Teams, the Connector, the login server and the token service. */
export interface TeamsWorld {
  appId: string;
  tenantId: string;
  directory: Directory;
  issuer: Issuer;
  login: Login;
  connector: Connector;
  team: Team;
  /** @throws Error when nobody is called so. */
  person(name: string): Person;
  /** @throws Error when there is no such channel. */
  channel(name: string): Channel;
  /** The environment of a bot in this world: identity, all addresses, and whom to trust. */
  botSettings: Record<string, string>;
  /** Teams, talking to a bot at this address. */
  connect(botUrl: string, options?: Pick<TeamsSettings, 'hearsAll' | 'botName' | 'timeoutMs'>): Teams;
  /** Runs a bot with `botSettings` and what is given beside them; it is ended with the world. */
  startBot(
    options: Omit<BotProcessOptions, 'env'> & { env?: Record<string, string> },
  ): Promise<BotProcess & { teams: Teams }>;
  stop(): Promise<void>;
}

/** Starts a world on free ports of this machine; it uses no other network. */
export async function startTeamsWorld(spec: WorldSpec = {}): Promise<TeamsWorld> {
  // A new id for each world: botbuilder keeps tokens per app id in a static map, which would outlive a world.
  const appId = randomUUID();
  const tenantId = randomUUID();
  const secret = `secret-${randomUUID()}`;
  const directory = createDirectory(tenantId);
  for (const person of spec.people ?? ['Ann Lee']) {
    directory.addPerson(typeof person === 'string' ? { name: person } : person);
  }
  const team = directory.addTeam({
    name: spec.team ?? 'Partnership',
    channels: spec.channels ?? [],
    installed: spec.installed ?? false,
  });

  const login = await startLogin({ appId, tenantId, secret, tokenLifetime: spec.tokenLifetime ?? 3600 });
  const connector = await startConnector({
    directory,
    login,
    appId,
    rateLimits: spec.rateLimits ?? 'none',
  });
  const issuer = await startIssuer({ appId, serviceUrl: () => connector.serviceUrl });
  const bots: BotProcess[] = [];

  const proof: Record<string, string> =
    spec.proof === 'certificate'
      ? {
          CertificateThumbprint: login.certificate.thumbprint,
          CertificatePrivateKey: login.certificate.privateKey.replaceAll('\n', '\\n'),
        }
      : { MicrosoftAppPassword: secret };

  const world: TeamsWorld = {
    appId,
    tenantId,
    directory,
    issuer,
    login,
    connector,
    team,
    person: directory.person,
    channel: name => directory.channel(name),
    botSettings: {
      MicrosoftAppId: appId,
      MicrosoftAppType: 'SingleTenant',
      MicrosoftAppTenantId: tenantId,
      ...proof,
      ToChannelFromBotLoginUrl: login.loginUrl,
      ToChannelFromBotOAuthScope: 'https://api.botframework.com',
      ToBotFromChannelTokenIssuer: issuer.issuer,
      ToBotFromChannelOpenIdMetadataUrl: issuer.metadataUrl,
      ToBotFromEmulatorOpenIdMetadataUrl: issuer.emulatorMetadataUrl,
      OAuthUrl: 'https://api.botframework.com',
      CallerId: 'urn:botframework:azure',
      ValidateAuthority: 'true',
      NODE_EXTRA_CA_CERTS: testAuthorityFile,
    },
    connect: (botUrl, options = {}) =>
      createTeams({ botUrl, issuer, connector, appId, tenantId, ...options }),
    async startBot(options) {
      const bot = await startBotProcess({ ...options, env: { ...world.botSettings, ...options.env } });
      bots.push(bot);
      return { ...bot, teams: world.connect(bot.url) };
    },
    async stop() {
      await Promise.all(bots.map(bot => bot.stop()));
      await Promise.all([issuer.stop(), login.stop(), connector.stop()]);
    },
  };
  return world;
}
