/** Where files lie that people send in 1:1 chat: a stand-in for OneDrive's download links. */
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { localhostCertificate } from '../support/teams/certs.ts';
import type { Sent } from '../support/teams/connector.ts';
import type { Person } from '../support/teams/directory.ts';
import type { Stage } from './support.ts';

export interface FileHost {
  /** Sends a file to the bot in 1:1 chat, as Teams does. @returns what the bot says to it */
  send(stage: Stage, person: Person, name: string, bytes: Uint8Array): Promise<Sent>;
  stop(): Promise<void>;
}

export async function startFileHost(): Promise<FileHost> {
  const files = new Map<string, Uint8Array>();
  const server = https.createServer(localhostCertificate(), (request, response) => {
    const bytes = files.get(request.url ?? '');
    response.writeHead(bytes ? 200 : 404, { 'content-type': 'application/octet-stream' });
    response.end(bytes);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    async send({ teams, world }, person, name, bytes) {
      const path = `/files/${files.size}`;
      files.set(path, bytes);
      const content = {
        downloadUrl: `https://localhost:${port}${path}`,
        uniqueId: path,
        fileType: name.split('.').at(-1) ?? '',
      };
      const from = world.connector.sent.length;
      await teams.raw(
        teams.activity(person, 'personal', {
          type: 'message',
          text: '',
          attachments: [{ contentType: 'application/vnd.microsoft.teams.file.download.info', name, content }],
        }),
      );
      // A chat that has just become known is posted to as well, such as the progress of a round.
      const said = world.connector.sent
        .slice(from)
        .find(sent => sent.person === person && sent.via === 'reply');
      if (!said) throw new Error(`Nothing was said to ${name}.`);
      return said;
    },
    stop: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
