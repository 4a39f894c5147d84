/** Errors as people see them. Ours to mend: a short id that is also in the log. Theirs: the sentence and the mend. */
import { randomBytes } from 'node:crypto';
import type { Card } from '../cards/card.ts';
import { noticeCard } from '../cards/notice/notice-card.ts';
import { isCollateError, isRefusal, nameOf } from '../services/errors.ts';
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
  const words = mayBeSaved(error)
    ? {
        text: 'The database cannot be reached just now, so this may not have been saved.',
        mend: 'Look again in a few minutes. If it goes on, give the business unit this number.',
      }
    : {
        text: 'Nothing was saved by this.',
        mend: 'Try again. If it goes on, give the business unit this number.',
      };
  return noticeCard({ tone: 'fault', title: 'Something went wrong here', ...words, id });
}

/** For a form that comes back with what was typed. */
export function faultWords(log: Log, error: unknown, where: 'command' | 'press'): string {
  const saved = mayBeSaved(error) ? 'may not have been saved' : 'was not saved';
  return `Your answer ${saved}. Nothing you typed is lost: press Save again. (${noted(log, error, where)})`;
}

/** Where the connection ended at the commit, nobody knows. */
const mayBeSaved = (error: unknown) => isCollateError(error, 'store_unreachable');

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
