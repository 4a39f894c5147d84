/** Every kind of document there is; a test compares it with this folder. */
import { annex } from './annex.ts';
import { auditList } from './audit-list.ts';
import type { DocumentKind } from './document.ts';

export const documentKinds = {
  annex,
  'audit-list': auditList,
} as const satisfies Record<string, DocumentKind>;

export type DocumentName = keyof typeof documentKinds;

export const isDocumentName = (name: unknown): name is DocumentName =>
  typeof name === 'string' && Object.hasOwn(documentKinds, name);
