/** `npm run app-package`: fills the manifest in, checks it against Teams' schema, and zips it with its icons. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { AppManifestUtils } from '@microsoft/app-manifest';
import { zipSync } from 'fflate';

const FOLDER = resolve(dirname(fileURLToPath(import.meta.url)), '../appPackage');
const USAGE = `npm run app-package -- --app-id GUID --developer NAME --website https://…

  --app-id      the app id of the bot's registration (MicrosoftAppId)
  --developer   who runs the bot, as Teams shows it (at most 32 characters)
  --website     a page about it, https
  --out         the file to write (default: dist/collate-teams.zip)`;

export interface AppIdentity {
  appId: string;
  developer: string;
  website: string;
}

/** The manifest with its blanks filled in. */
export function fillManifest({ appId, developer, website }: AppIdentity): Record<string, unknown> {
  const values: Record<string, string> = { APP_ID: appId, DEVELOPER_NAME: developer, WEBSITE_URL: website };
  const filled = readFileSync(resolve(FOLDER, 'manifest.json'), 'utf8').replace(
    /\$\{\{(\w+)\}\}/g,
    (_blank, name: string) => JSON.stringify(values[name] ?? '').slice(1, -1),
  );
  return JSON.parse(filled) as Record<string, unknown>;
}

/** What Teams' schema has against a manifest; empty for nothing. The schema is the package's copy: no network. */
export function manifestProblems(manifest: Record<string, unknown>): Promise<string[]> {
  return AppManifestUtils.validateAgainstSchema(manifest as never);
}

/** The zip that Teams takes: the manifest and the two icons, at its top. */
export function zipPackage(manifest: Record<string, unknown>): Uint8Array {
  return zipSync({
    'manifest.json': new TextEncoder().encode(`${JSON.stringify(manifest, null, 2)}\n`),
    'color.png': new Uint8Array(readFileSync(resolve(FOLDER, 'color.png'))),
    'outline.png': new Uint8Array(readFileSync(resolve(FOLDER, 'outline.png'))),
  });
}

async function main(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      'app-id': { type: 'string' },
      developer: { type: 'string' },
      website: { type: 'string' },
      out: { type: 'string', default: 'dist/collate-teams.zip' },
    },
  });
  const { 'app-id': appId, developer, website, out } = values;
  if (!appId || !developer || !website) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  const manifest = fillManifest({ appId, developer, website });
  const problems = await manifestProblems(manifest);
  if (problems.length > 0) {
    process.stderr.write(
      `Teams would not take this package:\n${problems.map(line => `  ${line}`).join('\n')}\n`,
    );
    return 1;
  }
  mkdirSync(dirname(resolve(out)), { recursive: true });
  writeFileSync(out, zipPackage(manifest));
  process.stdout.write(`Written: ${out}. Upload it in Teams under Apps, Manage your apps.\n`);
  return 0;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.exitCode = await main(process.argv.slice(2));
}
