/** The headings of the written reports: what each is asked to say, and what else people call it in their own files. */
import type { KindName } from './kinds.ts';

/** The kinds of return that are written under headings and submitted as a whole. */
export const reportKinds = ['group-report', 'priority-report', 'agency-statement'] as const;

export type ReportKind = (typeof reportKinds)[number];

export const isReportKind = (kind: string): kind is ReportKind =>
  (reportKinds satisfies readonly KindName[] as readonly string[]).includes(kind);

export interface Heading {
  /** Stands in the store and in the facts; never changed. */
  id: string;
  title: string;
  /** What belongs under it, as the form says it. */
  hint: string;
  /** True where "None" is an answer that a whole group may give; a blank never is. */
  mayBeNone: boolean;
  /** What people call it in a Word file of their own. */
  also: readonly string[];
}

/** The four headings of a published annual report; what people said and what changed; and training issues. */
const groupReport: readonly Heading[] = [
  {
    id: 'progress',
    title: 'Key areas of progress and achievement',
    hint: 'What was finished or moved forward in this period?',
    mayBeNone: false,
    also: ['Progress', 'Key progress', 'Progress and achievements', 'Key achievements', 'Achievements'],
  },
  {
    id: 'current',
    title: 'Current activities and ongoing work',
    hint: 'What is the group working on now?',
    mayBeNone: false,
    also: ['Current activities', 'Current work', 'Ongoing work', 'Work in progress', 'Activities'],
  },
  {
    id: 'future',
    title: 'Future priorities and aspirations',
    hint: 'What comes next, and what does the group hope for?',
    mayBeNone: false,
    also: [
      'Future priorities',
      'Future plans',
      'Next steps',
      'Priorities for the next quarter',
      'Aspirations',
    ],
  },
  {
    id: 'impact',
    title: 'Impact and outcomes',
    hint: 'What difference has it made, and how do you know?',
    mayBeNone: false,
    also: ['Impact', 'Outcomes', 'What difference has this made', 'Evidence of impact'],
  },
  {
    id: 'voice',
    title: 'What children, families and practitioners have told us',
    hint: 'What was heard, from whom and how? Name nobody.',
    mayBeNone: true,
    also: [
      'Voice of the child',
      'Voice',
      'What children and families have told us',
      'What children, families and practitioners told us',
      'Feedback from children, families and practitioners',
    ],
  },
  {
    id: 'changed',
    title: 'What changed because of it',
    hint: 'What is done differently because of what was heard?',
    mayBeNone: true,
    also: ['What changed', 'What has changed', 'What changed as a result', 'What we changed'],
  },
  {
    id: 'training-issues',
    title: 'Training issues',
    hint: 'Every subgroup names its training issues; “None” is an answer.',
    mayBeNone: true,
    also: ['Training', 'Training needs', 'Any training issues', 'Training and development issues'],
  },
];

/** The five questions that a priority's lead agency answers to the Board. */
const priorityReport: readonly Heading[] = [
  {
    id: 'worked',
    title: 'What has worked well',
    hint: 'What has gone well on this priority, and why?',
    mayBeNone: false,
    also: ['What worked well', 'What worked', 'What is working well', 'What has gone well'],
  },
  {
    id: 'not-worked',
    title: 'What has not worked well',
    hint: 'What has not gone as it was meant to?',
    mayBeNone: false,
    also: ['What has not worked', 'What did not work', 'What is not working well', 'What has not gone well'],
  },
  {
    id: 'improve',
    title: 'How it can be improved, with gaps and barriers',
    hint: 'What would make it better, what is missing, and what stands in the way?',
    mayBeNone: false,
    also: ['How it can be improved', 'How can it be improved', 'Improvements', 'Gaps and barriers'],
  },
  {
    id: 'services',
    title: 'Services provided to those most at risk',
    hint: 'Which services reach the children who are most at risk?',
    mayBeNone: false,
    also: [
      'What services are provided to those most at risk',
      'Services for those most at risk',
      'Services',
      'Those most at risk',
    ],
  },
  {
    id: 'evidence',
    title: 'Outcomes evidenced: demographics, locality, patterns and trends',
    hint: 'What outcomes are evidenced, using demographics, locality, patterns and trends?',
    mayBeNone: false,
    also: [
      'What outcomes are evidenced',
      'Outcomes evidenced',
      'Evidence of outcomes',
      'Outcomes',
      'Demographics, locality, patterns and trends',
    ],
  },
];

const agencyStatement: readonly Heading[] = [
  {
    id: 'review',
    title: 'Review of the year',
    hint: 'What has the agency done in the year to keep children safe?',
    mayBeNone: false,
    also: ['Review', 'The year in review', 'Key areas of progress and achievement', 'Progress'],
  },
  {
    id: 'current',
    title: 'Current activities',
    hint: 'What is the agency working on now?',
    mayBeNone: false,
    also: ['Current activities and ongoing work', 'Current work', 'Ongoing work'],
  },
  {
    id: 'future',
    title: 'Future priorities',
    hint: 'What comes next?',
    mayBeNone: false,
    also: ['Future priorities and aspirations', 'Future plans', 'Next steps'],
  },
];

export const headingsOf: Readonly<Record<ReportKind, readonly Heading[]>> = {
  'group-report': groupReport,
  'priority-report': priorityReport,
  'agency-statement': agencyStatement,
};

/** What is said where there is nothing to say. */
export const NONE = 'None';

const PREFIX = 'heading:';

/** A heading as the subject of a return. */
export const headingSubject = (headingId: string): string => `${PREFIX}${headingId}`;

/** Null for a subject that is no heading. */
export const headingOfSubject = (subjectId: string): string | null =>
  subjectId.startsWith(PREFIX) ? subjectId.slice(PREFIX.length) : null;
