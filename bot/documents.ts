/** GET /documents/:token: a document for who has its link and still may have it, and a plain page for everybody else. */
import { openDocument } from '../services/documents/open.ts';
import { nameOf } from '../services/errors.ts';
import type { Clock, Log } from '../services/ports.ts';
import type { Store } from '../services/store/unit-of-work.ts';
import type { DoorLimits } from './adapter.ts';
import type { DocumentOutcome, Metrics } from './metrics.ts';

export interface DocumentAnswer {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

export interface DocumentDoorDeps {
  store: Store;
  clock: Clock;
  log: Log;
  metrics: Metrics;
  limits: Pick<DoorLimits, 'address' | 'sender'>;
}

export type DocumentDoor = (token: string, address: string) => Promise<DocumentAnswer>;

const pages: Record<Exclude<DocumentOutcome, 'opened'>, { status: number; title: string; text: string }> = {
  unknown: { status: 404, title: 'Nothing here', text: 'There is no such document.' },
  expired: {
    status: 410,
    title: 'This link has ended',
    text: 'Links are good for ten minutes. Ask Collate for another in Teams.',
  },
  not_allowed: {
    status: 403,
    title: 'Not for you now',
    text: 'This document cannot be opened with this link.',
  },
  too_often: { status: 429, title: 'Too much at once', text: 'Try again in a minute.' },
  failed: { status: 500, title: 'That did not work', text: 'Try again in a minute.' },
};

/** Makes the function that answers one request. It never throws. */
export function createDocumentDoor({ store, clock, log, metrics, limits }: DocumentDoorDeps): DocumentDoor {
  /** Strangers who try tokens are heard no more for a while, like those who try at the other door. */
  async function open(token: string, address: string): Promise<DocumentAnswer> {
    if (limits.address.wait(address) > 0) return refuse('too_often');
    const mayNow = (personId: string) => limits.sender.take(personId) === 0;
    const opened = await openDocument({ store, clock }, token, mayNow);
    if (opened.kind !== 'opened') {
      limits.address.take(address);
      return refuse(opened.kind);
    }
    metrics.document('opened');
    return {
      status: 200,
      headers: {
        ...HEADERS,
        'content-type': opened.contentType,
        'content-disposition': `attachment; filename="${opened.fileName}"`,
      },
      body: Buffer.from(opened.content as string),
    };
  }

  function refuse(outcome: Exclude<DocumentOutcome, 'opened'>): DocumentAnswer {
    metrics.document(outcome);
    const { status, title, text } = pages[outcome];
    const page = `<!doctype html><html lang="en-GB"><meta charset="utf-8"><title>${title}</title><p>${text}</p></html>`;
    const retry: Record<string, string> = status === 429 ? { 'retry-after': '60' } : {};
    return {
      status,
      headers: { ...HEADERS, 'content-type': 'text/html; charset=utf-8', ...retry },
      body: Buffer.from(page),
    };
  }

  return async (token, address) => {
    try {
      return await open(token, address);
    } catch (error) {
      log.error('document not made', { error: nameOf(error) });
      return refuse('failed');
    }
  };
}

/** Nothing of it is kept on the way, and no other page is told where it was opened. */
const HEADERS: Record<string, string> = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; sandbox",
  'x-robots-tag': 'noindex',
};
