/** A file as it was received, and a look at it, for tests of their cards. */
import type { Card, Forms } from '../../../cards/card.ts';
import { fileCard } from '../../../cards/training-file/file-card.ts';
import { type LookView, lookCard } from '../../../cards/training-file/look-card.ts';
import { type MatchView, matchCard } from '../../../cards/training-file/match-card.ts';
import type { FileState } from '../../../services/returns/training-file.ts';
import type { FileLook } from '../../../services/returns/training-import.ts';
import type { RunContent } from '../../../services/training/content.ts';
import type { FileWords } from '../../../services/training/file-words.ts';
import type { LookedRun } from '../../../services/training/import-look.ts';

const asked = (text: string) => ({ kind: 'group' as const, id: 'g', name: text, short: text });

const many = <Item>(length: number, of: (index: number) => Item): Item[] =>
  Array.from({ length }, (_, index) => of(index));

const uuid = (index: number) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;

export function fileWords(text: string, agencies = 20): FileWords {
  return {
    agencies: many(agencies, index => ({ id: uuid(index), name: `${text} ${index}`, sector: null })),
    sectors: ['police', 'health', 'schools', 'early years', text],
    columns: new Map(),
    agencyNamed: () => null,
    agency: () => null,
    status: () => null,
    state: () => null,
  };
}

export function fileState(text: string, given: Partial<FileState> = {}): FileState {
  const ask = { askId: uuid(1), asked: asked(text), period: '2026-27 Q1' };
  return {
    fileId: uuid(2),
    name: text,
    asks: [ask, { ...ask, askId: uuid(3), period: '2025-26 Q4' }],
    ask,
    step: 'look',
    columns: [
      { index: 0, heading: 'Course', meaning: 'course' },
      { index: 1, heading: 'Start date', meaning: 'first-day' },
      { index: 2, heading: `${text} one`, meaning: null },
      { index: 3, heading: `${text} two`, meaning: null },
    ],
    missing: [],
    problem: null,
    strange: { agencies: [], statuses: [] },
    found: { shape: 'bookings', sheet: text, rows: 612, runs: 29 },
    saved: null,
    words: fileWords(text),
    ...given,
  };
}

const words = (text: string, length: number) =>
  many(length, index => ({ key: `${text} ${index}`, text: `${text} ${index}`, count: index + 1 }));

export const strange = (text: string, length = 3) => ({
  agencies: words(text, length),
  statuses: words(`${text} status`, 2),
});

export const runContent = (text: string, given: Partial<RunContent> = {}): RunContent => ({
  course: text,
  level: 2,
  state: 'held',
  firstDay: '2026-05-04',
  days: 2,
  format: 'room',
  room: text,
  places: 20,
  booked: 18,
  cancelled: 2,
  noShows: 1,
  unbooked: 1,
  attended: 16,
  registerIn: true,
  note: null,
  attendances: [{ agencyId: uuid(0), sector: null, attended: 9 }],
  ...given,
});

export function fileLook(text: string, length = 3, given: Partial<FileLook> = {}): FileLook {
  const fresh = (index: number): LookedRun => ({
    row: index + 2,
    content: runContent(text, { attended: 10 + index }),
    standing: null,
    differences: [],
    misfits: [{ kind: 'attended-not-balanced', measure: 'attended', given: 10 + index, expected: 16 }],
  });
  const changed = (index: number): LookedRun => ({
    ...fresh(index),
    misfits: [],
    standing: { subjectId: `run:${uuid(index)}`, version: 1, content: runContent(text) },
    differences: [
      { field: 'attended', from: 16, to: 10 + index },
      { field: 'room', from: null, to: text },
      {
        field: 'attendances',
        from: [{ agencyId: uuid(0), sector: null, attended: 9 }],
        to: [{ agencyId: null, sector: text, attended: 4 }],
      },
    ],
  });
  return {
    ask: {
      askId: uuid(1),
      asked: asked(text),
      period: '2026-27 Q1',
      starts: '2026-04-01',
      ends: '2026-07-01',
    },
    shape: 'runs',
    rows: 40,
    runs: 29,
    fresh: many(length, fresh),
    changed: many(length, changed),
    same: many(length, fresh),
    outside: [{ period: '2026-27 Q2', runs: 2 }],
    refused: many(length, index => ({
      row: index,
      course: text,
      day: '2026-05-04',
      problem: 'This cannot be below 0.',
    })),
    others: [{ subjectId: `run:${uuid(9)}`, version: 1, content: runContent(text) }],
    leftOut: [{ why: 'no-day', count: 4, rows: [12, 40, 41, 42] }],
    carried: [7],
    unused: [text, 'Trainer'],
    strange: { agencies: [], statuses: [] },
    attended: 557,
    agencies: fileWords(text).agencies,
    digest: 'a1b2c3d4e5f60718',
    ...given,
  };
}

export const matchView = (forms: Forms, given: Partial<MatchView> = {}): MatchView => ({
  everyColumn: false,
  from: 0,
  values: {},
  isUnanswered: false,
  notice: null,
  forms,
  ...given,
});

export const lookView = (forms: Forms, given: Partial<LookView> = {}): LookView => ({
  fileId: uuid(2),
  name: 'figures.csv',
  values: { changed: '', except: '', note: '' },
  problem: null,
  improbable: [],
  notice: null,
  forms,
  ...given,
});

export function trainingFileCards(text: string, forms: Forms): [string, Card][] {
  const state = fileState(text);
  const columns = fileState(text, { step: 'columns', found: null });
  const missing = fileState(text, {
    step: 'columns',
    found: null,
    missing: ['course', 'first-day'],
    columns: many(30, index => ({ index, heading: `${text} ${index}`, meaning: '-' as const })),
    problem: text,
  });
  const asking = fileState(text, { step: 'ask', ask: null, strange: strange(text) });
  const crowded = fileState(text, { step: 'words', strange: strange(text, 60), words: fileWords(text, 200) });
  const match = (of: FileState, given: Partial<MatchView> = {}) => matchCard(of, matchView(forms, given));
  const look = (given: Partial<LookView> = {}, of = fileLook(text)) =>
    lookCard(of, lookView(forms, { name: text, ...given }));
  const chosen = { changed: 'take' as const, except: `run:${uuid(0)}`, note: text };
  return [
    ['file', fileCard(state, { forms })],
    ['file, columns', fileCard(columns, { forms })],
    ['file, asking', fileCard(asking, { forms })],
    ['file, to read again', fileCard({ ...columns, columns: [] }, { forms })],
    ['file, match columns', match(columns, { notice: text })],
    ['file, match every column', match(state, { everyColumn: true, isUnanswered: true })],
    ['file, match missing', match({ ...missing, problem: null })],
    ['file, match words', match(asking)],
    ['file, match many words', match(crowded, { from: 4 })],
    ['file, look', look()],
    ['file, look again', look({ problem: 'imbalanced', values: chosen, notice: text })],
    ['file, look, improbable', look({ improbable: [text, text], values: chosen })],
    ['file, look, many', look({ values: chosen }, fileLook(text, 60))],
    [
      'file, look, nothing',
      look({}, fileLook(text, 0, { attended: null, refused: [], leftOut: [], outside: [], others: [] })),
    ],
  ];
}
