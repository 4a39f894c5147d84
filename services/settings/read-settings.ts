/** Reads the settings from an environment. Every problem is told at once, with the mend; no value is ever shown. */
import { readFileSync } from 'node:fs';
import { type Setting, settings } from './settings.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Settings {
  /** What is given, or stands in its place; null for nothing, and where it cannot be used. */
  value(name: string): string | null;
  /** A sentence each, which names the setting and the mend. */
  problems: readonly string[];
  /** A text without any secret that was given. */
  withoutSecrets(text: string): string;
}

export function readSettings(environment: Environment): Settings {
  const problems: string[] = [];
  const values = new Map<string, string>();
  const secrets: string[] = [];
  const named = new Set<string>();
  for (const setting of settings) {
    const { name, schema, isSecret } = setting;
    const given = givenValue(environment, setting);
    if (given.isNamed) named.add(name);
    if (given.problem !== null) problems.push(given.problem);
    if (given.value === null) continue;
    if (isSecret && given.isNamed) secrets.push(...secretsIn(given.value));
    const parsed = schema.safeParse(given.value);
    if (parsed.success) values.set(name, parsed.data);
    else problems.push(`${name} ${parsed.error.issues[0]?.message}.`);
  }
  const value = (name: string) => values.get(name) ?? null;
  const isGiven = (name: string) => named.has(name);
  if (isGiven('MicrosoftAppId')) problems.push(...identityProblems(value, isGiven));
  return {
    value,
    problems,
    withoutSecrets: text => secrets.reduce((rest, each) => rest.replaceAll(each, '…'), text),
  };
}

/** Where the data are, by the same rule for the bot and the terminal; null where that is wrongly set. */
export const databaseUrl = (environment: Environment): string | null =>
  readSettings(environment).value('DATABASE_URL');

interface Given {
  value: string | null;
  problem: string | null;
  /** Whether the environment says anything of it, well or badly. */
  isNamed: boolean;
}

/** A secret may stand in a file, as container platforms hand them out; an empty setting is as good as none. */
function givenValue(environment: Environment, { name, fallback, isSecret }: Setting): Given {
  const direct = environment[name]?.trim() || null;
  const fileName = `${name}_FILE`;
  const file = isSecret ? environment[fileName]?.trim() || null : null;
  if (file === null) return { value: direct ?? fallback, problem: null, isNamed: direct !== null };
  const wrong = (problem: string): Given => ({ value: null, problem, isNamed: true });
  if (direct !== null) return wrong(`${name} and ${fileName} are both set: keep one of them.`);
  try {
    const value = readFileSync(file, 'utf8').trim();
    return value === ''
      ? wrong(`${fileName} names a file that is empty: put the value into it.`)
      : { value, problem: null, isNamed: true };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    return wrong(
      `${fileName} names a file that cannot be read (${code}): check its path and who may read it.`,
    );
  }
}

/** Shorter ones would blot out half of a sentence. */
const SHORTEST_SECRET = 4;

/** As it is, and what of it may turn up alone: the password of a database, the lines of a key. */
function secretsIn(value: string): string[] {
  const password = URL.canParse(value) ? new URL(value).password : '';
  const parts = [value, password, decoded(password), ...value.split(/\\n|\n/)];
  return [...new Set(parts)].filter(part => part.length >= SHORTEST_SECRET && !part.startsWith('-----'));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function identityProblems(
  value: (name: string) => string | null,
  isGiven: (name: string) => boolean,
): string[] {
  const type = value('MicrosoftAppType');
  const problems: string[] = [];
  if (!isGiven('MicrosoftAppType'))
    problems.push('MicrosoftAppType is missing: set SingleTenant or UserAssignedMsi.');
  if (type !== 'MultiTenant' && !value('MicrosoftAppTenantId')) {
    problems.push('MicrosoftAppTenantId is missing: set the tenant of the registration.');
  }
  if (type === 'MultiTenant' && !isGiven('ALLOWED_TENANTS')) {
    problems.push('ALLOWED_TENANTS is missing: name the tenants to serve, since MultiTenant takes any.');
  }
  const certificate = ['CertificateThumbprint', 'CertificatePrivateKey'].filter(isGiven).length;
  if (certificate === 1)
    problems.push('CertificateThumbprint and CertificatePrivateKey go together: one is missing.');
  if (type === 'UserAssignedMsi' && isGiven('MicrosoftAppPassword')) {
    problems.push('MicrosoftAppPassword must not be set with UserAssignedMsi.');
  }
  if (type && type !== 'UserAssignedMsi' && certificate === 0 && !isGiven('MicrosoftAppPassword')) {
    problems.push('MicrosoftAppPassword is missing (or CertificateThumbprint and CertificatePrivateKey).');
  }
  return problems;
}
