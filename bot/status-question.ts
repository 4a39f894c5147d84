/** What part of the facts somebody asks for. */

export interface StatusQuestion {
  period: string | null;
  priority: string | null;
  group: string | null;
  overdue: boolean;
  /** True where the closer look at training is asked for. */
  training?: boolean;
}

/** `priority REF`, `group NAME`, `overdue`, `training`, a period, in any order that reads; null where it does not. */
export function parseStatusQuestion(words: string): StatusQuestion | null {
  const question: StatusQuestion = {
    period: null,
    priority: null,
    group: null,
    overdue: false,
    training: false,
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
  question.priority = take(/(?:^|\s)priority\s+(\S+)/i);
  question.group = take(/(?:^|\s)group\s+(.+)$/i);
  return rest === '' ? question : null;
}
