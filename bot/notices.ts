/** Errors as people see them. Ours to mend: a short id that is also in the log. Theirs: the sentence and the mend. */
import { randomBytes } from 'node:crypto';
import type { Card } from '../cards/card.ts';
import { noticeCard } from '../cards/notice/notice-card.ts';
import { isRefusal, nameOf } from '../services/errors.ts';
import type { Log } from '../services/ports.ts';

export function noticeOf(log: Log, error: unknown, where: 'command' | 'press' | 'file'): Card {
  if (isRefusal(error)) {
    log.info('refused', { code: error.code, where });
    return noticeCard({
      tone: 'refused',
      title: 'That did not work',
      text: error.message,
      mend: null,
      id: null,
    });
  }
  const id = noted(log, error, where);
  return noticeCard({
    tone: 'fault',
    title: 'Something went wrong here',
    text: 'What you asked for was not finished.',
    mend: 'Look again, then try again. If it goes on, give the business unit this number.',
    id,
  });
}

/** For a form that comes back with what was typed. A fault may come after the saving: a second press saves nothing twice. */
export function faultWords(log: Log, error: unknown, where: 'command' | 'press'): string {
  return `Your answer may not have been saved. Nothing you typed is lost: press Save again. (${noted(log, error, where)})`;
}

/** What was done. */
export const sayNotice = (title: string, text: string): Card =>
  noticeCard({ tone: 'info', title, text, mend: null, id: null });

export function noticeUnknown(text: string): Card {
  return noticeCard({
    tone: 'refused',
    title: 'I do not know that command',
    text: `You typed: ${text.length > 120 ? `${text.slice(0, 120)}…` : text}`,
    mend: 'Type @Collate help to see what you can do here.',
    id: null,
  });
}

function noted(log: Log, error: unknown, where: string): string {
  const id = randomBytes(3).toString('hex');
  const fields = { id, where, error: nameOf(error), at: firstFrame(error) };
  log.error('failed', fields);
  return id;
}

/** Where it happened; the message stays out, since a database's own may quote what was typed. */
export function firstFrame(error: unknown): string {
  const frame =
    error instanceof Error
      ? error.stack?.split('\n').find(line => /^\s+at .*\/(bot|cards|services)\//.test(line))
      : undefined;
  return frame?.replace(/^.*\/(bot|cards|services)\//, '$1/').replace(/\)$/, '') ?? '';
}
