/** Opens a document by its link: whoever it names must still be there, and still may have it. */
import { recordAudit } from '../audit/record.ts';
import { isRefusal } from '../errors.ts';
import { people } from '../store/entities/board.ts';
import type { DocumentDeps } from './document.ts';
import { type LinkClaims, readLink } from './links.ts';
import { type DocumentName, documentKinds } from './registry.ts';

export type Opened =
  | {
      kind: 'opened';
      document: DocumentName;
      /** Safe in a header and on every disk. */
      fileName: string;
      contentType: string;
      content: string | Uint8Array;
    }
  | { kind: 'unknown' | 'expired'; document: null }
  | { kind: 'not_allowed' | 'too_often'; document: DocumentName };

/** @param mayNow false for a person who opens too much at once */
export async function openDocument(
  deps: DocumentDeps,
  token: string,
  mayNow: (personId: string) => boolean,
): Promise<Opened> {
  const { store, clock } = deps;
  const link = await store.read(view => readLink(view, token, clock.now()));
  if (link.kind !== 'good') return { kind: link.kind, document: null };
  const { document, personId } = link.claims;
  if (!mayNow(personId)) return { kind: 'too_often', document };
  const made = await makeFor(deps, link.claims);
  if (!made) return { kind: 'not_allowed', document };
  await noteOpened(deps, link.claims);
  const { extension, contentType } = documentKinds[document];
  const fileName = `${safeName(made.name)}.${extension}`;
  return { kind: 'opened', document, fileName, contentType, content: made.content };
}

async function makeFor(deps: DocumentDeps, { boardId, personId, document, period }: LinkClaims) {
  const person = await deps.store.read(view =>
    view.rows(people).first({ id: personId, boardId, retiredAt: null, forgottenAt: null }),
  );
  if (!person) return null;
  try {
    return await documentKinds[document].make(deps, { boardId, personId, channelRowId: null }, { period });
  } catch (error) {
    // Why is nobody's business who may not have it.
    if (isRefusal(error)) return null;
    throw error;
  }
}

const noteOpened = ({ store, clock }: DocumentDeps, { boardId, personId, document, period }: LinkClaims) =>
  store.write(unit =>
    recordAudit(unit, {
      boardId,
      at: clock.now(),
      event: 'document.opened',
      personId,
      source: 'link',
      subject: { document, period },
    }),
  );

/** Letters and digits of ASCII, with dashes between. */
export const safeName = (words: string): string =>
  words
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80) || 'document';
