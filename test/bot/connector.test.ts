import assert from 'node:assert/strict';
import type { BotFrameworkAuthentication, ConnectorClient } from 'botframework-connector';
import { createConnectors } from '../../bot/connector.ts';
import { createHostRule, isAllowed, UnknownServiceHost } from '../../bot/door/service-hosts.ts';

const hosts = ['smba.trafficmanager.net', '*.botframework.com'];

/** Counts the clients that are made; none is ever used. */
function connectors(allowsLoopback: boolean, fail = 0) {
  const allows = createHostRule({ hosts, allowsLoopback });
  const made: string[] = [];
  let failures = fail;
  const authentication = {
    createConnectorFactory: () => ({
      create: async (serviceUrl: string) => {
        made.push(serviceUrl);
        failures -= 1;
        if (failures >= 0) throw new Error('no token');
        return { serviceUrl } as unknown as ConnectorClient;
      },
    }),
  } as unknown as BotFrameworkAuthentication;
  return { made, at: createConnectors(authentication, { appId: 'app', allows }).at };
}

describe('isAllowed', () => {
  it('takes whole names, and any name under a star', () => {
    for (const name of [
      'smba.trafficmanager.net',
      'SMBA.TrafficManager.NET',
      'a.botframework.com',
      'a.b.botframework.com',
    ])
      assert.ok(isAllowed(name, hosts), name);
  });

  it('takes nothing that only looks so', () => {
    for (const name of [
      'evil.trafficmanager.net',
      'smba.trafficmanager.net.evil.example',
      'evilsmba.trafficmanager.net',
      'botframework.com',
      'notbotframework.com',
      'botframework.com.evil.example',
      '',
    ])
      assert.equal(isAllowed(name, hosts), false, name);
  });
});

describe('createConnectors', () => {
  it('sends no token to a host that is not known, nor over plain http', async () => {
    const { at, made } = connectors(false);
    for (const url of [
      'https://evil.example/uk/',
      'http://smba.trafficmanager.net/uk/',
      'https://smba.trafficmanager.net@evil.example/',
      'https://smba.trafficmanager.net.evil.example/',
      'http://127.0.0.1:9/',
      'https://localhost/',
    ]) {
      await assert.rejects(async () => at(url), UnknownServiceHost, url);
    }
    await assert.rejects(async () => at('no url'));
    assert.deepEqual(made, []);
  });

  it('takes this machine where it is told to', async () => {
    const { at, made } = connectors(true);
    for (const url of ['http://127.0.0.1:9/a/', 'http://localhost:9/', 'http://[::1]:9/']) await at(url);
    assert.equal(made.length, 3);
    await assert.rejects(async () => at('http://127.0.0.1.evil.example/'), UnknownServiceHost);
  });

  it('makes one client an address, and another after a failure', async () => {
    const { at, made } = connectors(false, 1);
    const url = 'https://smba.trafficmanager.net/uk/';
    await assert.rejects(async () => at(url), /no token/);
    assert.equal(await at(url), await at(url));
    assert.equal(made.length, 2);
  });
});
