/** What can be counted from outside: requests, answers and refusals by kind and code, and the process itself. */
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { Watch } from '../services/delivery/dispatcher.ts';
import type { LedgerDepth } from '../services/delivery/list-deliveries.ts';
import { type RefusalCode, refusals } from './door/refusal.ts';
import { createLedgerMetrics } from './ledger-metrics.ts';

/** What a request was, by the door it goes through; never what is in it. */
export const requestKinds = ['message', 'press', 'dialog', 'install', 'conversation', 'other'] as const;
export type RequestKind = (typeof requestKinds)[number];

/** What became of a request that was let in: answered, refused for what it asks, or failed by a fault of ours. */
export type AnswerOutcome = 'answered' | 'refused' | 'failed';

/** What became of a request for a document. */
export const documentOutcomes = [
  'opened',
  'unknown',
  'expired',
  'not_allowed',
  'too_often',
  'failed',
] as const;
export type DocumentOutcome = (typeof documentOutcomes)[number];

export interface Metrics {
  refused(code: RefusalCode): void;
  received(kind: RequestKind): void;
  answered(kind: RequestKind, outcome: AnswerOutcome, seconds: number): void;
  /** An attempt at a delivery has ended. */
  delivered: Watch;
  /** Asks how full the ledger is whenever the metrics are read. */
  watchLedger(readDepth: () => Promise<LedgerDepth>): void;
  document(outcome: DocumentOutcome): void;
  /** In the text format of Prometheus. */
  read(): Promise<{ contentType: string; text: string }>;
}

/** Teams gives up after about 15 seconds. */
const SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15];

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const refusedTotal = new Counter({
    name: 'collate_requests_refused_total',
    help: 'Requests that were turned away, by the code that they were told.',
    labelNames: ['code'],
    registers,
  });
  const receivedTotal = new Counter({
    name: 'collate_requests_total',
    help: 'Requests that were let in, by kind.',
    labelNames: ['kind'],
    registers,
  });
  const answeredTotal = new Counter({
    name: 'collate_answers_total',
    help: 'What became of them, by kind and outcome.',
    labelNames: ['kind', 'outcome'],
    registers,
  });
  const seconds = new Histogram({
    name: 'collate_answer_seconds',
    help: 'How long an answer took, by kind.',
    labelNames: ['kind'],
    buckets: SECONDS,
    registers,
  });
  const documentsTotal = new Counter({
    name: 'collate_documents_total',
    help: 'Requests for documents, by what became of them.',
    labelNames: ['outcome'],
    registers,
  });
  for (const outcome of documentOutcomes) documentsTotal.inc({ outcome }, 0);
  // A counter that has never been told of is missing in a query for its rate: all begin at nought.
  for (const code of Object.keys(refusals)) refusedTotal.inc({ code }, 0);
  for (const kind of requestKinds) {
    receivedTotal.inc({ kind }, 0);
    for (const outcome of ['answered', 'refused', 'failed']) answeredTotal.inc({ kind, outcome }, 0);
  }
  const ledger = createLedgerMetrics(registry);
  return {
    ...ledger,
    refused: code => refusedTotal.inc({ code }),
    document: outcome => documentsTotal.inc({ outcome }),
    received: kind => receivedTotal.inc({ kind }),
    answered(kind, outcome, took) {
      answeredTotal.inc({ kind, outcome });
      seconds.observe({ kind }, took);
    },
    read: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
  };
}

/** By type and name alone: both are compared with known words, so that the label has few values. */
export function kindOf({
  type,
  name,
  value,
}: {
  type: string;
  name?: unknown;
  value?: unknown;
}): RequestKind {
  switch (type) {
    case 'message':
      return value === undefined || value === null ? 'message' : 'press';
    case 'invoke':
      if (name === 'adaptiveCard/action') return 'press';
      return name === 'task/fetch' || name === 'task/submit' ? 'dialog' : 'other';
    case 'installationUpdate':
      return 'install';
    case 'conversationUpdate':
      return 'conversation';
    default:
      return 'other';
  }
}
