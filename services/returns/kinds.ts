/** The kinds of return there are. A kind has one name in three rooms: its meaning here, its face, its door. */

/** `word` is what people type after "form"; null where they type an action's ref. */
export const kinds = {
  'action-updates': { title: 'Action updates', word: null },
  measures: { title: 'Measures', word: 'measures' },
  'training-figures': { title: 'Training figures', word: 'training' },
  compliance: { title: 'Training compliance', word: 'compliance' },
  'group-report': { title: 'Quarterly report', word: 'report' },
  'priority-report': { title: 'Priority lead’s report', word: 'report' },
  'agency-statement': { title: 'Agency statement', word: 'statement' },
  'section-11': { title: 'Section 11', word: 'section-11' },
} as const;

export type KindName = keyof typeof kinds;

export const kindNames = Object.keys(kinds) as KindName[];

/** The kinds that a typed word means: "report" is a group's and a priority lead's. */
export const kindsOfWord = (word: string): KindName[] =>
  kindNames.filter(name => kinds[name].word === word.trim().toLowerCase());

export const isKind = (name: string): name is KindName => name in kinds;

/** The kinds that a group's `asks` in the board file may name; the others follow from the plan and from agencies. */
export const groupKinds = ['action-updates', 'training-figures', 'group-report'] as const;

/** The kinds that an agency's `asks` may name: asked once a year. */
export const agencyKinds = ['agency-statement', 'section-11'] as const;
