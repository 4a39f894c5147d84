/** What the thread of the background work is given at its start, and what is said to it and by it. */
import type { Watched } from '../../services/delivery/dispatcher.ts';
import type { Settled } from '../../services/delivery/settle.ts';
import type { Log } from '../../services/ports.ts';
import type { Config } from '../config.ts';

export interface ThreadSettings {
  /** All of it that can be handed from thread to thread. */
  config: Omit<Config, 'withoutSecrets'>;
  publicUrl: string | null;
  lookEveryMs: number | undefined;
  answering: SharedArrayBuffer;
}

/** `committed`: the names of the tables that were written to; what is due may stand there. */
export type ToThread = { committed: ReadonlySet<string> } | 'stop';

export type FromThread =
  | { kind: 'begun' }
  | { kind: 'log'; level: keyof Log; text: string; fields: Parameters<Log['info']>[1] }
  | { kind: 'delivered'; row: Watched; settled: Settled; at: Date };
