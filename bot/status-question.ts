/** What part of the facts somebody types for. */
import type { StatusQuestion } from '../services/summary/status-for.ts';

/** `priority REF`, `group NAME`, `overdue`, `training`, `all`, a period, in any order that reads; null where it does not. */
export function parseStatusQuestion(words: string): StatusQuestion | null {
  const question: StatusQuestion = {
    period: null,
    priority: null,
    group: null,
    overdue: false,
    training: false,
    all: false,
  };
  let rest = words.trim();
  const take = (pattern: RegExp): string | null => {
    const match = pattern.exec(rest);
    if (!match) return null;
    rest = `${rest.slice(0, match.index)} ${rest.slice(match.index + match[0].length)}`.trim();
    return match[1] ?? '';
  };
  question.period = take(/(?:^|\s)(\d{4}(?:-\d{2,4})?(?:\s*[hq][1-4])?)(?=\s|$)/i);
  question.overdue = take(/(?:^|\s)(overdue)(?=\s|$)/i) !== null;
  // Behind "group" it is a part of the group's name.
  question.training = take(/(?:^|\s)(?<!\bgroup\s.*)(training)(?=\s|$)/i) !== null;
  question.all = take(/(?:^|\s)(?<!\bgroup\s.*)(all)(?=\s|$)/i) !== null;
  question.priority = take(/(?:^|\s)priority\s+(\S+)/i);
  question.group = take(/(?:^|\s)group\s+(.+)$/i);
  return rest === '' ? question : null;
}
