/** What a document is that can be downloaded. One file a kind, and a line in the registry. */
import type { Actor } from '../people/access.ts';
import type { Clock } from '../ports.ts';
import type { Store } from '../store/unit-of-work.ts';

export interface DocumentDeps {
  store: Store;
  clock: Clock;
}

/** Which one of its kind: codes alone, since they travel in the link. */
export interface DocumentSubject {
  /** Null where the kind has none. */
  period: string | null;
}

export interface MadeDocument {
  /** Without its extension; any words. */
  name: string;
  content: string | Uint8Array;
}

export interface DocumentKind {
  /** What it is called where somebody opens it. */
  title: string;
  /** Without the dot. */
  extension: string;
  contentType: string;
  /**
   * Makes it for somebody, as it is now.
   * @throws CollateError `not_allowed` for who may not have it now, and what there is not
   */
  make(deps: DocumentDeps, actor: Actor, subject: DocumentSubject): Promise<MadeDocument>;
}
