import { type GenerateKeyPairResult, generateKeyPair } from 'jose';

const pairs = new Map<string, Promise<GenerateKeyPairResult>>();

/**
 * An RSA key pair for RS256 that lasts as long as the process: making one takes a tenth of a second and more,
 * and a test run starts many worlds.
 */
export function rsaKeyPair(name: string): Promise<GenerateKeyPairResult> {
  const pair = pairs.get(name) ?? generateKeyPair('RS256', { extractable: true });
  pairs.set(name, pair);
  return pair;
}
