import { readFileSync } from 'node:fs';
import https from 'node:https';
import tls from 'node:tls';
import { fileURLToPath } from 'node:url';

// The certificates are kept as files because Node cannot make them and an openssl program is not everywhere.
// They are valid from 2020 to 2120, for localhost only, and the key of their authority no longer exists.
const folder = new URL('./certs/', import.meta.url);

/** The file that a bot is told of in NODE_EXTRA_CA_CERTS, so that it trusts the stand-in login server. */
export const testAuthorityFile = fileURLToPath(new URL('ca.pem', folder));

/** What an https server on localhost or 127.0.0.1 needs, PEM. */
export function localhostCertificate(): { cert: string; key: string } {
  return {
    cert: readFileSync(new URL('localhost.pem', folder), 'utf8'),
    key: readFileSync(new URL('localhost-key.test-only.pem', folder), 'utf8'),
  };
}

/**
 * Makes this process trust the stand-in login server in requests through Node's default https agent, for
 * tests that build a bot in their own process: NODE_EXTRA_CA_CERTS is read at a process's start only.
 */
export function trustTestAuthority(): void {
  https.globalAgent.options.ca = [...tls.rootCertificates, readFileSync(testAuthorityFile, 'utf8')];
}
