/**
 * Links to documents: signed, for one person and some minutes. A link says who may open what until when; whether they
 * still may is asked when it is opened.
 */
import { timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { recordAudit } from '../audit/record.ts';
import { rotateSigningKey, signatureOf, signingKey } from '../keys/signing-keys.ts';
import type { Actor } from '../people/access.ts';
import { signingKeys } from '../store/entities/keys.ts';
import type { View } from '../store/unit-of-work.ts';
import type { DocumentDeps, DocumentSubject } from './document.ts';
import { type DocumentName, documentKinds, isDocumentName } from './registry.ts';

/** How long a link is good, in milliseconds. */
export const LINK_TIME = 10 * 60_000;

/** The longest link that is looked at. */
const MAX_TOKEN = 800;

const claims = z.strictObject({
  /** The number of the key. */
  k: z.int().min(1),
  board: z.string(),
  person: z.string(),
  document: z.string().refine(isDocumentName),
  period: z.string().nullable(),
  /** Until when, in milliseconds since 1970. */
  until: z.int(),
});

export interface LinkClaims extends DocumentSubject {
  boardId: string;
  personId: string;
  document: DocumentName;
}

/**
 * A link's token for the one who asks.
 * @throws CollateError `not_allowed` and others, where they could not open it now
 */
export async function makeLink(
  deps: DocumentDeps,
  actor: Actor & { personId: string },
  document: DocumentName,
  subject: DocumentSubject,
): Promise<string> {
  // As it will be asked when it is opened, where no channel speaks for them.
  await documentKinds[document].make(deps, { ...actor, channelRowId: null }, subject);
  const { store, clock } = deps;
  return store.write(async unit => {
    const now = clock.now();
    const key = await signingKey(unit, 'links', now);
    await recordAudit(unit, {
      ...actor,
      at: now,
      event: 'document.linked',
      subject: { document, period: subject.period },
    });
    const said: z.input<typeof claims> = {
      k: key.number,
      board: actor.boardId,
      person: actor.personId,
      document,
      period: subject.period,
      until: now.getTime() + LINK_TIME,
    };
    const body = Buffer.from(JSON.stringify(said)).toString('base64url');
    return `${body}.${signatureOf(key, body).toString('base64url')}`;
  });
}

/** `unknown` for whatever we did not sign, or no longer know the key of. */
export async function readLink(
  view: View,
  token: string,
  now: Date,
): Promise<{ kind: 'good'; claims: LinkClaims } | { kind: 'unknown' | 'expired' }> {
  const [, body, signature] =
    (token.length <= MAX_TOKEN && /^([\w-]{1,700})\.([\w-]{43})$/.exec(token)) || [];
  if (!body || !signature) return { kind: 'unknown' };
  const said = claims.safeParse(parsed(body));
  if (!said.success) return { kind: 'unknown' };
  const { k, board, person, document, period, until } = said.data;
  const key = await view.rows(signingKeys).first({ purpose: 'links', number: k });
  if (!key || !timingSafeEqual(signatureOf(key, body), Buffer.from(signature, 'base64url')))
    return { kind: 'unknown' };
  if (until <= now.getTime()) return { kind: 'expired' };
  return { kind: 'good', claims: { boardId: board, personId: person, document, period } };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(Buffer.from(body, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}

/**
 * Puts another key in use. Links that were made with the one before stay good for their minutes, unless `atOnce`.
 * @returns the number of the new key
 */
export function rotateLinkKey(
  { store, clock }: DocumentDeps,
  actor: Actor,
  { atOnce }: { atOnce: boolean },
): Promise<number> {
  return store.write(async unit => {
    const now = clock.now();
    const key = await rotateSigningKey(unit, 'links', { keepMs: atOnce ? 0 : LINK_TIME, now });
    await recordAudit(unit, { ...actor, at: now, event: 'keys.rotated', subject: { key: key.number } });
    return key.number;
  });
}
